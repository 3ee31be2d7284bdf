package io.fairlead.standin.hub;

import io.fairlead.standin.Folders;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/**
 * Azure's Java, Node and Python packages, installed once into the rig's folder ({@code FAIRLEAD_RIG}, else
 * {@code ~/.cache/fairlead-rig}) from the pinned versions under {@code src/test/clients}. A folder is named by the hash of
 * what it was made from and appears only when it is whole.
 */
public final class ClientPackages {
    private static final Path SOURCES = Path.of("src/test/clients");
    private static final Set<String> SAID = ConcurrentHashMap.newKeySet();

    private ClientPackages() {}

    /** The folder with {@code node_modules}; the test is skipped where Node is missing, or fails with the rig required. */
    public static Path node() throws IOException, InterruptedException {
        require("node", "npm");
        Path sources = SOURCES.resolve("node");
        return installed(
                "node",
                List.of(sources.resolve("package.json"), sources.resolve("package-lock.json")),
                folder -> List.of("npm", "ci", "--no-audit", "--no-fund", "--prefix", folder.toString()));
    }

    /** The folder for {@code PYTHONPATH}; the test is skipped where Python is missing, or fails with the rig required. */
    static Path python() throws IOException, InterruptedException {
        require("python3", "pip");
        Path requirements = SOURCES.resolve("python/requirements.txt");
        return installed(
                "python",
                List.of(requirements),
                folder -> List.of(
                        "python3",
                        "-m",
                        "pip",
                        "install",
                        "--no-deps", // All are pinned, and what none of the scripts needs is left out.
                        "--disable-pip-version-check",
                        "--root-user-action=ignore",
                        "--target",
                        folder.toString(),
                        "-r",
                        requirements.toString()));
    }

    /** The folder with {@code jars} of the Java service client; the test is skipped where Maven is missing, or fails with the rig required. */
    static Path java() throws IOException, InterruptedException {
        require("mvn", "mvn");
        Path pom = SOURCES.resolve("java/pom.xml");
        return installed(
                "java",
                List.of(pom),
                folder -> List.of(
                        "mvn",
                        "-B",
                        "-ntp",
                        "-q",
                        "-f",
                        folder.resolve("pom.xml").toString(),
                        "org.apache.maven.plugins:maven-dependency-plugin:3.10.0:copy-dependencies",
                        "-DoutputDirectory=" + folder.resolve("jars")));
    }

    /** A script under {@code src/test/clients}. */
    public static Path script(String name) {
        return SOURCES.resolve(name).toAbsolutePath();
    }

    /** The command line that fills a folder. */
    private interface Installer {
        List<String> into(Path folder);
    }

    private static Path installed(String kind, List<Path> pins, Installer installer)
            throws IOException, InterruptedException {
        Path clients = rig().resolve("clients");
        Path whole = clients.resolve(kind + "-" + hash(pins));
        if (Files.isDirectory(whole)) {
            return whole;
        }
        Files.createDirectories(clients);
        Path partial = Files.createTempDirectory(clients, kind + "-partial-");
        for (Path pin : pins) {
            Files.copy(pin, partial.resolve(pin.getFileName()));
        }
        System.out.println("Installing Azure's " + kind + " clients into " + whole + " …");
        run(installer.into(partial));
        try {
            Files.move(partial, whole, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException | DirectoryNotEmptyException anotherRunWasFaster) {
            Folders.delete(partial);
        }
        return whole;
    }

    private static void run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        List<String> said = new ArrayList<>();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            lines.lines().forEach(line -> {
                said.add(line);
                System.out.println("  " + line);
            });
        }
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + " failed: " + String.join("\n", said));
        }
    }

    private static void require(String program, String installer) throws InterruptedException {
        boolean there = runs(program, "--version")
                && (installer.equals("pip") ? runs(program, "-m", "pip", "--version") : runs(installer, "--version"));
        String missing = program + " with " + installer + " is not installed: Azure's clients are not tried";
        if (!there && !System.getProperty("rig.required", "false").equals("false")) {
            throw new IllegalStateException(missing);
        }
        if (!there && SAID.add(missing)) {
            System.out.println(missing);
        }
        Assumptions.assumeTrue(there, missing);
    }

    private static boolean runs(String... command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException notFound) {
            return false;
        }
    }

    private static Path rig() {
        return environment("FAIRLEAD_RIG")
                .orElseGet(() -> environment("XDG_CACHE_HOME")
                        .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache"))
                        .resolve("fairlead-rig"));
    }

    private static Optional<Path> environment(String name) {
        return Optional.ofNullable(System.getenv(name)).map(Path::of);
    }

    private static String hash(List<Path> files) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Path file : files) {
                digest.update(Files.readAllBytes(file));
            }
            return HexFormat.of().formatHex(digest.digest(), 0, 6);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("SHA-256 is missing", e);
        }
    }
}
