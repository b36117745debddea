// Opens a sample: uploads its picture, and its clean original for the metrics, as a person would upload their own.

import { uploadPicture } from "./picture-upload.js";

/**
 * @param {string} id
 * @param {string} picture File in /samples.
 * @param {string | null} reference File in /samples.
 * @returns {Promise<{ imageId: string | null, referenceId: string | null, problem: string | null }>}
 */
export async function importSample(id, picture, reference) {
  const [image, clean] = await Promise.all([upload(picture), reference ? upload(reference) : { id: null, problem: null }]);
  const problem = image.problem ?? clean.problem;
  if (image.id && !problem) {
    const address = new URL(location.href);
    address.searchParams.set("image", image.id);
    if (clean.id) {
      address.searchParams.set("reference", clean.id);
    }
    history.replaceState(history.state, "", address); // a reload opens the stored picture and uploads nothing
  }
  return { imageId: problem ? null : image.id, referenceId: clean.id, problem };
}

async function upload(name) {
  const file = await fetch(`/samples/${name}`);
  return uploadPicture(await file.blob(), name);
}
