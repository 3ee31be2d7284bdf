package io.fairlead.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the memory of a JVM is, as it accounts for it itself ({@code -XX:NativeMemoryTracking=summary}).
 *
 * @param parts its parts
 */
record NativeMemory(List<Part> parts) {

    private static final Pattern PART = Pattern.compile("-\\s+(.+?) \\(reserved=\\d+KB, committed=(\\d+)KB");

    NativeMemory {
        parts = List.copyOf(parts);
    }

    /**
     * Memory for one purpose.
     *
     * @param name the purpose
     * @param kilobytes what is committed, of which the kernel may not have given all
     */
    record Part(String name, long kilobytes) {}

    static NativeMemory of(long process) throws IOException {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        Process asked = new ProcessBuilder(jcmd, Long.toString(process), "VM.native_memory", "summary").start();
        String text = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Matcher lines = PART.matcher(text);
        List<Part> parts = new ArrayList<>();
        while (lines.find()) {
            parts.add(new Part(lines.group(1), Long.parseLong(lines.group(2))));
        }
        return new NativeMemory(parts);
    }

    /** The parts of at least half a megabyte as a table, the greatest first. */
    String markdown() {
        StringBuilder table = new StringBuilder("| part | committed, MB |\n|---|---|\n");
        parts.stream()
                .filter(part -> part.kilobytes() >= 512)
                .sorted((one, other) -> Long.compare(other.kilobytes(), one.kilobytes()))
                .forEach(part -> table.append(
                        String.format(Locale.ROOT, "| %s | %.1f |%n", part.name(), part.kilobytes() / 1024.0)));
        return table.toString();
    }
}
