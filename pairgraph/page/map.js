// The map: edges under nodes under labels, drawn only when something has changed.

const canvas = byId("canvas");
const paint = canvas.getContext("2d", { alpha: false });
const INK = "#1f2328";
const PALE = "#646a73";
const APART = 38; // pixels between two years at least
const FAMILY = getComputedStyle(document.body).fontFamily;
const CALM = 120; // milliseconds without a move, after which a big map is drawn in full
const IS_HEAVY = nodes.length + edges.length > 3000; // then a moving map is drawn from what it had
const EDGE = 36; // pixels around the map, also for the labels of its outermost nodes
const HUB = 22000; // pixels of the map for each node that has its label whatever it hides
const CROWD = 60; // links: a node with more would be hidden by their heads
const GROWTH = 0.62; // nodes grow slower than the map, so that zooming in makes room for labels

// A place (X, Y) of the network stands at (X k + x, Y k + y) in CSS pixels.
const view = { k: 1, x: 0, y: 0, fit: 1, dot: 1, width: 0, height: 0, ratio: 1, isFitted: true, moved: -CALM };
const X = new Float64Array(nodes.length);
const Y = new Float64Array(nodes.length);
const bySize = nodes.map((_, node) => node);
bySize.sort((a, b) => nodes[b].size - nodes[a].size || degrees[b] - degrees[a] || a - b);
const under = document.createElement("canvas"); // the edges, as last drawn
const layer = { brush: under.getContext("2d"), view: {}, stamp: -1 };
let stamp = 0; // raised when other nodes or edges are shown
let lit = null; // the nodes that stand out, or null for all
let labels = { key: "", k: 1, placed: [] };
let isAsked = false;
let timer = 0;

const screenX = (node) => X[node] * view.k + view.x;
const screenY = (node) => Y[node] * view.k + view.y;
const radius = (node) => Math.max(view.dot, nodes[node].size * view.fit * (view.k / view.fit) ** GROWTH);
const now = () => performance.now();
const isMoving = () => now() - view.moved < CALM;

/** Ask for the map to be drawn, once, before the next frame. */
function redraw() {
  if (isAsked) return;
  isAsked = true;
  requestAnimationFrame(() => {
    isAsked = false;
    draw();
  });
}

/** Say that other nodes or edges are shown, or other ones stand out. */
function restyle() {
  stamp += 1;
  lit = chooseLit();
  redraw();
}

function chooseLit() {
  if (state.chosen !== null) {
    const near = links[state.chosen].filter(isEdgeShown).map((e) => otherEnd(e, state.chosen));
    return new Set([state.chosen, ...near]);
  }
  return state.found && new Set(state.found);
}

function draw() {
  resize();
  if (IS_HEAVY && isMoving()) {
    clearTimeout(timer);
    timer = setTimeout(redraw, CALM + 10);
  }
  paint.setTransform(view.ratio, 0, 0, view.ratio, 0, 0);
  paint.fillStyle = "#fff";
  paint.fillRect(0, 0, view.width, view.height);
  drawYears();
  layEdges();
  if (lit) drawNodes((node) => !lit.has(node), 0.16);
  if (state.chosen !== null) drawOwnEdges(state.chosen, 0.75);
  else if (state.hovered !== null) drawOwnEdges(state.hovered, 0.6);
  drawNodes(lit ? (node) => lit.has(node) : () => true, 1);
  drawLabels();
  for (const node of new Set([state.hovered, state.chosen])) if (node !== null) mark(node);
}

/** Draw a line for each year of a map that goes by time, and its number, as far as there is room. */
function drawYears() {
  Object.assign(paint, { strokeStyle: "#e6e6e6", fillStyle: PALE, lineWidth: 1, font: `11px ${FAMILY}` });
  Object.assign(paint, { textAlign: view.isTurned ? "left" : "center", textBaseline: "bottom" });
  const [from, end] = view.isTurned ? [view.y, view.width] : [view.x, view.height];
  let last = Infinity;
  for (const [place, year] of [...about.years].reverse()) {
    const at = place * view.k + from;
    if (last - at < APART) continue;
    last = at;
    paint.beginPath();
    paint.moveTo(...(view.isTurned ? [0, at] : [at, 0]));
    paint.lineTo(...(view.isTurned ? [end, at] : [at, end - 18]));
    paint.stroke();
    paint.fillText(year, ...(view.isTurned ? [4, at - 2] : [at, end - 3]));
  }
}

