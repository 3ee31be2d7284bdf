package io.fairlead;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.ImportTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;

/**
 * Which source file names which other, read from the source itself: a constant that the compiler copies is a dependency
 * too. A file is called by the type that it is named after, {@code network.NetworkInput}. Run as a program it prints the
 * figures of {@code bench/structure}; it needs nothing but the JDK.
 *
 * @param files by file, the files that it names
 */
record SourceGraph(SortedMap<String, NavigableSet<String>> files) {

    /** How many files of one package may lead to one another: a type and what it is made of. */
    static final int MOST_FILES = 3;

    private static final String ROOT = "io.fairlead.";

    /** The graph of these sources. */
    static SourceGraph of(List<? extends JavaFileObject> sources) {
        List<Names> all = parse(sources);
        Set<String> known = all.stream().map(Names::file).collect(Collectors.toSet());
        SortedMap<String, NavigableSet<String>> files = new TreeMap<>();
        for (Names names : all) {
            NavigableSet<String> seen = files.computeIfAbsent(names.file(), any -> new TreeSet<>());
            names.candidates()
                    .filter(name -> known.contains(name) && !name.equals(names.file()))
                    .forEach(seen::add);
        }
        return new SourceGraph(files);
    }

    /** What one file names: the types it imports or spells with their package, and every word in it. */
    private record Names(String pack, String file, Set<String> whole, Set<String> words) {

        /** A word may be a type of the same package, an imported name a type within another. */
        private Stream<String> candidates() {
            return Stream.concat(
                    words.stream().map(word -> pack.isEmpty() ? word : pack + "." + word),
                    whole.stream()
                            .flatMap(name -> Stream.iterate(name, text -> !text.isEmpty(), SourceGraph::parent)
                                    .limit(2)));
        }
    }

