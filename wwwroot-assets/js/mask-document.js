// The mask of one picture: which pixels a person painted. Binary, kept in tiles that exist only where something was painted.
// An operation is everything between begin and commit; history keeps the tiles it changed, run-length packed, before and after.

export const tileSide = 512;
const cellSide = 256; // as in RegionsOfInterest.cs
const tileArea = tileSide * tileSide;
const smallestRadius = Math.SQRT1_2; // a dab this wide holds the centre of at least one pixel, wherever it falls

export class MaskDocument {
  #tiles = new Map(); // index -> Uint8Array of 0 and 1
  #counts = new Map(); // index -> painted pixels
  #before = null; // index -> packed tile, while an operation is open
  #undone = [];
  #done = [];

  /** @param {number} width @param {number} height In pixels of the picture. */
  constructor(width, height) {
    this.width = width;
    this.height = height;
    this.columns = Math.ceil(width / tileSide);
    this.rows = Math.ceil(height / tileSide);
    /** Called with the indices of tiles whose pixels changed. @type {(indices: Iterable<number>) => void} */
    this.onChange = () => {};
  }

  /** Share of the picture that is painted, 0 to 1. */
  get coverage() {
    let painted = 0;
    for (const count of this.#counts.values()) {
      painted += count;
    }
    return painted / (this.width * this.height);
  }