/** Follow the size of the element and the density of the screen. */
function resize() {
  const { clientWidth: width, clientHeight: height } = canvas;
  const ratio = window.devicePixelRatio || 1;
  if (width === view.width && height === view.height && ratio === view.ratio) return;
  view.x += (width - view.width) / 2;
  view.y += (height - view.height) / 2;
  const dot = Math.min(1.8, Math.max(1, 0.085 * Math.sqrt((width * height) / (nodes.length + 1))));
  Object.assign(view, { width, height, ratio, dot });
  for (const one of [canvas, under]) {
    one.width = Math.max(1, Math.round(width * ratio));
    one.height = Math.max(1, Math.round(height * ratio));
  }
  const wasFitted = view.isFitted;
  const { k, x, y } = fitting(bySize, { isPlacing: wasFitted });
  view.fit = k;
  if (wasFitted) Object.assign(view, { k, x, y });
}

/** Return the view that shows some nodes whole; a tall screen may turn the map on its side. */
function fitting(some, { isPlacing = false, air = EDGE, most = Infinity, room = view } = {}) {
  if (isPlacing) placeNodes();
  const [left, top, right, bottom] = bounds(some.filter(isShown));
  const wide = Math.max(1, room.width - 2 * air) / (right - left);
  const high = Math.max(1, room.height - 2 * air) / (bottom - top);
  const k = Math.min(wide, high, most);
  return { k, x: (room.width - (left + right) * k) / 2, y: (room.height - (top + bottom) * k) / 2 };
}

/** Return the left, top, right and bottom of some nodes, never of no extent. */
function bounds(some) {
  const found = [Infinity, Infinity, -Infinity, -Infinity];
  for (const node of some) {
    const size = Math.max(nodes[node].size, 1e-6);
    found[0] = Math.min(found[0], X[node] - size);
    found[1] = Math.min(found[1], Y[node] - size);
    found[2] = Math.max(found[2], X[node] + size);
    found[3] = Math.max(found[3], Y[node] + size);
  }
  return some.length ? found : [-1, -1, 1, 1];
}

function placeNodes() {
  const xs = nodes.map((node) => node.x);
  const ys = nodes.map((node) => node.y);
  const isWide = range(xs) > 1.2 * range(ys);
  const isTurned = (view.isTurned = isWide && view.height > 1.2 * view.width);
  nodes.forEach((node, i) => {
    X[i] = isTurned ? node.y : node.x;
    Y[i] = isTurned ? node.x : -node.y;
  });
}

function range(values) {
  return values.reduce((a, b) => Math.max(a, b), -Infinity) - values.reduce((a, b) => Math.min(a, b), Infinity);
}

// Edges

const mixes = new Map();

/** Return the colour half-way between those of an edge's ends. */
function mixed(edge) {
  const [a, b] = [nodes[edges[edge][0]].color, nodes[edges[edge][1]].color];
  const key = a + b;
  if (!mixes.has(key)) {
    const level = (color, i) => parseInt(color.slice(i, i + 2), 16);
    const half = [1, 3, 5].map((i) => Math.round((level(a, i) + level(b, i)) / 2));
    mixes.set(key, `rgb(${half.join(" ")})`);
  }
  return mixes.get(key);
}

/** Group edges by colour, so that each colour is set once. */
function grouped(some) {
  const groups = new Map();
  for (const edge of some) {
    const color = mixed(edge);
    if (groups.has(color)) groups.get(color).push(edge);
    else groups.set(color, [edge]);
  }
  return groups;
}

const everyEdge = { stamp: -1, groups: new Map(), count: 0 };

function shownEdges() {
  if (everyEdge.stamp !== stamp) {
    const some = edges.map((_, edge) => edge).filter(isEdgeShown);
    Object.assign(everyEdge, { stamp, groups: grouped(some), count: some.length });
  }
  return everyEdge;
}

/** Put the edges on the map: drawn anew, or as last drawn while a big map is moving. */
function layEdges() {
  const { k, x, y, width, height, ratio } = view;
  const was = layer.view;
  const isSame = was.k === k && was.x === x && was.y === y && layer.stamp === stamp;
  const isSized = was.width === width && was.height === height && was.ratio === ratio;
  const canWait = IS_HEAVY && isMoving() && isSized && layer.stamp === stamp;
  if (!canWait && !(isSame && isSized)) drawLayer();
  const scale = k / layer.view.k;
  paint.globalAlpha = lit ? 0.22 : 1;
  const [left, top] = [x - layer.view.x * scale, y - layer.view.y * scale];
  paint.drawImage(under, left, top, width * scale, height * scale);
  paint.globalAlpha = 1;
}

