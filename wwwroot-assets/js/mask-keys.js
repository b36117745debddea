// The keys of the studio. They act while nobody types into a field, composes text or answers a dialog.

const viewKeys = new Set(["h", "+", "=", "-", "0", "1", " "]); // the ones of use where nothing is painted
const sizeStep = 1.15;
const farStep = 10; // steps of the keyboard's brush with Shift

/**
 * @typedef {object} Studio What the keys can do.
 * @property {(tool: "brush" | "eraser" | "hand") => void} choose
 * @property {() => void} swap Brush to eraser and back.
 * @property {(name: string) => void} act One of the toolbar's acts.
 * @property {(shows: boolean) => void} showMask
 * @property {(factor: number) => void} resizeBrush
 * @property {(isHeld: boolean) => void} holdPan
 * @property {(dx: number, dy: number) => void} moveCursor In steps.
 * @property {() => void} stamp One dab where the keyboard's brush stands.
 */

/**
 * @param {HTMLElement} root
 * @param {HTMLCanvasElement} canvas Space, Enter and the arrows act while it has the focus, for elsewhere they press buttons.
 * @param {AbortSignal} signal Ends the listening.
 * @param {Studio} studio
 */
export function listenToKeys(root, canvas, signal, studio) {
  const act = (name) => () => studio.act(name);
  const plain = {
    b: () => studio.choose("brush"),
    e: () => studio.choose("eraser"),
    h: () => studio.choose("hand"),
    x: () => studio.swap(),
    m: (event) => event.repeat || studio.act("show"),
    o: (event) => event.repeat || studio.showMask(false),
    "[": () => studio.resizeBrush(1 / sizeStep),
    "]": () => studio.resizeBrush(sizeStep),
    "+": act("zoom-in"),
    "=": act("zoom-in"),
    "-": act("zoom-out"),
    0: act("fit"),
    1: act("actual"),
  };
  const shifted = { i: act("invert"), delete: act("clear") };
  const move = (dx, dy) => (event) => studio.moveCursor(dx * (event.shiftKey ? farStep : 1), dy * (event.shiftKey ? farStep : 1));
  const onCanvas = {
    " ": () => studio.holdPan(true),
    enter: () => studio.stamp(),
    arrowleft: move(-1, 0),
    arrowright: move(1, 0),
    arrowup: move(0, -1),
    arrowdown: move(0, 1),
  };
  const commands = {
    z: (event) => studio.act(event.shiftKey ? "redo" : "undo"),
    y: act("redo"),
    enter: () => root.querySelector("[data-run]")?.click(),
  };

  const find = (event) => {
    const key = event.key.toLowerCase();
    if (event.ctrlKey || event.metaKey) {
      return root.dataset.paints || key === "enter" ? commands[key] : undefined;
    }
    if (!root.dataset.paints && !viewKeys.has(key)) {
      return undefined;
    }
    return (event.target === canvas && onCanvas[key]) || (event.shiftKey && shifted[key]) || (!event.altKey && plain[key]) || undefined;
  };

  document.addEventListener("keydown", (event) => {
    const wish = isOurs(event) ? find(event) : undefined;
    if (wish) {
      event.preventDefault();
      wish(event);
    }
  }, { signal });
  document.addEventListener("keyup", (event) => {
    if (event.key === " ") {
      studio.holdPan(false);
    } else if (event.key.toLowerCase() === "o" && isOurs(event) && root.dataset.paints) {
      studio.showMask(true);
    }
  }, { signal });
  window.addEventListener("blur", () => studio.holdPan(false), { signal });
}

/** keyCode 229 is what some browsers send while text is composed. */
function isOurs(event) {
  const isTyping = event.target instanceof Element
    && event.target.closest("input:not([type=range], [type=radio], [type=checkbox]), textarea, select, [contenteditable], .mud-popover") !== null;
  return !event.isComposing && event.keyCode !== 229 && !isTyping && document.querySelector(".mud-dialog") === null;
}
