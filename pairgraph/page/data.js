// What the page holds, what it shows of it, and how both are put into words.

const { nodes, edges, relations, kinds, families, words, ...about } = JSON.parse(
  document.getElementById("data").textContent,
);
const LANGUAGES = ["fr", "en"];
const BATCH = 100; // items of a list added at once
const state = {
  lang: about.lang,
  chosen: null, // the number of a node
  hovered: null,
  found: null, // the numbers of the nodes that a search finds, the best first
  hiddenFamilies: new Set(),
  hiddenKinds: new Set(),
};

// The links of each node, by the numbers of edges; a loop is one.
const links = nodes.map(() => []);
edges.forEach(([source, target], edge) => {
  links[source].push(edge);
  if (target !== source) links[target].push(edge);
});
const degrees = new Uint32Array(nodes.length);
for (const [source, target] of edges) {
  degrees[source] += 1;
  degrees[target] += 1;
}

const byId = (id) => document.getElementById(id);
const otherEnd = (edge, node) => (edges[edge][0] === node ? edges[edge][1] : edges[edge][0]);
const isShown = (node) => !state.hiddenFamilies.has(nodes[node].family);
const isEdgeShown = (edge) => {
  const [source, target, relation] = edges[edge];
  return !state.hiddenKinds.has(relations[relation].kind) && isShown(source) && isShown(target);
};

/** Return the language in which some texts can be told: the one chosen, else the other. */
function tongue(texts) {
  return [state.lang, ...LANGUAGES, "any"].find((lang) => texts?.[lang]);
}

function told(texts) {
  return texts?.[tongue(texts)] ?? "";
}

/** Show texts in an element, marked with their language where it is not the page's. */
function tell(element, texts) {
  const lang = tongue(texts);
  element.textContent = told(texts);
  if (LANGUAGES.includes(lang) && lang !== state.lang) element.lang = lang;
  else element.removeAttribute("lang");
  return element;
}

/** Return a word of the page itself, with its blanks filled in. */
function word(key, blanks = {}) {
  const text = words[key][state.lang];
  const one = typeof text === "string" ? text : (text[plural(blanks.n)] ?? text.other);
  return one.replace(/\{(\w+)\}/g, (_, name) => figure(blanks[name]));
}

function plural(n) {
  return new Intl.PluralRules(state.lang).select(n);
}

function figure(value) {
  if (typeof value !== "number") return value;
  return new Intl.NumberFormat(state.lang, { useGrouping: "min2" }).format(value);
}

/** Return a text without case, accents or doubled blanks, to search in. */
function fold(text) {
  const plain = text.normalize("NFKD").replace(/\p{M}/gu, "").replace(/’/g, "'");
  return plain.toLowerCase().replace(/\s+/g, " ").trim();
}

/** Make an element; its text is never taken for HTML. */
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

function button(attributes, onClick, ...children) {
  const made = make("button", { type: "button", ...attributes }, ...children);
  made.addEventListener("click", onClick);
  return made;
}

/** Return a dot of a colour; it only repeats what is said beside it. */
function dot(color) {
  const made = make("span", { class: "dot", "aria-hidden": "true" });
  made.style.backgroundColor = color;
  return made;
}

/** Fill a list with the first items, and a button that adds the next ones. */
function fill(list, items, render, first = BATCH) {
  list.replaceChildren();
  addItems(list, items, render, first);
}

function addItems(list, items, render, count) {
  const from = list.children.length;
  list.append(...items.slice(from, from + count).map(render));
  const rest = Math.min(BATCH, items.length - list.children.length);
  if (rest <= 0) return;
  const more = make("li", { class: "more" });
  const add = () => {
    more.remove();
    addItems(list, items, render, BATCH);
    list.children[from + count].querySelector("button").focus();
  };
  more.append(button({ class: "quiet" }, add, word("more", { n: rest })));
  list.append(more);
}

function announce(text) {
  byId("said").textContent = text;
}