function drawLayer() {
  const { brush } = layer;
  const { groups, count } = shownEdges();
  const closer = Math.max(1, view.k / view.fit);
  brush.setTransform(view.ratio, 0, 0, view.ratio, 0, 0);
  brush.clearRect(0, 0, view.width, view.height);
  brush.globalAlpha = Math.min(0.6, Math.max(0.1, 0.34 * Math.sqrt(900 / (count + 1))) * closer ** 0.4);
  brush.lineWidth = Math.min(1.4, 0.75 * closer ** 0.25);
  strokeEdges(brush, groups, about.isDirected && closer > 2.2);
  Object.assign(layer, { view: { ...view }, stamp });
}

function drawOwnEdges(node, alpha) {
  paint.globalAlpha = alpha;
  paint.lineWidth = 1.4;
  strokeEdges(paint, grouped(links[node].filter(isEdgeShown)), about.isDirected);
  paint.globalAlpha = 1;
}

function strokeEdges(brush, groups, hasHeads) {
  for (const [color, some] of groups) {
    const seen = some.filter(isEdgeSeen);
    brush.strokeStyle = brush.fillStyle = color;
    for (const edge of seen) {
      const [a, b] = edges[edge];
      brush.beginPath();
      if (a === b) brush.arc(screenX(a), screenY(a) - 1.5 * radius(a), 1.2 * radius(a), 0, 7);
      else {
        brush.moveTo(screenX(a), screenY(a));
        brush.lineTo(screenX(b), screenY(b));
      }
      brush.stroke();
    }
    if (!hasHeads) continue;
    for (const edge of seen) if (degrees[edges[edge][1]] < CROWD) drawHead(brush, ...edges[edge]);
  }
}

/** Tell whether a part of an edge may be within the canvas. */
function isEdgeSeen(edge) {
  const [a, b] = edges[edge];
  const [ax, ay, bx, by] = [screenX(a), screenY(a), screenX(b), screenY(b)];
  const isBeside = (ax < 0 && bx < 0) || (ax > view.width && bx > view.width);
  return !isBeside && !((ay < 0 && by < 0) || (ay > view.height && by > view.height));
}

function drawHead(brush, source, target) {
  const [dx, dy] = [screenX(target) - screenX(source), screenY(target) - screenY(source)];
  const length = Math.hypot(dx, dy);
  const out = radius(target) + 1.5;
  if (length < out + radius(source) + 8) return;
  const [ux, uy] = [dx / length, dy / length];
  const [tipX, tipY] = [screenX(target) - ux * out, screenY(target) - uy * out];
  brush.beginPath();
  brush.moveTo(tipX, tipY);
  brush.lineTo(tipX - 7 * ux - 3 * uy, tipY - 7 * uy + 3 * ux);
  brush.lineTo(tipX - 7 * ux + 3 * uy, tipY - 7 * uy - 3 * ux);
  brush.fill();
}

// Nodes

function isSeen(node, reach) {
  const [x, y] = [screenX(node), screenY(node)];
  return x > -reach && x < view.width + reach && y > -reach && y < view.height + reach;
}

function drawNodes(isWanted, alpha) {
  const groups = new Map();
  for (const node of bySize) {
    if (!isShown(node) || !isWanted(node) || !isSeen(node, radius(node))) continue;
    const { color } = nodes[node];
    if (!groups.has(color)) groups.set(color, new Path2D());
    const path = groups.get(color);
    path.moveTo(screenX(node) + radius(node), screenY(node));
    path.arc(screenX(node), screenY(node), radius(node), 0, 2 * Math.PI);
  }
  paint.globalAlpha = alpha;
  paint.strokeStyle = "#fff";
  paint.lineWidth = 1;
  for (const [color, path] of groups) {
    paint.fillStyle = color;
    paint.stroke(path);
    paint.fill(path);
  }
  paint.globalAlpha = 1;
}

/** Ring a node and write its label in full, over all else. */
function mark(node) {
  if (!isShown(node)) return;
  const [x, y, r] = [screenX(node), screenY(node), radius(node)];
  paint.lineWidth = 2.5;
  paint.strokeStyle = INK;
  paint.beginPath();
  paint.arc(x, y, r + 3, 0, 2 * Math.PI);
  paint.stroke();
  const { label, left, top } = markedLabel(node, x, y, r);
  paint.fillStyle = "#fff";
  paint.strokeStyle = "#8c959f";
  paint.lineWidth = 1;
  paint.beginPath();
  paint.roundRect(left - 7, top - 4, label.width + 14, label.height + 8, 5);
  paint.fill();
  paint.stroke();
  write(label, left, top, false);
}

/** Return the label of a marked node where it was placed, or else under the node. */
function markedLabel(node, x, y, r) {
  const placed = labels.placed.find((one) => one.node === node);
  if (placed) return { label: placed.label, left: x + placed.dx, top: y + placed.dy };
  const label = labelOf(node);
  const left = Math.min(Math.max(x - label.width / 2, 8), Math.max(8, view.width - label.width - 8));
  const isBelow = y + r + label.height + 20 < view.height;
  return { label, left, top: isBelow ? y + r + 12 : y - r - 12 - label.height };
}

