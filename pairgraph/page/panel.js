// What is said of the chosen node: its name, what it is, and what it is linked to.

const NEAR = 12; // neighbours shown at first for each relation
const LONG = 45; // characters: a longer label is a sentence
const panel = byId("panel");
let cameFrom = null; // what had the focus before a node was chosen

/** Choose a node; `isFocused` takes the keyboard to the panel, `isNear` moves the map little. */
function choose(node, { isFocused = false, isNear = false } = {}) {
  if (isFocused && !panel.contains(document.activeElement)) cameFrom = document.activeElement;
  if (!isShown(node)) toggle(state.hiddenFamilies, nodes[node].family);
  state.chosen = node;
  panel.hidden = false;
  tellPanel();
  panel.scrollTop = 0;
  document.body.classList.add("has-panel");
  document.body.classList.remove("is-listing");
  restyle();
  show(node, { isNear });
  markListed();
  if (isFocused) byId("name").focus({ preventScroll: true });
  const count = word("links", { n: links[node].length });
  announce(word("chosen", { label: told(nodes[node].label), links: count }));
}

function unchoose() {
  if (state.chosen === null) return;
  const hadFocus = panel.contains(document.activeElement);
  state.chosen = null;
  panel.hidden = true;
  document.body.classList.remove("has-panel");
  panel.replaceChildren();
  restyle();
  markListed();
  if (hadFocus) (cameFrom?.isConnected && cameFrom.offsetParent ? cameFrom : canvas).focus();
}

function tellPanel() {
  const node = nodes[state.chosen];
  const close = button({ class: "close", "aria-label": word("close") }, unchoose, "×");
  const name = tell(make("h2", { id: "name", tabindex: "-1" }), node.label);
  name.classList.toggle("is-long", name.textContent.length > LONG);
  const parts = [close, name, classOf(node), definitionOf(node), factsOf(node)];
  panel.replaceChildren(...parts.filter(Boolean), ...neighbours(state.chosen));
}

function classOf(node) {
  if (!node.class) return null;
  const said = tell(make("span"), node.class);
  return make("p", { class: "class" }, dot(node.color), said);
}

function definitionOf(node) {
  return node.definition && tell(make("p", { class: "definition" }), node.definition);
}

function factsOf(node) {
  const facts = [
    [node.years && yearsLabel(node.years), node.years && years(node.years)],
    [word("sources"), node.sources && figure(node.sources)],
    [word("curie"), node.curie],
    [word("address"), node.link && linkTo(node.link)],
  ];
  const told_ = facts.filter(([, value]) => value);
  const rows = told_.map(([name, value]) => make("div", {}, make("dt", {}, name), make("dd", {}, value)));
  return rows.length ? make("dl", {}, ...rows) : null;
}

function yearsLabel({ start, end }) {
  return word(end === undefined || start === end ? "year" : "years");
}

function years({ start, end }) {
  if (start === undefined) return word("until", { n: String(end) });
  return end === undefined || start === end ? String(start) : `${start}–${end}`;
}

function linkTo(address) {
  const attributes = { href: address, target: "_blank", rel: "noopener noreferrer" };
  const note = make("span", { class: "unseen" }, ` ${word("opens")}`);
  const pieces = address.replace(/^https?:\/\//i, "").split(/(?<=\/)/);
  return make("a", attributes, ...pieces.flatMap((piece) => [piece, make("wbr")]), note);
}

/** Return the neighbours of a node by relation, those it points to first. */
function neighbours(node) {
  const groups = new Map();
  for (const edge of links[node]) {
    const [source, , relation] = edges[edge];
    const isOut = about.isDirected ? source === node : null;
    const key = `${isOut === false} ${relation}`;
    if (!groups.has(key)) groups.set(key, { isOut, relation, near: [] });
    groups.get(key).near.push(otherEnd(edge, node));
  }
  if (!groups.size) return [make("p", { class: "unlinked" }, word("unlinked"))];
  const order = (group) => [group.isOut === false, told(relations[group.relation])];
  const sorted = [...groups.values()].sort((a, b) => compare(order(a), order(b)));
  return sorted.flatMap(neighbourGroup);
}

function compare([a, b], [c, d]) {
  return a - c || b.localeCompare(d, state.lang);
}

function neighbourGroup({ isOut, relation, near }) {
  const name = tell(make("span"), relations[relation]);
  if (!name.textContent) name.textContent = word("link");
  const count = make("span", { class: "count" }, figure(near.length));
  const heading = make("h3", {}, ...directed(name, isOut), count);
  const list = make("ul", { class: "near" });
  near.sort((a, b) => told(nodes[a].label).localeCompare(told(nodes[b].label), state.lang));
  fill(list, near, nodeItem, NEAR);
  return [heading, list];
}

/** Return the name of a relation with an arrow, and the arrow in words for those who hear it. */
function directed(name, isOut) {
  if (isOut === null) return [name];
  const arrow = make("span", { class: "arrow", "aria-hidden": "true" }, isOut ? "→" : "←");
  const said = make("span", { class: "unseen" }, ` (${word(isOut ? "outgoing" : "incoming")}) `);
  return isOut ? [name, arrow, said] : [arrow, name, said];
}

/** Return a node as an item of a list: a button that goes there. */
function nodeItem(node) {
  const label = tell(make("span", { class: "label" }), nodes[node].label);
  const go = () => choose(node, { isFocused: true });
  const made = button({ "data-node": node }, go, dot(nodes[node].color), label);
  for (const event of ["pointerenter", "focus"]) made.addEventListener(event, () => hover(node));
  for (const event of ["pointerleave", "blur"]) made.addEventListener(event, () => hover(null));
  return make("li", {}, made);
}
