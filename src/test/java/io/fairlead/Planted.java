package io.fairlead;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Source text compiled at test time into a folder of its own, as classes that a rule has to find fault with. */
final class Planted {

    private static final Pattern PACKAGE = Pattern.compile("package ([a-z.]+);");
    private static final Pattern TYPE = Pattern.compile("(?:class|interface|record|enum) (\\w+)");

    private Planted() {}

    /** Compiles against the test class path; each source is one compilation unit that names its package and type. */
    static JavaClasses compile(Path folder, List<String> sources) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        List<String> options = List.of(
                "--release", "21", "-proc:none", "-d", folder.toString(), "-cp", System.getProperty("java.class.path"));
        List<Unit> units = sources.stream().map(Unit::of).toList();
        assertTrue(
                compiler.getTask(messages, null, null, options, null, units).call(),
                () -> "planted source does not compile: " + messages);
        return new ClassFileImporter().importPath(folder);
    }

    /** One source text under a type's name. */
    static final class Unit extends SimpleJavaFileObject {
        private final String text;

        Unit(String name, String text) {
            super(URI.create("planted:///" + name.replace('.', '/') + ".java"), JavaFileObject.Kind.SOURCE);
            this.text = text;
        }

        private static Unit of(String text) {
            Matcher type = TYPE.matcher(text);
            return new Unit(first(PACKAGE, text) + "." + (type.find() ? type.group(1) : "package-info"), text);
        }

        private static String first(Pattern pattern, String text) {
            return Stream.of(pattern.matcher(text))
                    .filter(Matcher::find)
                    .map(match -> match.group(1))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(text));
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
