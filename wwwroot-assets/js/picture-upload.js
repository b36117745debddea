// Sends a picture to the server and says what became of it.

/**
 * @param {Blob} picture
 * @param {string} name
 * @returns {Promise<{ id: string | null, problem: string | null }>} A problem is the server's sentence; null where it could not be reached.
 */
export async function uploadPicture(picture, name) {
  const form = new FormData();
  form.append("file", picture, name);
  try {
    const response = await fetch("/api/images", { method: "POST", body: form });
    const reply = await response.json();
    return response.ok ? { id: reply.id, problem: null } : { id: null, problem: reply.detail };
  } catch {
    return { id: null, problem: null };
  }
}

/** The file that a person has just chosen. @param {HTMLInputElement} input */
export async function uploadChosen(input) {
  const file = input.files[0];
  const reply = file ? await uploadPicture(file, file.name) : { id: null, problem: null };
  input.value = ""; // else choosing the same file again would be no change
  return reply;
}
