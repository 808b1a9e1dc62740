// Where labels go on the map: the biggest nodes first, none over another, few over a node.

const CELL = 64; // pixels
const AIR = 4; // pixels between a label and what stands beside it
const BIG = 3; // pixels: a disc above is only written over for a bigger one
const LINE = 22; // characters
const LONGEST = 66;

/** The rectangles and discs taken so far, found by the cells of a grid. */
class Room {
  #labels = new Map();
  #discs = new Map();

  addDisc(disc) {
    const { x, y, r } = disc;
    this.#add(this.#discs, [x - r, y - r, x + r, y + r], disc);
  }

  addLabel(frame) {
    this.#add(this.#labels, frame, frame);
  }

  /** Return how many discs a label hides in a frame; infinitely many where it may not stand. */
  cost(frame, own) {
    const [left, top, right, bottom] = frame;
    const wide = [left - 2 * AIR, top - AIR, right + 2 * AIR, bottom + AIR];
    for (const [a, b, c, d] of this.#near(this.#labels, wide)) {
      if (wide[0] < c && a < wide[2] && wide[1] < d && b < wide[3]) return Infinity;
    }
    const hidden = new Set();
    for (const disc of this.#near(this.#discs, frame)) {
      if (disc === own || !isOver(frame, disc)) continue;
      if (disc.r > Math.max(BIG, 0.7 * own.r)) return Infinity;
      hidden.add(disc);
    }
    return hidden.size;
  }

  /** Return the frame beside a disc that hides least; none if all hide more than it deserves. */
  best(own, { width, height }, page) {
    let [best, least] = [null, Math.max(1.5, own.merit)];
    for (const [left, top] of beside(own, width, height)) {
      const frame = [left, top, left + width, top + height];
      const cost = isWithin(frame, page) ? this.cost(frame, own) : Infinity;
      if (cost < least) [best, least] = [frame, cost];
      if (cost === 0) break;
    }
    return best;
  }

  #add(grid, frame, what) {
    for (const cell of cells(frame)) {
      if (grid.has(cell)) grid.get(cell).push(what);
      else grid.set(cell, [what]);
    }
  }

  *#near(grid, frame) {
    for (const cell of cells(frame)) yield* grid.get(cell) ?? [];
  }
}

function* cells([left, top, right, bottom]) {
  for (let i = Math.floor(left / CELL); i <= Math.floor(right / CELL); i += 1) {
    for (let j = Math.floor(top / CELL); j <= Math.floor(bottom / CELL); j += 1) {
      yield i * 65536 + j;
    }
  }
}

function isWithin([left, top, right, bottom], page) {
  return left >= page[0] && top >= page[1] && right <= page[2] && bottom <= page[3];
}

function isOver([left, top, right, bottom], { x, y, r }) {
  const dx = Math.max(left - x, 0, x - right);
  const dy = Math.max(top - y, 0, y - bottom);
  return dx * dx + dy * dy < r * r;
}

/** Give the frames that a label may take beside a disc, the best first. */
function* beside({ x, y, r }, width, height) {
  const out = r + AIR;
  const slant = 0.7 * r + AIR / 2;
  yield [x + out, y - height / 2];
  yield [x - width / 2, y + out];
  yield [x - out - width, y - height / 2];
  yield [x - width / 2, y - out - height];
  yield [x + slant, y + slant];
  yield [x + slant, y - slant - height];
  yield [x - slant - width, y + slant];
  yield [x - slant - width, y - slant - height];
}

/** Break a label into lines of about the same length, and cut it if it is too long. */
function broken(text) {
  const cut = text.length <= LONGEST ? text : `${text.slice(0, LONGEST).replace(/\s+\S*$/, "")}…`;
  const count = Math.ceil(cut.length / LINE);
  const length = Math.max(LINE * 0.6, cut.length / count);
  const lines = [""];
  for (const piece of cut.split(/\s+/)) {
    const last = lines[lines.length - 1];
    const isFull = last && last.length + piece.length / 2 > length && lines.length < count;
    if (isFull) lines.push(piece);
    else lines[lines.length - 1] = last ? `${last} ${piece}` : piece;
  }
  return lines;
}
