// The page around the map: list and search, legend, languages, keys.

const NAMES = 3; // of what bears a colour, told in the legend
const search = byId("search");
const list = byId("list");
const byDegree = nodes.map((_, node) => node);
byDegree.sort((a, b) => degrees[b] - degrees[a] || a - b);
const folded = nodes.map(({ label, curie }) => fold([...Object.values(label), curie ?? ""].join(" ")));

// The list, and what a search finds

function find() {
  const asked = fold(search.value).split(" ").filter(Boolean);
  const shown = byDegree.filter(isShown);
  const found = shown.filter((node) => asked.every((piece) => folded[node].includes(piece)));
  if (asked.length) found.sort((a, b) => rank(a, asked[0]) - rank(b, asked[0]));
  state.found = asked.length ? found : null;
  list.scrollTop = 0;
  fill(list, found, listedItem);
  markListed();
  byId("heading").textContent = asked.length ? foundText(found.length) : word("all");
  restyle();
  return found;
}

/** Return 0 if a label starts with a text, 1 if one of its words does, else 2; sentences last. */
function rank(node, text) {
  const label = fold(told(nodes[node].label));
  const penalty = label.length > LONG ? 3 : 0;
  if (label.startsWith(text)) return penalty;
  const isWord = label.split(/[^\p{L}\p{N}]+/u).some((piece) => piece.startsWith(text));
  return penalty + (isWord ? 1 : 2);
}

function foundText(count) {
  return count ? word("found", { n: count }) : word("none");
}

function listedItem(node) {
  const item = nodeItem(node);
  const said = word("links", { n: degrees[node] });
  const count = make("span", { class: "count", "aria-hidden": "true" }, figure(degrees[node]));
  item.firstChild.append(count, make("span", { class: "unseen" }, `, ${said}`));
  return item;
}

/** Mark the chosen node in the list. */
function markListed() {
  list.querySelector("[aria-current]")?.removeAttribute("aria-current");
  list.querySelector(`[data-node="${state.chosen}"]`)?.setAttribute("aria-current", "true");
}

function onSearch() {
  if (state.chosen !== null) unchoose();
  document.body.classList.add("is-listing");
  const found = find();
  announce(search.value.trim() ? foundText(found.length) : "");
}

function clearSearch() {
  search.value = "";
  find();
}

/** Go from the search to the list with arrow keys, and back. */
function onFinderKey(event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const all = [search, ...list.querySelectorAll("button")];
  const at = all.indexOf(document.activeElement);
  if (step && at >= 0) {
    event.preventDefault();
    all[Math.min(Math.max(at + step, 0), all.length - 1)].focus();
  } else if (event.key === "Enter" && at === 0 && state.found?.length) {
    choose(state.found[0], { isFocused: true });
  }
}

// Toggles

function toggle(hidden, what) {
  if (!hidden.delete(what)) hidden.add(what);
  onToggled();
}

function onToggled() {
  if (state.chosen !== null && !isShown(state.chosen)) unchoose();
  find();
  for (const [box, hidden] of [[byId("families"), state.hiddenFamilies], [byId("kinds"), state.hiddenKinds]]) {
    for (const one of box.querySelectorAll("[data-toggle]")) {
      one.setAttribute("aria-pressed", String(!hidden.has(Number(one.dataset.toggle))));
    }
  }
  byId("all-kinds").textContent = word(state.hiddenKinds.size ? "showAll" : "hideAll");
}

function toggleAllKinds() {
  if (state.hiddenKinds.size) state.hiddenKinds.clear();
  else kinds.forEach((_, kind) => state.hiddenKinds.add(kind));
  onToggled();
  announceLinks();
}

function announceNodes() {
  announce(word("shown", { n: byDegree.filter(isShown).length }));
}

function announceLinks() {
  announce(word("shownLinks", { n: shownEdges().count }));
}

function toggleItem(what, hidden, onDone, ...content) {
  const onClick = () => {
    toggle(hidden, what);
    onDone();
  };
  const attributes = { "data-toggle": what, "aria-pressed": String(!hidden.has(what)) };
  return make("li", {}, button(attributes, onClick, ...content));
}

function tellFamilies() {
  const counts = tally(nodes.map((node) => node.family));
  const items = families.map((family, i) => {
    const names = family[state.lang];
    const some = [...names.slice(0, NAMES), ...(names.length > NAMES ? ["…"] : [])];
    const label = make("span", { class: "label", title: names.join(", ") }, some.join(", "));
    const count = make("span", { class: "count" }, figure(counts.get(i)));
    return toggleItem(i, state.hiddenFamilies, announceNodes, dot(family.color), label, count);
  });
  byId("families").replaceChildren(...items);
  byId("families").hidden = !items.length;
}

