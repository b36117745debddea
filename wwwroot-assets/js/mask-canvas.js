// The studio's canvas: everything between the pointer and the mask. The server hears of a change only as a revision number
// and a share; the mask itself travels to it once, over HTTP, when a run is asked for.

import { MaskDocument } from "./mask-document.js";
import { MaskGestures } from "./mask-gestures.js";
import { listenToKeys } from "./mask-keys.js";
import * as maskStore from "./mask-store.js";
import { MaskView } from "./mask-view.js";

const sizes = { smallest: 1, largest: 600 };
const largestPreview = 4096;
const zoomStep = 1.25;
const keyboardStep = 10; // CSS pixels the brush moves on an arrow key

/**
 * @param {HTMLElement} root The studio: holds the canvas, the ring and the toolbar.
 * @param {{ invokeMethodAsync: (name: string, ...rest: unknown[]) => Promise<void> }} host The component.
 * @param {{ imageId: string, width: number, height: number, maskUrl: string | null }} settings
 */
export async function mount(root, host, settings) {
  const picture = new Image();
  picture.src = `/api/images/${settings.imageId}/preview?size=${largestPreview}`;
  await picture.decode();
  const studio = new Studio(root, host, settings, picture);
  await studio.restore();
  root.maskCanvas = studio; // for scripts that drive the page
  root.dataset.ready = "1";
  return studio;
}

class Studio {
  #revision = 0;
  #listening = new AbortController();
  #hovered = null; // where a mouse or pen is, in CSS pixels of the canvas
  #cursor = null; // the keyboard's brush, in pixels of the picture

  constructor(root, host, settings, picture) {
    this.root = root;
    this.host = host;
    this.settings = settings;
    this.canvas = root.querySelector("canvas");
    this.ring = root.querySelector("[data-ring]");
    this.mask = new MaskDocument(settings.width, settings.height);
    this.view = new MaskView(this.canvas, this.mask, picture);
    this.tools = { tool: "brush", diameter: startDiameter(settings), isPanKeyHeld: false };
    this.gestures = new MaskGestures(this.view, this.tools, {
      onStrokeEnd: () => this.#changed(),
      onHover: (event) => this.#hover(event),
      onSize: (factor) => this.#resizeBrush(factor),
    });
    this.view.onZoom = () => this.#showZoom();
    this.#listen();
    this.#showTool();
    this.#showSize();
    this.#showZoom();
  }

  /** The mask of the last visit, or else the one that comes with the picture. */
  async restore() {
    const kept = await maskStore.read(this.settings.imageId);
    if (kept) {
      this.mask.load(kept);
    } else if (this.settings.maskUrl) {
      const isPainted = await readMask(this.settings.maskUrl, this.mask.width, this.mask.height);
      this.mask.add(isPainted);
    }
    this.#changed();
  }

  /** Sends the mask to the server. @returns {Promise<{ id: string | null, problem: string | null }>} */
  async upload() {
    const form = new FormData();
    form.append("imageId", this.settings.imageId);
    form.append("file", await this.mask.toPng(), "mask.png");
    try {
      const response = await fetch("/api/masks", { method: "POST", body: form });
      const reply = await response.json();
      return response.ok ? { id: reply.id, problem: null } : { id: null, problem: reply.detail };
    } catch {
      return { id: null, problem: null };
    }
  }

  /** Whether there is anything to paint: a task without a mask shows the picture alone. @param {boolean} paints */
  setPainting(paints) {
    this.#choose(paints ? "brush" : "hand");
    this.#showMask(paints);
  }

  dispose() {
    this.#listening.abort();
    this.gestures.dispose();
    this.view.dispose();
  }

  #listen() {
    const signal = this.#listening.signal;
    this.root.addEventListener("click", (event) => this.#click(event), { signal });
    this.root.querySelector("[data-size]").addEventListener("input", (event) => {
      this.tools.diameter = fromSlider(Number(event.target.value));
      this.#showSize();
    }, { signal });
    listenToKeys(this.root, this.canvas, signal, {
      choose: (tool) => this.#choose(tool),
      swap: () => this.#choose(this.tools.tool === "brush" ? "eraser" : "brush"),
      act: (name) => this.#act(name),
      showMask: (shows) => this.#showMask(shows),
      resizeBrush: (factor) => this.#resizeBrush(factor),
      holdPan: (isHeld) => this.#holdPan(isHeld),
      moveCursor: (dx, dy) => this.#moveCursor(dx, dy),
      stamp: () => this.#stamp(),
    });
    this.canvas.addEventListener("blur", () => this.#placeCursor(null), { signal });
  }

  #click(event) {
    const button = event.target.closest("[data-tool], [data-act]");
    if (button?.dataset.tool) {
      this.#choose(button.dataset.tool);
    } else if (button) {
      this.#act(button.dataset.act);
    }
  }

