// How the map is moved: pointer, wheel, keys and buttons, or by itself towards a node.

const still = window.matchMedia("(prefers-reduced-motion: reduce)");
const pointers = new Map(); // those that are down on the map, by number
let hasDragged = false;
let flight = 0; // the number of the journey under way

function moveBy(dx, dy) {
  flight += 1;
  Object.assign(view, { x: view.x + dx, y: view.y + dy, isFitted: false, moved: now() });
  redraw();
}

/** Zoom by a factor around a point, which stays where it is. */
function zoomBy(factor, x = view.width / 2, y = view.height / 2) {
  flight += 1;
  const k = Math.min(Math.max(view.k * factor, view.fit / 4), view.fit * 60);
  const scale = k / view.k;
  Object.assign(view, { k, x: x - (x - view.x) * scale, y: y - (y - view.y) * scale });
  Object.assign(view, { isFitted: false, moved: now() });
  redraw();
}

/** Go to another view, gliding there unless the reader has asked for stillness. */
function flyTo(target, isFitted = false) {
  flight += 1;
  const own = flight;
  const from = { k: view.k, x: view.x, y: view.y };
  const started = now();
  view.isFitted = isFitted;
  const step = () => {
    if (own !== flight) return;
    const share = still.matches ? 1 : Math.min(1, (now() - started) / 450);
    Object.assign(view, between(from, target, 1 - (1 - share) ** 3), { moved: now() });
    if (share < 1) requestAnimationFrame(step);
    redraw();
  };
  step();
}

/** Return the view part of the way between two: x and y go with the scale, so nothing swerves. */
function between(from, to, share) {
  if (share === 1) return to;
  const k = from.k * (to.k / from.k) ** share;
  const isZoom = Math.abs(to.k / from.k - 1) > 1e-6;
  const part = isZoom ? (k - from.k) / (to.k - from.k) : share;
  return { k, x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part };
}

function showAll() {
  flyTo(fitting(bySize, { isPlacing: true }), true);
}

/** Return the part of the map that the panel leaves free, in pixels. */
function free() {
  const panel = byId("panel").getBoundingClientRect();
  const map = canvas.getBoundingClientRect();
  const isBeside = panel.width > 0 && panel.width < 0.7 * map.width;
  const isBelow = panel.width > 0 && !isBeside;
  return {
    width: isBeside ? panel.left - map.left : view.width,
    height: isBelow ? Math.max(80, panel.top - map.top) : view.height,
  };
}

/** Bring a node into sight, with as much of what it is linked to as stays legible. */
function show(node, { isNear }) {
  resize();
  const { width, height } = free();
  const [x, y] = [screenX(node), screenY(node)];
  const isInSight = x > 40 && x < width - 40 && y > 40 && y < height - 60;
  if (isNear && isInSight) return;
  const whole = fitting([...lit], { air: Math.min(120, width / 6), most: view.fit * 5, room: { width, height } });
  if (!isNear && whole.k > view.fit * 0.6) return flyTo(whole);
  flyTo({ k: view.k, x: width / 2 - X[node] * view.k, y: height / 2 - Y[node] * view.k });
}

function spot(event) {
  const box = canvas.getBoundingClientRect();
  return { x: event.clientX - box.left, y: event.clientY - box.top };
}

function hover(node) {
  if (node === state.hovered) return;
  state.hovered = node;
  canvas.style.cursor = node === null ? "" : "pointer";
  redraw();
}

function onDown(event) {
  canvas.setPointerCapture(event.pointerId);
  if (!pointers.size) hasDragged = false;
  pointers.set(event.pointerId, spot(event));
}

function onMove(event) {
  const at = spot(event);
  const was = pointers.get(event.pointerId);
  if (!was) return hover(nodeAt(at.x, at.y, 5));
  const isFirm = event.pointerType === "mouse" ? 3 : 8;
  if (!hasDragged && pointers.size === 1 && Math.hypot(at.x - was.x, at.y - was.y) < isFirm) return;
  hasDragged = true;
  hover(null);
  const other = [...pointers].find(([id]) => id !== event.pointerId)?.[1];
  if (other) pinch(was, at, other);
  else moveBy(at.x - was.x, at.y - was.y);
  pointers.set(event.pointerId, at);
}

function pinch(was, at, other) {
  const spread = (a, b) => Math.max(1, Math.hypot(a.x - b.x, a.y - b.y));
  moveBy((at.x - was.x) / 2, (at.y - was.y) / 2);
  const factor = spread(at, other) / spread(was, other);
  zoomBy(factor, (at.x + other.x) / 2, (at.y + other.y) / 2);
}

function onUp(event) {
  const isLast = pointers.delete(event.pointerId) && pointers.size === 0;
  if (!isLast || hasDragged || event.type === "pointercancel") return;
  const { x, y } = spot(event);
  const node = nodeAt(x, y, event.pointerType === "mouse" ? 5 : 16);
  if (node === null) unchoose();
  else choose(node, { isNear: true });
}

function onWheel(event) {
  event.preventDefault();
  const lines = event.deltaMode === 1 ? 16 : 1;
  const speed = event.ctrlKey ? 0.01 : 0.0018;
  const { x, y } = spot(event);
  zoomBy(Math.exp(-Math.min(Math.max(event.deltaY * lines, -250), 250) * speed), x, y);
}

const ARROWS = { ArrowLeft: [60, 0], ArrowRight: [-60, 0], ArrowUp: [0, 60], ArrowDown: [0, -60] };

function onMapKey(event) {
  if (!ARROWS[event.key] || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  moveBy(...ARROWS[event.key]);
}

function listenToMoves() {
  canvas.addEventListener("pointerdown", onDown);
  canvas.addEventListener("pointermove", onMove);
  canvas.addEventListener("pointerup", onUp);
  canvas.addEventListener("pointercancel", onUp);
  canvas.addEventListener("pointerleave", () => hover(null));
  canvas.addEventListener("wheel", onWheel, { passive: false });
  canvas.addEventListener("keydown", onMapKey);
  byId("zoom-in").addEventListener("click", () => zoomBy(1.5));
  byId("zoom-out").addEventListener("click", () => zoomBy(1 / 1.5));
  byId("fit").addEventListener("click", showAll);
  new ResizeObserver(redraw).observe(canvas);
  window.addEventListener("beforeprint", draw);
}
