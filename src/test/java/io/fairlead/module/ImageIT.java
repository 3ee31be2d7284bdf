package io.fairlead.module;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonObject;
import io.fairlead.rig.RigBinaries;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * What {@code module/image} makes: an OCI layout as its specification has it, and the same bytes each time.
 *
 * @see <a href="https://github.com/opencontainers/image-spec/blob/main/image-layout.md">OCI image layout</a>
 */
@EnabledOnOs(OS.LINUX)
class ImageIT {

    private static final Path EMULATOR = Path.of("/usr/bin/qemu-aarch64");
    private static final Path LIBC = Path.of("/usr/aarch64-linux-gnu/lib/libc.so.6");

    @TempDir
    private static Path folder;

    private static Path image = Path.of("");

    @BeforeAll
    static void oneIsMade() throws Exception {
        image = folder.resolve("image");
        Shell.run("022", image);
    }

    @Test
    void madeAgainElsewhereByAnotherUserItIsTheSameByteForByte() throws Exception {
        Path again = folder.resolve("again");

        String said = Shell.run("077", again);

        assertEquals(digests(image), digests(again));
        OciLayout layout = OciLayout.of(again);
        assertEquals(
                "fairlead:0.1.0@" + layout.indexDigest(), said.lines().toList().getLast());
    }

    @Test
    void everyBlobIsWhatItsDescriptorSaysAndNoneIsLeftOver() throws Exception {
        OciLayout layout = OciLayout.of(image);

        assertEquals("1.0.0", layout.version());
        assertEquals(layout.named(), layout.blobs());
        for (JsonObject manifest : layout.manifests()) {
            assertEquals(layout.differences(manifest), layout.unpackedDigests(manifest));
        }
    }

    @Test
    void itRunsTheModuleAsANumericUserAndSaysWhatItIs() throws Exception {
        OciLayout layout = OciLayout.of(image);
        JsonObject config = layout.config(layout.manifests().getFirst()).getAsJsonObject("config");

        assertEquals("65532:65532", config.get("User").getAsString());
        assertEquals(
                "[\"/opt/java/bin/java\",\"@/opt/fairlead/jvm.options\",\"-jar\",\"/opt/fairlead/fairlead.jar\"]",
                config.get("Entrypoint").toString());
        assertEquals("[\"run\"]", config.get("Cmd").toString());
        assertTrue(config.getAsJsonObject("Healthcheck").get("Test").toString().endsWith("\"health\"]"));
        JsonObject labels = config.getAsJsonObject("Labels");
        assertEquals("0.1.0", label(labels, "version"));
        assertEquals("MIT", label(labels, "licenses"));
        assertEquals("fairlead", label(labels, "title"));
        assertEquals("2026-01-01T00:00:00Z", label(labels, "created"));
        assertEquals(labels, layout.manifests().getFirst().getAsJsonObject("annotations"));
    }

    @Test
    void itHoldsNoShellNothingThatChangesTheUserAndNothingAnotherUserMayWrite() throws Exception {
        List<TarEntry> entries = OciLayout.of(image).entries();

        assertTrue(entries.stream().anyMatch(entry -> entry.path().equals("./opt/java/bin/java")));
        List<String> shells = List.of("sh", "bash", "dash", "busybox", "apt", "apk", "dpkg");
        for (TarEntry entry : entries) {
            assertEquals("0/0", entry.owner(), entry.path());
            assertFalse(shells.contains(entry.name()), entry.path());
            assertFalse(entry.mode().substring(0, 7).contains("s"), entry.path());
            if (entry.mode().startsWith("l")) {
                continue; // A link's own mode counts for nothing.
            }
            boolean writable = entry.mode().charAt(5) == 'w' || entry.mode().charAt(8) == 'w';
            assertEquals(entry.path().equals("./tmp/"), writable, () -> entry.mode() + " " + entry.path());
        }
    }

    @Test
    void anUpgradeOfTheModuleAloneFetchesItsLastLayer() throws Exception {
        OciLayout layout = OciLayout.of(image);
        List<List<TarEntry>> layers = layout.layers(layout.manifests().getFirst());

        assertEquals(3, layers.size());
        assertEquals(
                Set.of("fairlead.jar", "jvm.options"),
                layers.getLast().stream()
                        .map(TarEntry::name)
                        .filter(file -> !file.isEmpty() && !file.equals("bom.json"))
                        .collect(Collectors.toSet()));
    }

    @Test
    void itsBillOfMaterialsNamesEveryJarTheRunTimeAndTheCLibrary() throws Exception {
        String architecture = OciLayout.of(image).architectures().getFirst();
        Path bill = image.resolve("fairlead-0.1.0-" + architecture + ".cdx.json");
        assumeTrue(Files.exists(bill), "Maven was offline, and its CycloneDX plugin makes no bill of materials then");
        Map<String, String> components = Bill.components(bill);
        for (TarEntry jar : OciLayout.of(image).entries()) {
            if (jar.path().startsWith("./opt/fairlead/lib/") && jar.name().endsWith(".jar")) {
                String file = jar.name();
                assertTrue(
                        components.entrySet().stream()
                                .anyMatch(entry -> file.equals(entry.getKey() + "-" + entry.getValue() + ".jar")
                                        || file.startsWith(entry.getKey() + "-" + entry.getValue() + "-")),
                        file);
            }
        }
        assertEquals(System.getProperty("java.version"), components.get("openjdk"));
        assertTrue(components.getOrDefault("glibc", "").matches("2\\.\\d+"), () -> components.get("glibc"));
    }

    @Test
    void forArm64TheSameModuleRunsUnderAnEmulatedProcessor() throws Exception {
        Path runtime = RigBinaries.home()
                .resolve("arm64-" + RigBinaries.versions().get("ARM64_RUNTIME"))
                .resolve("runtime");
        assumeTrue(
                Stream.of(EMULATOR, LIBC, runtime).allMatch(Files::exists),
                "the parts for an image for arm64 are missing: run rig/setup");
        Path both = folder.resolve("both");
        Shell.run("022", both, "ARM64_RUNTIME=" + runtime);
        OciLayout layout = OciLayout.of(both);

        assertEquals(List.of("amd64", "arm64"), layout.architectures());
        Path files = layout.unpack(layout.manifests().getLast(), folder.resolve("arm64"));
        Path module = files.resolve("opt/fairlead");
        String version = Shell.output(
                EMULATOR.toString(),
                "-L",
                files.toString(),
                files.resolve("opt/java/bin/java").toString(),
                "@" + module.resolve("jvm.options"),
                "-jar",
                module.resolve("fairlead.jar").toString(),
                "--version");
        assertTrue(version.contains("fairlead 0.1.0"), version);
    }

    private static String label(JsonObject labels, String name) {
        return labels.get("org.opencontainers.image." + name).getAsString();
    }

    private static Map<String, String> digests(Path folder) throws Exception {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> regular = files.filter(Files::isRegularFile).toList();
            Map<String, String> digests = new TreeMap<>();
            for (Path file : regular) {
                digests.put(folder.relativize(file).toString(), OciLayout.sha256(Files.readAllBytes(file)));
            }
            return digests;
        }
    }
}