  /**
   * What is painted, cell by cell: left, top, right, bottom, and the number of painted pixels, one after another.
   * @returns {number[]}
   */
  get pieces() {
    const pieces = [];
    for (const index of this.paintedTiles) {
      const area = this.areaOf(index);
      for (let y = 0; y < area.height; y += cellSide) {
        for (let x = 0; x < area.width; x += cellSide) {
          const cell = { x, y, right: Math.min(x + cellSide, area.width), bottom: Math.min(y + cellSide, area.height) };
          pieces.push(...pieceIn(this.#tiles.get(index), cell, area));
        }
      }
    }
    return pieces;
  }

  get canUndo() { return this.#done.length > 0; }

  get canRedo() { return this.#undone.length > 0; }

  /** Indices of the tiles that hold anything. */
  get paintedTiles() { return [...this.#counts].filter(([, count]) => count > 0).map(([index]) => index); }

  /** A tile's pixels, 0 or 1, row after row; undefined where nothing was ever painted. @param {number} index */
  tile(index) { return this.#tiles.get(index); }

  /** The part of the picture that a tile covers. @param {number} index */
  areaOf(index) {
    const left = (index % this.columns) * tileSide;
    const top = Math.floor(index / this.columns) * tileSide;
    return { left, top, width: Math.min(tileSide, this.width - left), height: Math.min(tileSide, this.height - top) };
  }

  begin() {
    this.#before = new Map();
  }

  /** Ends the operation and puts it into the history, unless it changed nothing. */
  commit() {
    const changes = [];
    for (const [index, before] of this.#before) {
      const after = pack(this.#tiles.get(index));
      if (!sameRuns(before, after)) {
        changes.push({ index, before, after });
      }
      this.#count(index);
    }
    this.#before = null;
    if (changes.length > 0) {
      this.#done.push(changes);
      this.#undone = [];
    }
    return changes.length > 0;
  }

  /** Ends the operation as if it had never begun. */
  cancel() {
    const before = this.#before;
    this.#before = null;
    this.#restore([...before].map(([index, runs]) => ({ index, runs })));
  }

  undo() { return this.#travel(this.#done, this.#undone, "before"); }

  redo() { return this.#travel(this.#undone, this.#done, "after"); }

  /** Paints (1) or erases (0) a line of round dabs. Coordinates are in pixels, (0, 0) the upper left corner of the picture. */
  line(fromX, fromY, toX, toY, diameter, value) {
    const radius = Math.max(diameter / 2, smallestRadius);
    const top = Math.max(0, Math.floor(Math.min(fromY, toY) - radius));
    const bottom = Math.min(this.height - 1, Math.ceil(Math.max(fromY, toY) + radius));
    const touched = new Set();
    for (let y = top; y <= bottom; y++) {
      const span = spanOf(fromX, fromY, toX, toY, radius, y + 0.5);
      if (span) {
        const left = Math.max(0, Math.ceil(span[0] - 0.5));
        const right = Math.min(this.width - 1, Math.floor(span[1] - 0.5));
        this.#fill(y, left, right, value, touched);
      }
    }
    this.onChange(touched);
  }

  invert() {
    return this.#operate((tile, area) => eachRow(area, (start, end) => {
      for (let i = start; i < end; i++) {
        tile[i] ^= 1;
      }
    }));
  }

  clear() {
    return this.#operate((tile) => tile.fill(0), this.paintedTiles);
  }

  /** Paints every pixel for which the function says so, on top of what is there. @param {(x: number, y: number) => boolean} isPainted */
  add(isPainted) {
    return this.#operate((tile, area) => eachRow(area, (start, end, row) => {
      for (let i = start; i < end; i++) {
        if (isPainted(area.left + i - start, area.top + row)) {
          tile[i] = 1;
        }
      }
    }));
  }

  /** Everything painted, small enough to store: tile index and runs. */
  save() {
    return this.paintedTiles.map((index) => ({ index, runs: pack(this.#tiles.get(index)) }));
  }

  /** Takes over what save returned; the history begins anew. @param {{index: number, runs: Uint32Array}[]} saved */
  load(saved) {
    this.#done = [];
    this.#undone = [];
    this.#restore(saved);
  }

  /** The mask as a PNG with one bit a pixel: white = repair. @returns {Promise<Blob>} */
  async toPng() {
    const { encodeBits } = await import("./png.js");
    return encodeBits(this.width, this.height, (y, row) => this.#packRow(y, row));
  }

  #operate(change, indices = Array.from({ length: this.columns * this.rows }, (_, index) => index)) {
    this.begin();
    for (const index of indices) {
      change(this.#own(index), this.areaOf(index));
    }
    const changed = this.commit();
    this.onChange(indices);
    return changed;
  }

  #fill(y, left, right, value, touched) {
    const tileRow = Math.floor(y / tileSide);
    for (let x = left; x <= right;) {
      const column = Math.floor(x / tileSide);
      const end = Math.min(right + 1, (column + 1) * tileSide);
      const index = tileRow * this.columns + column;
      if (value === 1 || this.#tiles.has(index)) {
        const start = (y - tileRow * tileSide) * tileSide + x - column * tileSide;
        this.#own(index).fill(value, start, start + end - x);
        touched.add(index);
      }
      x = end;
    }
  }

  /** The tile for writing: made if it is missing, remembered as it was if an operation touches it for the first time. */
  #own(index) {
    let tile = this.#tiles.get(index);
    if (!this.#before.has(index)) {
      this.#before.set(index, pack(tile));
    }
    if (!tile) {
      tile = new Uint8Array(tileArea);
      this.#tiles.set(index, tile);
    }
    return tile;
  }

  #travel(from, to, side) {
    const changes = from.pop();
    if (!changes) {
      return false;
    }
    to.push(changes);
    this.#restore(changes.map((change) => ({ index: change.index, runs: change[side] })));
    return true;
  }

  #restore(packed) {
    for (const { index, runs } of packed) {
      this.#tiles.set(index, unpack(runs));
      this.#count(index);
    }
    this.onChange(packed.map(({ index }) => index));
  }

  #count(index) {
    const tile = this.#tiles.get(index);
    let count = 0;
    for (let i = 0; i < tileArea; i++) {
      count += tile[i];
    }
    this.#counts.set(index, count);
  }

  #packRow(y, row) {
    const tileRow = Math.floor(y / tileSide);
    for (let column = 0; column < this.columns; column++) {
      const index = tileRow * this.columns + column;
      if (!this.#counts.get(index)) {
        continue;
      }
      const tile = this.#tiles.get(index);
      const start = (y - tileRow * tileSide) * tileSide;
      const width = Math.min(tileSide, this.width - column * tileSide);
      for (let i = 0; i < width; i++) {
        if (tile[start + i]) {
          const x = column * tileSide + i;
          row[x >> 3] |= 0x80 >> (x & 7);
        }
      }
    }
  }
}

/** Where the row at height y (of pixel centres) crosses the thick line from a to b: the union of two discs and the band between. */
function spanOf(ax, ay, bx, by, radius, y) {
  let left = Infinity;
  let right = -Infinity;
  const extend = (x) => {
    left = Math.min(left, x);
    right = Math.max(right, x);
  };
  for (const [x, centre] of [[ax, ay], [bx, by]]) {
    const reach = radius * radius - (y - centre) * (y - centre);
    if (reach >= 0) {
      extend(x - Math.sqrt(reach));
      extend(x + Math.sqrt(reach));
    }
  }
  const length = Math.hypot(bx - ax, by - ay);
  if (length > 0) {
    const nx = (radius * (ay - by)) / length;
    const ny = (radius * (bx - ax)) / length;
    const corners = [[ax + nx, ay + ny], [bx + nx, by + ny], [bx - nx, by - ny], [ax - nx, ay - ny]];
    corners.forEach(([px, py], i) => {
      const [qx, qy] = corners[(i + 1) % 4];
      if (py !== qy && (py - y) * (qy - y) <= 0) {
        extend(px + ((y - py) * (qx - px)) / (qy - py));
      }
    });
  }
  return left <= right ? [left, right] : null;
}

function eachRow(area, visit) {
  for (let row = 0; row < area.height; row++) {
    visit(row * tileSide, row * tileSide + area.width, row);
  }
}

/** What a cell of a tile holds, in the picture's pixels; nothing where it is empty. */
function pieceIn(tile, cell, area) {
  let [left, top, right, bottom, painted] = [cell.right, cell.bottom, 0, 0, 0];
  for (let y = cell.y; y < cell.bottom; y++) {
    const row = tile.subarray((y * tileSide) + cell.x, (y * tileSide) + cell.right);
    const first = row.indexOf(1);
    if (first >= 0) {
      left = Math.min(left, cell.x + first);
      right = Math.max(right, cell.x + row.lastIndexOf(1) + 1);
      top = Math.min(top, y);
      bottom = y + 1;
      painted += row.reduce((sum, value) => sum + value, 0);
    }
  }
  return painted > 0 ? [area.left + left, area.top + top, area.left + right, area.top + bottom, painted] : [];
}

/** Lengths of the runs of equal pixels, beginning with a run of 0. */
function pack(tile) {
  if (!tile) {
    return Uint32Array.of(tileArea);
  }
  const runs = [];
  let value = 0;
  let start = 0;
  while (start < tileArea) {
    let end = tile.indexOf(value ^ 1, start);
    if (end < 0) {
      end = tileArea;
    }
    runs.push(end - start);
    start = end;
    value ^= 1;
  }
  return Uint32Array.from(runs);
}

function unpack(runs) {
  const tile = new Uint8Array(tileArea);
  let start = 0;
  runs.forEach((length, i) => {
    if (i % 2 === 1) {
      tile.fill(1, start, start + length);
    }
    start += length;
  });
  return tile;
}

function sameRuns(one, other) {
  return one.length === other.length && one.every((length, i) => length === other[i]);
}