function tellKinds() {
  const counts = tally(edges.map(([, , relation]) => relations[relation].kind));
  const order = [...counts.keys()].sort((a, b) => counts.get(b) - counts.get(a) || a - b);
  const items = order.map((kind) => {
    const label = tell(make("span", { class: "label" }), kinds[kind]);
    if (!label.textContent) label.textContent = word("link");
    const count = make("span", { class: "count" }, figure(counts.get(kind)));
    return toggleItem(kind, state.hiddenKinds, announceLinks, label, count);
  });
  byId("kinds").hidden = items.length < 2;
  byId("kinds").querySelector("summary").textContent = word("kinds", { n: items.length });
  byId("kinds").querySelector("ul").replaceChildren(...items);
}

function tally(values) {
  const counts = new Map();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

// Languages

function speak(lang) {
  state.lang = lang;
  document.documentElement.lang = lang;
  for (const one of document.querySelectorAll("[data-lang]")) {
    one.setAttribute("aria-pressed", String(one.dataset.lang === lang));
  }
  for (const one of document.querySelectorAll("[data-text]")) {
    one.textContent = word(one.dataset.text);
  }
  search.placeholder = word("search");
  for (const one of document.querySelectorAll("[data-name]")) {
    one.setAttribute("aria-label", word(one.dataset.name));
    if (one.tagName === "BUTTON") one.title = word(one.dataset.name);
  }
  forgetLabels();
  tellAbout();
  tellFamilies();
  tellKinds();
  onToggled();
  if (state.chosen !== null) tellPanel();
}

function tellAbout() {
  const title = told(about.title) || word("untitled");
  if (told(about.title)) tell(byId("title"), about.title);
  else byId("title").textContent = title;
  document.title = title;
  tell(byId("description"), about.description);
  byId("description").hidden = !told(about.description);
  canvas.setAttribute("aria-label", word("canvas", { title }));
  for (const [name, held] of Object.entries({ nodes, edges })) {
    const count = document.querySelector(`[data-count="${name}"]`);
    count.value = held.length;
    count.textContent = figure(held.length);
    document.querySelector(`[data-unit="${name}"]`).textContent = word(name, { n: held.length });
  }
  foldAbout(false);
}

/** Show the description whole or cut short; the button is there only if there is more. */
function foldAbout(isWhole) {
  const description = byId("description");
  const unfold = byId("unfold");
  description.classList.toggle("is-whole", isWhole);
  unfold.hidden = !isWhole && description.scrollHeight <= description.clientHeight + 2;
  unfold.setAttribute("aria-expanded", String(isWhole));
  unfold.textContent = word(isWhole ? "fold" : "unfold");
}

function isUnfolded() {
  return byId("unfold").getAttribute("aria-expanded") === "true";
}

// Keys, and all together

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape") return onEscape();
  if (event.target.matches("input")) return;
  const zooms = { "+": () => zoomBy(1.5), "=": () => zoomBy(1.5), "-": () => zoomBy(1 / 1.5), 0: showAll };
  if (event.key === "/") {
    event.preventDefault();
    search.focus();
    search.select();
  } else zooms[event.key]?.();
}

/** Leave what was opened last: the kinds, the chosen node, the search, the list. */
function onEscape() {
  const open = byId("kinds").open;
  if (open) {
    byId("kinds").open = false;
    if (byId("kinds").contains(document.activeElement)) byId("kinds").firstElementChild.focus();
  } else if (state.chosen !== null && document.activeElement !== search) unchoose();
  else if (search.value) {
    clearSearch();
    if (list.contains(document.activeElement) || document.activeElement === document.body) search.focus();
  } else leaveList();
}

function leaveList() {
  document.body.classList.remove("is-listing");
  if (byId("finder").contains(document.activeElement)) document.activeElement.blur();
}

function start() {
  speak(state.lang);
  listenToMoves();
  search.addEventListener("input", onSearch);
  search.addEventListener("focus", () => document.body.classList.add("is-listing"));
  byId("finder").addEventListener("keydown", onFinderKey);
  byId("unlist").addEventListener("click", leaveList);
  byId("all-kinds").addEventListener("click", toggleAllKinds);
  byId("unfold").addEventListener("click", () => foldAbout(!isUnfolded()));
  document.addEventListener("keydown", onKey);
  document.addEventListener("pointerdown", (event) => {
    if (!byId("kinds").contains(event.target)) byId("kinds").open = false;
  });
  for (const one of document.querySelectorAll("[data-lang]")) {
    one.addEventListener("click", () => speak(one.dataset.lang));
  }
  window.addEventListener("resize", () => foldAbout(isUnfolded()));
}

start();
