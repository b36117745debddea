// Takes a picture by picker, drop or paste wherever a page holds an upload form, sends it over HTTP with progress, and goes
// to the studio with it. Listens on the document, for a form may be rendered later than this module runs.

let busy = false;

/** The form that a picture dropped on or pasted into the page goes to. @returns {HTMLFormElement | null} */
function anyForm() {
  return document.querySelector("[data-upload]");
}

/** @param {HTMLFormElement | null} form @param {File | undefined} file */
function send(form, file) {
  if (!form || !file || busy) {
    return;
  }
  busy = true;
  const { progress, status, problem } = partsOf(form);
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
      fail(form, request.response?.detail ?? form.dataset.failed);
    }
  };
  request.onerror = () => fail(form, form.dataset.failed);
  request.send(body);
}

/** @param {HTMLFormElement} form @param {string} sentence */
function fail(form, sentence) {
  rest(form);
  const { problem } = partsOf(form);
  problem.textContent = sentence;
  problem.hidden = false;
}

/** @param {HTMLFormElement} form */
function rest(form) {
  busy = false;
  const { progress, status, input } = partsOf(form);
  progress.hidden = true;
  status.textContent = "";
  input.value = ""; // else choosing the same file again would be no change
}

/** @param {HTMLFormElement} form */
function partsOf(form) {
  return {
    input: form.querySelector("input[type=file]"),
    progress: form.querySelector("progress"),
    status: form.querySelector(".upload-status"),
    problem: form.querySelector(".problem"),
  };
}

/** @param {DragEvent} event */
function carriesFile(event) {
  return anyForm() !== null && (event.dataTransfer?.types.includes("Files") ?? false);
}

/** @param {boolean} shown */
function showVeil(shown) {
  document.querySelector("[data-drop-veil]")?.classList.toggle("shown", shown);
}

document.addEventListener("change", (event) => {
  if (event.target instanceof HTMLInputElement && event.target.matches("[data-upload] input[type=file]")) {
    send(event.target.form, event.target.files[0]);
  }
});
document.addEventListener("submit", (event) => {
  if (event.target instanceof Element && event.target.matches("[data-upload]")) {
    event.preventDefault();
  }
});
window.addEventListener("paste", (event) => send(anyForm(), event.clipboardData?.files[0]));
window.addEventListener("dragover", (event) => {
  if (carriesFile(event)) {
    event.preventDefault();
    showVeil(true);
  }
});
window.addEventListener("dragleave", (event) => {
  if (event.relatedTarget === null) {
    showVeil(false);
  }
});
window.addEventListener("drop", (event) => {
  if (carriesFile(event)) {
    event.preventDefault();
    showVeil(false);
    send(anyForm(), event.dataTransfer.files[0]);
  }
});
// A page that comes back from the browser's memory must take the next picture.
window.addEventListener("pageshow", () => {
  if (anyForm()) {
    rest(anyForm());
  }
});
document.documentElement.dataset.takesPictures = "1";