/** Return the shown node under a point, the nearest within some pixels; null if there is none. */
function nodeAt(x, y, slack) {
  let [best, least] = [null, slack];
  nodes.forEach((_, node) => {
    const distance = Math.hypot(screenX(node) - x, screenY(node) - y) - radius(node);
    if (distance < least && isShown(node)) [best, least] = [node, distance];
  });
  return best;
}

// Labels

let known = new Map(); // labels in the language chosen, each with its widths at 100 pixels

function forgetLabels() {
  known = new Map();
  labels.key = "";
}

function labelOf(node) {
  if (!known.has(node)) {
    const lines = broken(told(nodes[node].label).replace(/\s+/g, " ").trim());
    paint.font = `100px ${FAMILY}`;
    known.set(node, { lines, width: Math.max(...lines.map((line) => paint.measureText(line).width)) });
  }
  const { lines, width } = known.get(node);
  const size = Math.round(Math.min(17, 10.5 + 0.28 * radius(node)) * 2) / 2;
  return { lines, size, width: (width * size) / 100, height: lines.length * size * 1.15 };
}

/** Place labels for the whole map, not the part in sight, so that they stay put as it moves. */
function placeLabels() {
  const room = new Room();
  const shown = bySize.filter((node) => isShown(node) && (!lit || lit.has(node)));
  const hubs = (view.width * view.height) / HUB;
  const discs = new Map(shown.map((node, rank) => [node, discOf(node, rank < hubs)]));
  for (const one of discs.values()) room.addDisc(one);
  const page = bounds(bySize.filter(isShown)).map((at, i) => at * view.k + (i < 2 ? -EDGE : EDGE));
  const order = lit?.has(state.chosen) ? [state.chosen, ...shown] : shown;
  const placed = [];
  for (const node of new Set(order)) {
    if (placed.length > 1500) break;
    const label = labelOf(node);
    const frame = room.best(discs.get(node), label, page);
    if (!frame) continue;
    room.addLabel(frame);
    placed.push(anchored(node, label, frame));
  }
  return placed;
}

/** Return a label with its place beside its node, in pixels. */
function anchored(node, label, [left, top]) {
  return { node, label, dx: left - X[node] * view.k, dy: top - Y[node] * view.k };
}

/** Return those of the labels placed before that still have room at another scale. */
function keepLabels(placed) {
  const room = new Room();
  return placed.filter(({ node, label, dx, dy }) => {
    const [left, top] = [X[node] * view.k + dx, Y[node] * view.k + dy];
    const frame = [left, top, left + label.width, top + label.height];
    const isFree = room.cost(frame) === 0;
    if (isFree) room.addLabel(frame);
    return isFree;
  });
}

/** Return a node as a disc, with how many small ones its label may hide. */
function discOf(node, isHub) {
  const isChosen = node === state.chosen;
  const r = radius(node) + (isChosen ? 8 : 0); // the chosen one has a ring and a frame
  const merit = isChosen || isHub ? Infinity : (r - 1.5) ** 2;
  return { x: X[node] * view.k, y: Y[node] * view.k, r, merit };
}

function drawLabels() {
  const key = `${stamp} ${view.width} ${view.height}`;
  const canWait = IS_HEAVY && isMoving() && labels.key === key;
  if (canWait && labels.k !== view.k) labels = { key, k: NaN, placed: keepLabels(labels.placed) };
  else if (labels.key !== key || labels.k !== view.k) labels = { key, k: view.k, placed: placeLabels() };
  for (const { node, label, dx, dy } of labels.placed) {
    const [x, y] = [screenX(node) + dx, screenY(node) + dy];
    const isOut = x > view.width || y > view.height || x + label.width < 0 || y + label.height < 0;
    if (!isOut && node !== state.hovered && node !== state.chosen) write(label, x, y, true);
  }
}

function write({ lines, size, width }, left, top, hasHalo) {
  paint.font = `${size}px ${FAMILY}`;
  paint.textAlign = "center";
  paint.textBaseline = "middle";
  paint.lineJoin = "round";
  paint.lineWidth = 3;
  paint.strokeStyle = "rgb(255 255 255 / 85%)";
  paint.fillStyle = INK;
  lines.forEach((line, i) => {
    const [x, y] = [left + width / 2, top + (i + 0.5) * size * 1.15];
    if (hasHalo) paint.strokeText(line, x, y);
    paint.fillText(line, x, y);
  });
}
