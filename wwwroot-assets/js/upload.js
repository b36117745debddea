// Takes a picture by picker, drop or paste, sends it over HTTP with progress, and goes to the studio with it.

/** @type {HTMLFormElement} */
const form = document.querySelector("[data-upload]");
const input = form.querySelector("input[type=file]");
const progress = form.querySelector("progress");
const status = form.querySelector(".upload-status");
const problem = form.querySelector(".problem");
const veil = document.querySelector("[data-drop-veil]");
let busy = false;

/** @param {File | undefined} file */
function send(file) {
  if (!file || busy) {
    return;
  }
  busy = true;
  problem.hidden = true;
  progress.hidden = false;
  progress.value = 0;
  status.textContent = form.dataset.uploading;

  const body = new FormData();
  body.append("file", file, file.name || "pasted");
  const request = new XMLHttpRequest(); // fetch cannot tell how much of a body has been sent
  request.open("POST", "/api/images");
  request.responseType = "json";
  request.upload.onprogress = (event) => {
    progress.value = event.lengthComputable ? event.loaded / event.total : 0;
    if (event.loaded === event.total) {
      status.textContent = form.dataset.checking;
    }
  };
  request.onload = () => {
    if (request.status === 201) {
      location.assign(`/studio?image=${request.response.id}`);
    } else {
      fail(request.response?.detail ?? form.dataset.failed);
    }
  };
  request.onerror = () => fail(form.dataset.failed);
  request.send(body);
}

/** @param {string} sentence */
function fail(sentence) {
  busy = false;
  progress.hidden = true;
  status.textContent = "";
  problem.textContent = sentence;
  problem.hidden = false;
  input.value = "";
}

/** @param {DragEvent} event */
function carriesFile(event) {
  return event.dataTransfer?.types.includes("Files") ?? false;
}

input.addEventListener("change", () => send(input.files[0]));
form.addEventListener("submit", (event) => event.preventDefault());
window.addEventListener("paste", (event) => send([...(event.clipboardData?.files ?? [])][0]));
window.addEventListener("dragover", (event) => {
  if (carriesFile(event)) {
    event.preventDefault();
    veil.classList.add("shown");
  }
});
window.addEventListener("dragleave", (event) => {
  if (event.relatedTarget === null) {
    veil.classList.remove("shown");
  }
});
window.addEventListener("drop", (event) => {
  if (carriesFile(event)) {
    event.preventDefault();
    veil.classList.remove("shown");
    send(event.dataTransfer.files[0]);
  }
});
// A page that comes back from the browser's memory must take the next picture.
window.addEventListener("pageshow", () => {
  busy = false;
  progress.hidden = true;
  status.textContent = "";
});
form.dataset.ready = "1";
