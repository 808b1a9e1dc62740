// Reads graph files with the readers that the Web uses, and prints, a line of JSON for each, what
// they hold then: graphology-gexf (strict, as Gephi Lite), graphology and Cytoscape.js.
const fs = require("fs");
const cytoscape = require("cytoscape");
const Graph = require("graphology");
const gexf = require("graphology-gexf");

function counted(kinds) {
  const counts = {};
  for (const kind of kinds) counts[kind] = (counts[kind] || 0) + 1;
  return counts;
}

function inGraphology(graph) {
  return {
    nodes: graph.order,
    edges: graph.size,
    kinds: counted(graph.mapEdges((edge, data) => data.kind)),
    directed: graph.directedSize === graph.size && graph.type === "directed",
    cells: Object.fromEntries(graph.mapNodes((node, data) => [node, data])),
  };
}

function inCytoscape(text) {
  const { directed, elements } = JSON.parse(text);
  const map = cytoscape({ headless: true, elements, layout: { name: "preset" } });
  const cells = map.nodes().map((node) => [node.id(), { ...node.data(), ...node.position() }]);
  return {
    nodes: map.nodes().length,
    edges: map.edges().length,
    kinds: counted(map.edges().map((edge) => edge.data("kind"))),
    directed,
    nested: map.nodes(":child").length,
    cells: Object.fromEntries(cells),
  };
}

function read(file) {
  const text = fs.readFileSync(file, "utf-8");
  if (file.endsWith(".cyjs")) return inCytoscape(text);
  if (file.endsWith(".gexf")) return inGraphology(gexf.parse(Graph, text));
  return inGraphology(Graph.from(JSON.parse(text)));
}

for (const file of process.argv.slice(2)) {
  let found;
  try {
    found = read(file);
  } catch (failure) {
    found = { crash: String(failure) };
  }
  console.log(JSON.stringify({ file, ...found }));
}
