import java.io.File;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.gephi.graph.api.Column;
import org.gephi.graph.api.Edge;
import org.gephi.graph.api.GraphController;
import org.gephi.graph.api.GraphModel;
import org.gephi.graph.api.Node;
import org.gephi.io.importer.api.Container;
import org.gephi.io.importer.api.ImportController;
import org.gephi.io.importer.api.Issue;
import org.gephi.io.processor.plugin.AppendProcessor;
import org.gephi.project.api.ProjectController;
import org.gephi.project.api.Workspace;
import org.openide.util.Lookup;

/**
 * Opens files with Gephi's own importers and prints, a line of JSON for each, what Gephi holds
 * then. Two paths joined by "+" are opened one after the other into one workspace.
 */
public final class GephiCheck {
    public static void main(String[] paths) {
        Lookup.getDefault().lookup(ProjectController.class).newProject();
        for (String path : paths) {
            Map<String, Object> found = new TreeMap<>();
            found.put("file", path);
            try {
                open(path.split("[+]"), found);
            } catch (Throwable failure) {
                found.put("crash", failure.toString());
            }
            System.out.println(json(found));
        }
        System.exit(0); // Gephi's threads would keep the machine running
    }

    private static void open(String[] files, Map<String, Object> found) throws Exception {
        ProjectController projects = Lookup.getDefault().lookup(ProjectController.class);
        Workspace workspace = projects.newWorkspace(projects.getCurrentProject());
        projects.openWorkspace(workspace);
        ImportController importer = Lookup.getDefault().lookup(ImportController.class);
        List<String> issues = new ArrayList<>();
        found.put("issues", issues);
        for (String file : files) {
            Container container = importer.importFile(new File(file));
            note(container, issues); // what the reader says, and then what closing the draft says
            importer.process(container, new AppendProcessor(), workspace);
            note(container, issues);
        }
        describe(Lookup.getDefault().lookup(GraphController.class).getGraphModel(workspace), found);
        projects.closeCurrentWorkspace();
        projects.deleteWorkspace(workspace);
    }

    private static void note(Container container, List<String> issues) {
        for (Iterator<Issue> all = container.getReport().getIssues(10000); all.hasNext(); ) {
            Issue issue = all.next();
            issues.add(issue.getLevel() + " " + issue.getMessage());
        }
    }

    private static void describe(GraphModel model, Map<String, Object> found) {
        Map<String, Object> kinds = new TreeMap<>();
        for (Edge edge : model.getGraph().getEdges().toArray()) {
            String kind = String.valueOf(edge.getTypeLabel());
            kinds.merge(kind, 1, (a, b) -> (Integer) a + (Integer) b);
        }
        found.put("nodes", model.getGraph().getNodeCount());
        found.put("edges", model.getGraph().getEdgeCount());
        found.put("kinds", kinds);
        found.put("directed", model.isDirected());
        found.put("undirected", model.isUndirected());
        found.put("dynamic", model.isDynamic());
        found.put("columns", types(model));
        found.put("cells", cells(model));
    }

    private static Map<String, Object> types(GraphModel model) {
        Map<String, Object> types = new TreeMap<>();
        for (Column column : model.getNodeTable()) {
            types.put(column.getId(), column.getTypeClass().getSimpleName());
        }
        return types;
    }

    /** The cells of each node that are filled, by its id. */
    private static Map<String, Object> cells(GraphModel model) {
        Map<String, Object> rows = new TreeMap<>();
        for (Node node : model.getGraph().getNodes().toArray()) {
            Map<String, Object> row = new TreeMap<>();
            for (Column column : model.getNodeTable()) {
                Object value = node.getAttribute(column);
                if (value != null) {
                    row.put(column.getId(), value.toString());
                }
            }
            row.put("(look)", node.x() + " " + node.y() + " " + node.size() + " " + node.getColor());
            rows.put(String.valueOf(node.getId()), row);
        }
        return rows;
    }

    private static String json(Object value) {
        if (value instanceof Map<?, ?> map) {
            List<String> pairs = new ArrayList<>();
            map.forEach((key, held) -> pairs.add(json(key) + ":" + json(held)));
            return "{" + String.join(",", pairs) + "}";
        }
        if (value instanceof List<?> list) {
            return "[" + String.join(",", list.stream().map(GephiCheck::json).toList()) + "]";
        }
        if (value instanceof Number || value instanceof Boolean) {
            return value.toString();
        }
        StringBuilder text = new StringBuilder("\"");
        for (char c : value.toString().toCharArray()) {
            boolean isPlain = c >= ' ' && c < 127 && c != '"' && c != '\\';
            text.append(isPlain ? String.valueOf(c) : String.format("\\u%04x", (int) c));
        }
        return text.append('"').toString();
    }
}
