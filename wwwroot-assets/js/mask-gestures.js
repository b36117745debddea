// Turns what a mouse, a pen, fingers or a wheel do over the canvas into strokes, panning and zooming.

const fingerSlack = 6; // CSS pixels a first finger may move, and
const fingerPatience = 60; // milliseconds it may rest, before it paints: a second finger may follow to pinch
const penErasers = 32; // bit of the eraser end in PointerEvent.buttons
const lineHeight = 15; // CSS pixels a wheel step counts where the browser counts lines

export class MaskGestures {
  #fingers = new Map(); // pointer id -> last event
  #pending = null; // a first finger that has not painted yet
  #stroke = null; // { id, value }
  #panning = null; // { id, x, y }
  #pinch = null; // { x, y, spread }
  #last = null; // where the last stroke ended, for a straight line from there
  #hasPen = false;
  #listening = new AbortController();

  /**
   * @param {import("./mask-view.js").MaskView} view
   * @param {{ tool: "brush" | "eraser" | "hand", diameter: number, isPanKeyHeld: boolean }} tools Shared with the toolbar.
   * @param {{ onStrokeEnd: () => void, onHover: (event: PointerEvent | null) => void, onSize: (factor: number) => void }} events
   */
  constructor(view, tools, events) {
    this.view = view;
    this.tools = tools;
    this.events = events;
    const on = (name, handler, options = {}) =>
      view.canvas.addEventListener(name, handler, { signal: this.#listening.signal, ...options });
    on("pointerdown", (event) => this.#down(event));
    on("pointermove", (event) => this.#move(event));
    on("pointerup", (event) => this.#up(event));
    on("pointercancel", (event) => this.#up(event));
    on("pointerleave", () => this.events.onHover(null));
    on("contextmenu", (event) => event.preventDefault());
    on("wheel", (event) => this.#wheel(event), { passive: false });
  }

  dispose() {
    this.#listening.abort();
  }

  /** One dab, as the keyboard makes it. */
  dab(x, y, value) {
    const { mask } = this.view;
    mask.begin();
    mask.line(x, y, x, y, this.tools.diameter, value);
    mask.commit();
    this.#last = [x, y];
    this.events.onStrokeEnd();
  }

  #down(event) {
    this.view.canvas.setPointerCapture(event.pointerId);
    this.#hasPen ||= event.pointerType === "pen";
    if (event.pointerType === "touch") {
      this.#fingerDown(event);
    } else if (event.button === 1 || this.tools.isPanKeyHeld || (this.tools.tool === "hand" && event.button === 0)) {
      event.preventDefault();
      this.#panning = { id: event.pointerId, x: event.clientX, y: event.clientY };
    } else if (event.button === 0 || event.button === 2 || event.button === 5) {
      const erases = event.button !== 0 || (event.buttons & penErasers) !== 0 || this.tools.tool === "eraser";
      this.#begin(event, erases ? 0 : 1);
    }
  }

  #move(event) {
    this.events.onHover(event);
    if (this.#fingers.has(event.pointerId)) {
      this.#fingerMove(event);
    } else if (this.#panning?.id === event.pointerId) {
      this.view.pan(event.clientX - this.#panning.x, event.clientY - this.#panning.y);
      this.#panning = { id: event.pointerId, x: event.clientX, y: event.clientY };
    } else if (this.#stroke?.id === event.pointerId) {
      this.#draw(event);
    }
  }

  #up(event) {
    if (this.#fingers.delete(event.pointerId)) {
      this.#pinch = null;
      this.#paintPending(event.pointerId);
    }
    if (this.#panning?.id === event.pointerId) {
      this.#panning = null;
    }
    if (this.#stroke?.id === event.pointerId) {
      this.#stroke = null;
      this.view.mask.commit();
      this.events.onStrokeEnd();
    }
  }

  #begin(event, value) {
    const [x, y] = this.view.toPicture(event.clientX, event.clientY);
    const [fromX, fromY] = event.shiftKey && this.#last ? this.#last : [x, y];
    this.#stroke = { id: event.pointerId, value };
    this.view.mask.begin();
    this.view.mask.line(fromX, fromY, x, y, this.tools.diameter, value);
    this.#last = [x, y];
  }

  #draw(event) {
    const steps = event.getCoalescedEvents();
    for (const step of steps.length > 0 ? steps : [event]) {
      const [x, y] = this.view.toPicture(step.clientX, step.clientY);
      this.view.mask.line(this.#last[0], this.#last[1], x, y, this.tools.diameter, this.#stroke.value);
      this.#last = [x, y];
    }
  }

  #fingerDown(event) {
    this.#fingers.set(event.pointerId, event);
    if (this.#fingers.size > 1) {
      this.#pending = null;
      if (this.#stroke) {
        this.view.mask.cancel();
        this.#stroke = null;
      }
    } else if (this.#hasPen || this.tools.tool === "hand") {
      this.#panning = { id: event.pointerId, x: event.clientX, y: event.clientY };
    } else {
      this.#pending = event;
      setTimeout(() => this.#paintPending(event.pointerId), fingerPatience);
    }
  }

  #fingerMove(event) {
    this.#fingers.set(event.pointerId, event);
    if (this.#fingers.size > 1) {
      this.#pinchMove();
    } else if (this.#panning?.id === event.pointerId) {
      this.view.pan(event.clientX - this.#panning.x, event.clientY - this.#panning.y);
      this.#panning = { id: event.pointerId, x: event.clientX, y: event.clientY };
    } else {
      const start = this.#pending;
      if (start && Math.hypot(event.clientX - start.clientX, event.clientY - start.clientY) > fingerSlack) {
        this.#paintPending(event.pointerId);
      }
      if (this.#stroke?.id === event.pointerId) {
        this.#draw(event);
      }
    }
  }

  /** The first finger waited long enough alone: its stroke begins where it touched. */
  #paintPending(pointerId) {
    if (this.#pending?.pointerId !== pointerId) {
      return;
    }
    const event = this.#pending;
    this.#pending = null;
    this.#begin(event, this.tools.tool === "eraser" ? 0 : 1);
    if (!this.#fingers.has(pointerId)) {
      this.#stroke = null;
      this.view.mask.commit();
      this.events.onStrokeEnd();
    }
  }

  #pinchMove() {
    const [one, other] = [...this.#fingers.values()];
    const now = {
      x: (one.clientX + other.clientX) / 2,
      y: (one.clientY + other.clientY) / 2,
      spread: Math.max(1, Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY)),
    };
    if (this.#pinch) {
      this.view.pan(now.x - this.#pinch.x, now.y - this.#pinch.y);
      this.view.zoomAt(now.x, now.y, now.spread / this.#pinch.spread);
    }
    this.#pinch = now;
  }

  /** A trackpad's pinch arrives as a wheel with Ctrl, in small steps. */
  #wheel(event) {
    event.preventDefault();
    const step = (event.deltaY || event.deltaX) * (event.deltaMode === WheelEvent.DOM_DELTA_LINE ? lineHeight : 1);
    if (event.altKey) {
      this.events.onSize(step > 0 ? 1 / 1.15 : 1.15);
    } else {
      this.view.zoomAt(event.clientX, event.clientY, Math.exp(-step / (event.ctrlKey ? 100 : 300)));
    }
  }
}
