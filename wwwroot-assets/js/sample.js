// Opens a sample: uploads its picture, and its clean original for the metrics, as a person would upload their own.

/**
 * @param {string} id
 * @param {string} picture File in /samples.
 * @param {string | null} reference File in /samples.
 * @returns {Promise<{ imageId: string | null, referenceId: string | null, problem: string | null }>}
 */
export async function importSample(id, picture, reference) {
  try {
    const [imageId, referenceId] = await Promise.all([upload(picture), reference ? upload(reference) : null]);
    const address = new URL(location.href);
    address.searchParams.set("image", imageId);
    if (referenceId) {
      address.searchParams.set("reference", referenceId);
    }
    history.replaceState(history.state, "", address); // a reload opens the stored picture and uploads nothing
    return { imageId, referenceId, problem: null };
  } catch (error) {
    return { imageId: null, referenceId: null, problem: error instanceof UploadError ? error.message : null };
  }
}

class UploadError extends Error {}

async function upload(name) {
  const file = await fetch(`/samples/${name}`);
  const form = new FormData();
  form.append("file", await file.blob(), name);
  const response = await fetch("/api/images", { method: "POST", body: form });
  const reply = await response.json();
  if (!response.ok) {
    throw new UploadError(reply.detail);
  }
  return reply.id;
}
