// Shows the picture with the mask over it, at any zoom, on a canvas of the size of the window it sits in.

import { tileSide } from "./mask-document.js";

const largestScale = 32;
const visibleRest = 48; // CSS pixels of the picture that always stay in sight
const pixelatedFrom = 3; // screen pixels a picture pixel

export class MaskView {
  #layers = new Map(); // tile index -> canvas of its pixels
  #stale = new Set();
  #frame = 0;
  #isFitted = true;
  #overlay = document.createElement("canvas");

  /**
   * @param {HTMLCanvasElement} canvas
   * @param {import("./mask-document.js").MaskDocument} mask
   * @param {HTMLImageElement} picture Decoded; may be smaller than the picture it stands for.
   */
  constructor(canvas, mask, picture) {
    this.canvas = canvas;
    this.mask = mask;
    this.picture = picture;
    this.scale = 1;
    this.left = 0;
    this.top = 0;
    this.showsMask = true;
    /** Called after each change of the zoom. @type {() => void} */
    this.onZoom = () => {};
    mask.onChange = (indices) => {
      for (const index of indices) {
        this.#stale.add(index);
      }
      this.redraw();
    };
    this.sizes = new ResizeObserver(() => this.#resize());
    this.sizes.observe(canvas);
    this.#resize();
  }

  dispose() {
    this.sizes.disconnect();
    cancelAnimationFrame(this.#frame);
  }

  /** From the window's coordinates to the picture's. */
  toPicture(clientX, clientY) {
    const box = this.canvas.getBoundingClientRect();
    return [(clientX - box.left - this.left) / this.scale, (clientY - box.top - this.top) / this.scale];
  }

  /** Zooms so that the point of the picture at these window coordinates stays where it is. */
  zoomAt(clientX, clientY, factor) {
    const box = this.canvas.getBoundingClientRect();
    const [px, py] = [clientX - box.left, clientY - box.top];
    const scale = Math.min(largestScale, Math.max(this.#fittingScale() / 2, this.scale * factor));
    this.left = px - ((px - this.left) * scale) / this.scale;
    this.top = py - ((py - this.top) * scale) / this.scale;
    this.scale = scale;
    this.#moved();
  }

  /** Zooms about the middle of the window. */
  zoomBy(factor) {
    const box = this.canvas.getBoundingClientRect();
    this.zoomAt(box.left + box.width / 2, box.top + box.height / 2, factor);
  }

  zoomTo(scale) {
    this.zoomBy(scale / this.scale);
  }

  pan(dx, dy) {
    this.left += dx;
    this.top += dy;
    this.#moved();
  }

  /** Shows the whole picture, and goes on doing so when the window changes. */
  fit() {
    this.scale = this.#fittingScale();
    this.left = (this.canvas.clientWidth - this.mask.width * this.scale) / 2;
    this.top = (this.canvas.clientHeight - this.mask.height * this.scale) / 2;
    this.#moved();
    this.#isFitted = true;
  }

  redraw() {
    this.#frame ||= requestAnimationFrame(() => this.#draw());
  }

  #fittingScale() {
    const room = Math.min(this.canvas.clientWidth / this.mask.width, this.canvas.clientHeight / this.mask.height);
    return Math.min(room * 0.96, largestScale / 4);
  }

  #moved() {
    this.#isFitted = false;
    const keep = (start, length, room) => Math.min(room - visibleRest, Math.max(visibleRest - length, start));
    this.left = keep(this.left, this.mask.width * this.scale, this.canvas.clientWidth);
    this.top = keep(this.top, this.mask.height * this.scale, this.canvas.clientHeight);
    this.onZoom();
    this.redraw();
  }

  #resize() {
    const ratio = window.devicePixelRatio;
    for (const canvas of [this.canvas, this.#overlay]) {
      canvas.width = Math.max(1, Math.round(this.canvas.clientWidth * ratio));
      canvas.height = Math.max(1, Math.round(this.canvas.clientHeight * ratio));
    }
    if (this.#isFitted) {
      this.fit();
    } else {
      this.#moved();
    }
    cancelAnimationFrame(this.#frame);
    this.#draw(); // at once: a resized canvas is blank
  }

  #draw() {
    this.#frame = 0;
    const context = this.canvas.getContext("2d");
    context.resetTransform();
    context.clearRect(0, 0, this.canvas.width, this.canvas.height);
    this.#place(context);
    context.drawImage(this.picture, 0, 0, this.mask.width, this.mask.height);
    if (this.showsMask) {
      this.#drawMask();
      context.resetTransform();
      context.drawImage(this.#overlay, 0, 0);
    }
  }

  /** The painted pixels, coloured and hatched; the hatch keeps its size on the screen. */
  #drawMask() {
    const context = this.#overlay.getContext("2d");
    context.resetTransform();
    context.globalCompositeOperation = "source-over";
    context.clearRect(0, 0, this.#overlay.width, this.#overlay.height);
    this.#place(context);
    for (const index of this.mask.paintedTiles) {
      const { left, top } = this.mask.areaOf(index);
      if (this.#isVisible(left, top)) {
        context.drawImage(this.#layer(index), left, top);
      }
    }
    context.resetTransform();
    context.globalCompositeOperation = "source-in";
    context.fillStyle = hatch(context);
    context.fillRect(0, 0, this.#overlay.width, this.#overlay.height);
  }

  #place(context) {
    const ratio = window.devicePixelRatio;
    context.setTransform(this.scale * ratio, 0, 0, this.scale * ratio, this.left * ratio, this.top * ratio);
    context.imageSmoothingEnabled = this.scale * ratio < pixelatedFrom;
    context.imageSmoothingQuality = "high";
  }

  #isVisible(left, top) {
    const [x, y, side] = [this.left + left * this.scale, this.top + top * this.scale, tileSide * this.scale];
    return x < this.canvas.clientWidth && y < this.canvas.clientHeight && x + side > 0 && y + side > 0;
  }

  #layer(index) {
    let layer = this.#layers.get(index);
    if (!layer) {
      layer = new OffscreenCanvas(tileSide, tileSide);
      this.#layers.set(index, layer);
      this.#stale.add(index);
    }
    if (this.#stale.delete(index)) {
      const pixels = new ImageData(tileSide, tileSide);
      const words = new Uint32Array(pixels.data.buffer);
      const tile = this.mask.tile(index);
      for (let i = 0; i < words.length; i++) {
        words[i] = tile[i] ? 0xff000000 : 0;
      }
      layer.getContext("2d").putImageData(pixels, 0, 0);
    }
    return layer;
  }
}

let pattern = null;

function hatch(context) {
  if (!pattern) {
    const side = 8;
    const cell = new OffscreenCanvas(side, side);
    const ink = cell.getContext("2d");
    ink.fillStyle = "rgb(226 48 74 / 58%)";
    ink.fillRect(0, 0, side, side);
    ink.strokeStyle = "rgb(255 255 255 / 45%)";
    ink.lineWidth = 1.5;
    ink.beginPath();
    for (const shift of [-side, 0, side]) {
      ink.moveTo(shift, side);
      ink.lineTo(shift + side, 0);
    }
    ink.stroke();
    pattern = context.createPattern(cell, "repeat");
  }
  return pattern;
}
