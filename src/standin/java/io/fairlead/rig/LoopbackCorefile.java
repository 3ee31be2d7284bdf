package io.fairlead.rig;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.stream.Stream;

/**
 * What has to be different in a device's Corefile for a CoreDNS that is a plain process on loopback: port 53 and those
 * of {@code health}, {@code ready} and {@code prometheus} are ports of its own, every server block is bound to loopback,
 * {@code kubernetes} has a kubeconfig, servers of {@code forward} are at a port of loopback, and {@code /etc/coredns} is a folder of the rig. All else stays as written, so
 * that what CoreDNS says of the text it says of the device's.
 *
 * @param folder what a pod has as {@code /etc/coredns}
 * @param kubeconfig what a pod has as its service account
 * @param port in place of 53
 * @param elsewhere where every server is to which CoreDNS forwards, whatever its address
 */
record LoopbackCorefile(Path folder, Path kubeconfig, int port, int elsewhere, int health, int ready, int metrics) {

    /** Makes {@code to} hold exactly these files of a ConfigMap; each is replaced in one move. */
    void write(Path to, Map<String, String> files) {
        try {
            Files.createDirectories(to);
            for (Map.Entry<String, String> file : files.entrySet()) {
                Path next = folder.resolveSibling(folder.getFileName() + ".next");
                Files.writeString(next, text(file.getValue(), file.getKey().endsWith(".override") ? 1 : 0));
                Path unused = Files.move(next, to.resolve(file.getKey()), StandardCopyOption.ATOMIC_MOVE);
            }
            for (Path left : regularFiles(to)) {
                if (!files.containsKey(left.getFileName().toString())) {
                    Files.delete(left);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> regularFiles(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    /** The text for loopback. */
    String text(String corefile) {
        return text(corefile, 0);
    }

    /** @param within how many blocks the text stands in */
    private String text(String corefile, int within) {
        StringJoiner lines = new StringJoiner("\n");
        int depth = within;
        for (String line : corefile.split("\n", -1)) {
            String bare = line.strip();
            lines.add(depth == 0 ? header(line) : plugin(line, bare));
            if (bare.endsWith("{") && !bare.startsWith("#")) {
                if (depth == 0 && !bare.startsWith("(")) {
                    lines.add("    bind 127.0.0.1");
                } else if (bare.matches("kubernetes\\b.*")) {
                    lines.add("        kubeconfig " + kubeconfig);
                }
                depth++;
            } else if (bare.equals("}")) {
                depth--;
            }
        }
        return lines.toString();
    }

    private String header(String line) {
        return line.startsWith("#") ? line : mounted(line).replaceAll(":53(?=[\\s,{]|$)", ":" + port);
    }

    private String plugin(String line, String bare) {
        String word = bare.split("\\s", 2)[0];
        return switch (word) {
            case "health" -> line.replaceFirst("health(\\s+[^\\s{]+)?", "health 127.0.0.1:" + health);
            case "ready" -> line.replaceFirst("ready(\\s+[^\\s{]+)?", "ready 127.0.0.1:" + ready);
            case "prometheus" -> line.replaceFirst("prometheus(\\s+[^\\s{]+)?", "prometheus 127.0.0.1:" + metrics);
            case "forward" -> line.replaceAll("\\b[0-9]+(\\.[0-9]+){3}\\b", "127.0.0.1:" + elsewhere);
            case "kubernetes" -> bare.endsWith("{") ? line : line + " {\n        kubeconfig " + kubeconfig + "\n    }";
            default -> mounted(line);
        };
    }

    private String mounted(String line) {
        return line.replace("/etc/coredns/", folder + "/");
    }
}
