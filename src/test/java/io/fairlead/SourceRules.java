package io.fairlead;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.lang.model.element.Modifier;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/**
 * What source text has to keep to, found by the JDK's own parser.
 *
 * @param faults what is wrong, one line each
 * @param methodLengths how many methods have how many lines
 */
record SourceRules(List<String> faults, SortedMap<Integer, Integer> methodLengths) {

    static final int FILE_LINES = 400;
    static final int METHOD_LINES = 60;
    static final int PARAMETERS = 6;

    /** Parses all of {@code sources}. */
    static SourceRules check(List<? extends JavaFileObject> sources) {
        List<String> faults = new ArrayList<>();
        SortedMap<Integer, Integer> lengths = new TreeMap<>();
        JavacTask task = (JavacTask)
                ToolProvider.getSystemJavaCompiler().getTask(null, null, null, List.of("-proc:none"), null, sources);
        DocTrees trees = DocTrees.instance(task);
        try {
            for (CompilationUnitTree unit : task.parse()) {
                new Scanner(unit, trees, faults, lengths).scan(unit, null);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new SourceRules(List.copyOf(faults), lengths);
    }

    /** The length that half of the methods with a body do not exceed. */
    int medianMethod() {
        int half = methodLengths.values().stream().mapToInt(Integer::intValue).sum() / 2;
        int seen = 0;
        for (var entry : methodLengths.entrySet()) {
            seen += entry.getValue();
            if (seen > half) {
                return entry.getKey();
            }
        }
        return 0;
    }

    private static final class Scanner extends TreePathScanner<@Nullable Void, @Nullable Void> {
        private final CompilationUnitTree unit;
        private final DocTrees trees;
        private final List<String> faults;
        private final SortedMap<Integer, Integer> lengths;

        private Scanner(
                CompilationUnitTree unit, DocTrees trees, List<String> faults, SortedMap<Integer, Integer> lengths) {
            this.unit = unit;
            this.trees = trees;
            this.faults = faults;
            this.lengths = lengths;
        }

        @Override
        public @Nullable Void visitCompilationUnit(CompilationUnitTree tree, @Nullable Void none) {
            int lines = (int) text().lines().count();
            if (lines > FILE_LINES) {
                fault(0, "has " + lines + " lines, more than " + FILE_LINES);
            }
            return super.visitCompilationUnit(tree, null);
        }

        @Override
        public @Nullable Void visitClass(ClassTree tree, @Nullable Void none) {
            boolean local = getCurrentPath().getParentPath().getLeaf() instanceof BlockTree;
            boolean hidden = local
                    || tree.getSimpleName().isEmpty()
                    || tree.getModifiers().getFlags().contains(Modifier.PRIVATE);
            if (!hidden && trees.getDocComment(getCurrentPath()) == null) {
                fault(start(tree), tree.getSimpleName() + " has no Javadoc");
            }
            return super.visitClass(tree, null);
        }

        @Override
        public @Nullable Void visitMethod(MethodTree tree, @Nullable Void none) {
            if (tree.getBody() != null && start(tree) >= 0 && end(tree) >= 0) {
                int lines = line(end(tree)) - line(start(tree)) + 1;
                lengths.merge(lines, 1, Integer::sum);
                if (lines > METHOD_LINES) {
                    fault(start(tree), tree.getName() + " has " + lines + " lines, more than " + METHOD_LINES);
                }
            }
            int parameters = tree.getParameters().size();
            if (parameters > PARAMETERS && !isRecordConstructor(tree)) {
                fault(start(tree), tree.getName() + " has " + parameters + " parameters, more than " + PARAMETERS);
            }
            return super.visitMethod(tree, null);
        }

        private boolean isRecordConstructor(MethodTree method) {
            return method.getReturnType() == null
                    && getCurrentPath().getParentPath().getLeaf().getKind() == Tree.Kind.RECORD;
        }

        private void fault(long at, String what) {
            faults.add(unit.getSourceFile().getName() + ":" + (at < 0 ? 1 : line(at)) + ": " + what);
        }

        private long start(Tree tree) {
            return trees.getSourcePositions().getStartPosition(unit, tree);
        }

        private long end(Tree tree) {
            return trees.getSourcePositions().getEndPosition(unit, tree);
        }

        private int line(long position) {
            return (int) unit.getLineMap().getLineNumber(position);
        }

        private String text() {
            try {
                return unit.getSourceFile().getCharContent(true).toString();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