    private static List<Names> parse(List<? extends JavaFileObject> sources) {
        JavacTask task = (JavacTask)
                ToolProvider.getSystemJavaCompiler().getTask(null, null, null, List.of("-proc:none"), null, sources);
        List<Names> all = new ArrayList<>();
        try {
            for (CompilationUnitTree unit : task.parse()) {
                String pack = (unit.getPackageName() + ".").replaceFirst(ROOT, "");
                String name =
                        unit.getSourceFile().getName().replaceFirst(".*/", "").replace(".java", "");
                if (!name.equals("package-info")) {
                    Reader reader = new Reader();
                    reader.scan(unit, 0);
                    all.add(new Names(parent(pack + "x"), pack + name, reader.whole, reader.words));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all;
    }

    private static final class Reader extends TreeScanner<Integer, Integer> {
        private final Set<String> whole = new HashSet<>();
        private final Set<String> words = new HashSet<>();

        @Override
        public Integer visitImport(ImportTree tree, Integer none) {
            add(tree.getQualifiedIdentifier().toString());
            return none;
        }

        @Override
        public Integer visitMemberSelect(MemberSelectTree tree, Integer none) {
            add(tree.toString());
            return super.visitMemberSelect(tree, none);
        }

        @Override
        public Integer visitIdentifier(IdentifierTree tree, Integer none) {
            words.add(tree.getName().toString());
            return super.visitIdentifier(tree, none);
        }

        private void add(String name) {
            if (name.startsWith(ROOT)) {
                whole.add(name.substring(ROOT.length()));
            }
        }
    }

    /** Circles of files within one package that are larger than {@link #MOST_FILES}. */
    List<NavigableSet<String>> largeCircles() {
        return circlesInPackages().stream()
                .filter(circle -> circle.size() > MOST_FILES)
                .toList();
    }

    private List<NavigableSet<String>> circlesInPackages() {
        SortedMap<String, NavigableSet<String>> within = new TreeMap<>();
        files.forEach((file, seen) -> within.put(
                file,
                seen.stream()
                        .filter(other -> parent(other).equals(parent(file)))
                        .collect(Collectors.toCollection(TreeSet::new))));
        return circles(within);
    }

    /** Circles of packages; one below another is a package of its own. */
    List<NavigableSet<String>> circlesOfPackages() {
        SortedMap<String, NavigableSet<String>> packages = new TreeMap<>();
        files.forEach((file, seen) -> {
            NavigableSet<String> of = packages.computeIfAbsent(parent(file), any -> new TreeSet<>());
            seen.stream()
                    .map(SourceGraph::parent)
                    .filter(other -> !other.equals(parent(file)))
                    .forEach(of::add);
        });
        return circles(packages);
    }

    /** Every file that {@code file} leads to. */
    Set<String> reach(String file) {
        Set<String> reached = new TreeSet<>();
        Deque<String> open = new ArrayDeque<>(List.of(file));
        while (!open.isEmpty()) {
            files.getOrDefault(open.pop(), new TreeSet<>()).stream()
                    .filter(reached::add)
                    .forEach(open::push);
        }
        reached.remove(file);
        return reached;
    }

    /** The sets of at least two that lead to one another. */
    private static List<NavigableSet<String>> circles(SortedMap<String, NavigableSet<String>> graph) {
        SortedMap<String, Set<String>> reach = new TreeMap<>();
        graph.keySet().forEach(node -> reach.put(node, new SourceGraph(graph).reachWithCircle(node)));
        Set<NavigableSet<String>> circles = new HashSet<>();
        reach.forEach((node, reached) -> {
            NavigableSet<String> circle = reached.stream()
                    .filter(other -> reach.getOrDefault(other, Set.of()).contains(node))
                    .collect(Collectors.toCollection(TreeSet::new));
            if (circle.size() > 1) {
                circles.add(circle);
            }
        });
        return circles.stream()
                .sorted((one, other) -> one.first().compareTo(other.first()))
                .toList();
    }

    private Set<String> reachWithCircle(String node) {
        Set<String> reached = reach(node);
        if (reached.stream()
                .anyMatch(other -> files.getOrDefault(other, new TreeSet<>()).contains(node))) {
            reached.add(node);
        }
        return reached;
    }

    private static String parent(String name) {
        int dot = name.lastIndexOf('.');
        return dot < 0 ? "" : name.substring(0, dot);
    }

    /**
     * Prints the figures.
     *
     * @param arguments the files whose reach is printed, all of which end like one of them
     */
    public static void main(String[] arguments) {
        SourceGraph graph = of(under(Path.of("src/main/java")));
        System.out.println("files that a file leads to");
        graph.files.keySet().stream()
                .filter(file -> List.of(arguments).contains(file.substring(file.lastIndexOf('.') + 1)))
                .forEach(
                        file -> System.out.printf("%6d  %s%n", graph.reach(file).size(), file));
        System.out.println("files in circles, by package");
        graph.circlesInPackages()
                .forEach(circle -> System.out.printf(
                        "%6d  %s: %s%n",
                        circle.size(),
                        parent(circle.first()),
                        circle.stream()
                                .map(file -> file.substring(file.lastIndexOf('.') + 1))
                                .toList()));
        System.out.println("circles of packages: " + graph.circlesOfPackages());
        System.out.println("test lines a line of source, by package");
        SortedMap<String, Long> sources = lines(Path.of("src/main/java"));
        SortedMap<String, Long> tests = lines(Path.of("src/test/java"));
        sources.forEach((pack, lines) -> System.out.printf(
                "%6.2f  %s (%d of source)%n",
                (double) tests.getOrDefault(pack, 0L) / lines, pack.isEmpty() ? "root" : pack, lines));
    }

    private static SortedMap<String, Long> lines(Path root) {
        SortedMap<String, Long> lines = new TreeMap<>();
        for (JavaFileObject source : under(root)) {
            String folder = source.getName().replaceFirst("/[^/]*$", "").replaceFirst(root + "/io/fairlead/?", "");
            lines.merge(folder.replace('/', '.'), text(source).lines().count(), Long::sum);
        }
        return lines;
    }

    private static String text(JavaFileObject source) {
        try {
            return source.getCharContent(true).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All sources under a folder. */
    static List<JavaFileObject> under(Path folder) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (Stream<Path> all = Files.walk(folder)) {
            Collection<Path> sources = all.filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .toList();
            List<JavaFileObject> objects = new ArrayList<>();
            compiler.getStandardFileManager(null, null, null)
                    .getJavaFileObjectsFromPaths(sources)
                    .forEach(objects::add);
            return objects;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
