package io.fairlead.yaml;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.CollectionNode;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * The list under one key at the root of a YAML text, whose items are changed, added and removed in the text itself. Text
 * outside these items stays unchanged, byte for byte. Items that are added and removed again leave no trace.
 *
 * <p>If the key is missing it is added with the comment {@value #MARK}. The comment marks the key as Fairlead's, so it is
 * removed with the last item.
 */
public final class YamlList {

    private static final String MARK = "# fairlead";

    private final String text;
    private final String key;
    private final String lineEnd;
    private final List<Integer> lineStarts = new ArrayList<>(List.of(0));
    private final @Nullable MappingNode root;
    private final List<Edit> edits = new ArrayList<>();

    /** Blocks of lines to remove: the line after the block, and its first line. */
    private final Map<Integer, Integer> removed = new TreeMap<>();

    /** A part of the text, and its replacement. */
    private record Edit(int from, int to, String replacement) {}

    private YamlList(String text, String key, @Nullable MappingNode root) {
        this.text = text;
        this.key = key;
        this.root = root;
        lineEnd = text.indexOf("\r\n") >= 0 ? "\r\n" : "\n";
        for (int at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
            lineStarts.add(at + 1);
        }
    }

    /**
     * The text after the change.
     *
     * @param root the parsed root of the text, null if it has no content
     * @param replaced by index in the list, the item that replaces the old one; empty to remove it
     * @param added items to append
     * @return empty if the list is written in a form that cannot be changed in place
     */
    public static Optional<String> edit(
            String text,
            @Nullable MappingNode root,
            String key,
            Map<Integer, Optional<YamlItem>> replaced,
            List<YamlItem> added) {
        return new YamlList(text, key, root).edit(replaced, added);
    }

    private Optional<String> edit(Map<Integer, Optional<YamlItem>> replaced, List<YamlItem> added) {
        Optional<NodeTuple> entry = root == null
                ? Optional.empty()
                : root.getValue().stream().filter(this::isKey).findFirst();
        if (entry.isEmpty()) {
            return root != null && root.getFlowStyle() == FlowStyle.FLOW
                    ? Optional.empty()
                    : Optional.of(append(added));
        }
        Node value = entry.get().getValueNode();
        if (value instanceof SequenceNode list && list.getFlowStyle() == FlowStyle.FLOW) {
            editFlow(list, replaced, added);
        } else if (value instanceof SequenceNode list) {
            editBlock(entry.get(), list, replaced, added);
        } else if (value instanceof ScalarNode scalar && scalar.getValue().isEmpty()) {
            addLines(lineOf(entry.get().getKeyNode()), column(entry.get().getKeyNode()), added);
        } else {
            return Optional.empty();
        }
        return Optional.of(edited());
    }

    private boolean isKey(NodeTuple entry) {
        return entry.getKeyNode() instanceof ScalarNode scalar
                && scalar.getValue().equals(key);
    }

    /** Appends the key, with a mark, at the end. */
    private String append(List<YamlItem> added) {
        if (added.isEmpty()) {
            return text;
        }
        int indent = root == null ? 0 : column(root);
        List<String> lines = new ArrayList<>(List.of(" ".repeat(indent) + key + ": " + MARK));
        added.forEach(item -> lines.addAll(item.block(indent)));
        boolean ended = text.isEmpty() || text.endsWith("\n");
        return ended ? text + String.join(lineEnd, lines) + lineEnd : text + lineEnd + String.join(lineEnd, lines);
    }

    private void editBlock(
            NodeTuple entry, SequenceNode list, Map<Integer, Optional<YamlItem>> replaced, List<YamlItem> added) {
        int indent = column(list);
        List<Node> items = list.getValue();
        replaced.forEach((index, with) -> {
            Node item = items.get(index);
            int first = dashLine(item, indent);
            if (with.isPresent() && item instanceof ScalarNode) {
                edits.add(new Edit(start(item), end(item), with.get().flow()));
            } else if (with.isPresent()) {
                replaceLines(first, lastLine(item), with.get().block(indent));
            } else {
                removeLines(first, lastLine(item));
            }
        });
        int keyLine = lineOf(entry.getKeyNode());
        boolean emptied = added.isEmpty()
                && replaced.size() == items.size()
                && replaced.values().stream().noneMatch(Optional::isPresent);
        if (emptied && line(keyLine).strip().equals(key + ": " + MARK)) {
            removed.clear();
            removeLines(keyLine, lastLine(items.get(items.size() - 1)));
        }
        removed.forEach((end, first) -> removeNow(first, end - 1));
        addLines(lastLine(items.get(items.size() - 1)), indent, added);
    }

    private void editFlow(SequenceNode list, Map<Integer, Optional<YamlItem>> replaced, List<YamlItem> added) {
        List<Node> items = list.getValue();
        Set<Integer> gone = new HashSet<>();
        replaced.forEach((index, with) -> {
            if (with.isPresent()) {
                edits.add(new Edit(
                        start(items.get(index)),
                        end(items.get(index)),
                        with.get().flow()));
            } else {
                gone.add(index);
            }
        });
        boolean first = true;
        for (int i = 0; i < items.size(); i++) {
            if (!gone.contains(i)) {
                first = false;
            } else if (first) {
                edits.add(new Edit(
                        start(items.get(i)), i + 1 < items.size() ? start(items.get(i + 1)) : end(items.get(i)), ""));
            } else {
                edits.add(new Edit(end(items.get(i - 1)), end(items.get(i)), ""));
            }
        }
        int at = items.isEmpty() ? start(list) + 1 : end(items.get(items.size() - 1));
        for (YamlItem item : added) {
            edits.add(new Edit(at, at, (first ? "" : ", ") + item.flow()));
            first = false;
        }
    }

    private void addLines(int after, int indent, List<YamlItem> added) {
        List<String> lines =
                added.stream().flatMap(item -> item.block(indent).stream()).toList();
        if (lines.isEmpty()) {
            return;
        }
        boolean last = after + 1 == lineStarts.size();
        int at = last ? text.length() : lineStarts.get(after + 1);
        String block = String.join(lineEnd, lines);
        edits.add(new Edit(at, at, last ? lineEnd + block : block + lineEnd));
    }

    private void replaceLines(int first, int last, List<String> lines) {
        edits.add(new Edit(lineStarts.get(first), lineEndOf(last), String.join(lineEnd, lines)));
    }

    /** Adjacent items are removed together, so that the line end before them is removed only once. */
    private void removeLines(int first, int last) {
        Integer begun = removed.remove(first);
        removed.put(last + 1, begun == null ? first : begun);
    }

    private void removeNow(int first, int last) {
        int from = lineStarts.get(first);
        if (last + 1 < lineStarts.size()) {
            edits.add(new Edit(from, lineStarts.get(last + 1), ""));
        } else {
            edits.add(new Edit(Math.max(0, from - (from > 0 ? lineEndBefore(from) : 0)), text.length(), ""));
        }
    }

    private String edited() {
        StringBuilder result = new StringBuilder(text);
        List<Edit> fromTheEnd = new ArrayList<>(edits);
        Collections.reverse(fromTheEnd); // edits at the same position keep their order
        fromTheEnd.sort(Comparator.comparingInt(Edit::from).reversed());
        fromTheEnd.forEach(edit -> result.replace(edit.from(), edit.to(), edit.replacement()));
        return result.toString();
    }

    private int lineEndBefore(int start) {
        return start > 1 && text.charAt(start - 2) == '\r' ? 2 : 1;
    }

    /** The end of the line, without its line break. */
    private int lineEndOf(int line) {
        int next = line + 1 < lineStarts.size() ? lineStarts.get(line + 1) : text.length();
        return line + 1 < lineStarts.size() ? next - lineEndBefore(next) : next;
    }

    private String line(int line) {
        return text.substring(lineStarts.get(line), lineEndOf(line));
    }

    /** The line of the item's dash: the item's first line or, if the item starts on a later line, a line above it. */
    private int dashLine(Node item, int indent) {
        int line = lineOf(item);
        while (line > 0 && !line(line).startsWith(" ".repeat(indent) + "-")) {
            line--;
        }
        return line;
    }

    /** The last line that contains a part of the node; trailing comments and empty lines do not belong to it. */
    private int lastLine(Node node) {
        if (node instanceof CollectionNode<?> collection && collection.getFlowStyle() == FlowStyle.BLOCK) {
            return Stream.concat(
                            Stream.of(lineOf(node)),
                            children(node).map(this::lastLine).map(Integer.class::cast))
                    .max(Comparator.naturalOrder())
                    .orElseThrow();
        }
        Mark end = node.getEndMark().orElseThrow();
        return end.getColumn() == 0 && end.getLine() > lineOf(node) ? end.getLine() - 1 : end.getLine();
    }

    private static Stream<Node> children(Node node) {
        return node instanceof MappingNode mapping
                ? mapping.getValue().stream().flatMap(entry -> Stream.of(entry.getKeyNode(), entry.getValueNode()))
                : ((SequenceNode) node).getValue().stream();
    }

    private int start(Node node) {
        return text.offsetByCodePoints(0, node.getStartMark().orElseThrow().getIndex());
    }

    private int end(Node node) {
        return text.offsetByCodePoints(0, node.getEndMark().orElseThrow().getIndex());
    }

    private static int lineOf(Node node) {
        return node.getStartMark().orElseThrow().getLine();
    }

    private static int column(Node node) {
        return node.getStartMark().orElseThrow().getColumn();
    }
}