  #choose(tool) {
    this.tools.tool = tool;
    this.#showTool();
  }

  #act(name) {
    switch (name) {
      case "undo": return this.mask.undo() && this.#changed();
      case "redo": return this.mask.redo() && this.#changed();
      case "invert": return this.mask.invert() && this.#changed();
      case "clear": return this.mask.clear() && this.#changed();
      case "show": return this.#showMask(!this.view.showsMask);
      case "zoom-in": return this.view.zoomBy(zoomStep);
      case "zoom-out": return this.view.zoomBy(1 / zoomStep);
      case "fit": return this.view.fit();
      case "actual": return this.view.zoomTo(1 / window.devicePixelRatio);
      default: throw new Error(`There is no act ${name}.`);
    }
  }

  /** While the key for it is held, the pointer moves the view. */
  #holdPan(isHeld) {
    this.tools.isPanKeyHeld = isHeld;
    this.#showTool();
  }

  #moveCursor(dx, dy) {
    const step = keyboardStep / this.view.scale;
    const [x, y] = this.#cursor ?? [this.mask.width / 2, this.mask.height / 2];
    this.#placeCursor([
      Math.min(this.mask.width, Math.max(0, x + dx * step)),
      Math.min(this.mask.height, Math.max(0, y + dy * step)),
    ]);
  }

  #stamp() {
    this.#placeCursor(this.#cursor ?? [this.mask.width / 2, this.mask.height / 2]);
    this.gestures.dab(...this.#cursor, this.tools.tool === "eraser" ? 0 : 1);
  }

  #placeCursor(cursor) {
    this.#cursor = cursor;
    this.#showRing(cursor && [this.view.left + cursor[0] * this.view.scale, this.view.top + cursor[1] * this.view.scale]);
  }

  #hover(event) {
    const box = this.canvas.getBoundingClientRect();
    this.#cursor = null;
    this.#hovered = event && event.pointerType !== "touch" ? [event.clientX - box.left, event.clientY - box.top] : null;
    this.#showRing(this.tools.tool === "hand" ? null : this.#hovered);
  }

  #resizeBrush(factor) {
    this.tools.diameter = Math.min(sizes.largest, Math.max(sizes.smallest, this.tools.diameter * factor));
    this.#showSize();
  }

  /** What is painted has changed: keep it, show it, and tell the server that it did. */
  #changed() {
    this.#revision++;
    const { coverage } = this.mask;
    this.root.querySelector("[data-act=undo]").disabled = !this.mask.canUndo;
    this.root.querySelector("[data-act=redo]").disabled = !this.mask.canRedo;
    this.root.querySelector("[data-coverage]").textContent = share(coverage);
    this.root.dataset.revision = this.#revision;
    this.root.dataset.painted = coverage > 0 ? "1" : "";
    void maskStore.write(this.settings.imageId, this.mask.save());
    void this.host.invokeMethodAsync("MaskChanged", this.#revision, coverage, this.mask.pieces);
  }

  #showTool() {
    const tool = this.tools.isPanKeyHeld ? "hand" : this.tools.tool;
    for (const button of this.root.querySelectorAll("[data-tool]")) {
      button.setAttribute("aria-pressed", String(button.dataset.tool === tool));
    }
    this.canvas.dataset.cursor = tool;
    if (tool === "hand") {
      this.#showRing(null);
    }
  }

  #showMask(shows) {
    this.view.showsMask = shows;
    this.root.querySelector("[data-act=show]").setAttribute("aria-pressed", String(shows));
    this.view.redraw();
  }

  #showSize() {
    const size = Math.round(this.tools.diameter);
    const slider = this.root.querySelector("[data-size]");
    slider.value = toSlider(this.tools.diameter);
    slider.setAttribute("aria-valuetext", `${size} px`);
    this.root.querySelector("[data-size-label]").textContent = `${size} px`;
    this.#showRing(this.#hovered);
  }

  #showZoom() {
    this.root.querySelector("[data-zoom]").textContent = `${Math.round(this.view.scale * window.devicePixelRatio * 100)} %`;
    if (this.#cursor) {
      this.#placeCursor(this.#cursor);
    } else {
      this.#showRing(this.#hovered);
    }
  }

  #showRing(position) {
    this.ring.hidden = !position;
    if (position) {
      const side = Math.max(3, this.tools.diameter * this.view.scale);
      this.ring.style.width = this.ring.style.height = `${side}px`;
      this.ring.style.transform = `translate(${position[0] - side / 2}px, ${position[1] - side / 2}px)`;
    }
  }
}

/** A brush that suits the picture: about a fortieth of its shorter side. */
function startDiameter({ width, height }) {
  return Math.max(6, Math.min(120, Math.round(Math.min(width, height) / 40)));
}

/** The slider is logarithmic: fine for scratches, quick to large. */
function fromSlider(value) {
  return sizes.smallest * (sizes.largest / sizes.smallest) ** (value / 100);
}

function toSlider(diameter) {
  return (100 * Math.log(diameter / sizes.smallest)) / Math.log(sizes.largest / sizes.smallest);
}

function share(coverage) {
  return new Intl.NumberFormat(document.documentElement.lang, {
    style: "percent", minimumFractionDigits: 1, maximumFractionDigits: coverage < 0.01 ? 2 : 1,
  }).format(coverage);
}

/** A mask picture as a function of the pixel: white is painted. */
async function readMask(url, width, height) {
  const image = new Image();
  image.src = url;
  await image.decode();
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext("2d");
  context.drawImage(image, 0, 0, width, height);
  const { data } = context.getImageData(0, 0, width, height);
  return (x, y) => data[4 * (y * width + x)] >= 128;
}
