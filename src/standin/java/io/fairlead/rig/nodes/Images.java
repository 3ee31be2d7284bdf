package io.fairlead.rig.nodes;

import com.google.gson.Gson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Images of one program, as tar files that containerd imports; no registry is asked for them. The module has its own. */
final class Images {

    static final String APP = "fairlead.rig/app:1";
    static final String PAUSE = "fairlead.rig/pause:1";
    static final String MODULE = "fairlead.rig/fairlead:1";
    static final String COREDNS = "registry.k8s.io/coredns/coredns:rig";

    private static final Gson GSON = new Gson();

    private final Path folder;

    Images(Path folder) {
        this.folder = folder;
    }

    /** An image of one static program, which is its entry point. */
    void program(String name, Path executable, String... arguments) {
        Path root = folder.resolve("root-" + fileName(name));
        try {
            Files.createDirectories(root.resolve("tmp"));
            Path inside = root.resolve(executable.getFileName().toString());
            Files.copy(executable, inside, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<String> entryPoint = new ArrayList<>(List.of("/" + executable.getFileName()));
        entryPoint.addAll(List.of(arguments));
        fileSystem(name, root, entryPoint);
    }

    private void fileSystem(String name, Path root, List<String> entryPoint) {
        Path image = folder.resolve(fileName(name) + ".tar");
        Path work = folder.resolve("work-" + fileName(name));
        try {
            Files.createDirectories(work);
            Path layer = work.resolve("layer.tar");
            Command.run(
                    "tar",
                    "--numeric-owner",
                    "--owner=0",
                    "--group=0",
                    "-C",
                    root.toString(),
                    "-cf",
                    layer.toString(),
                    ".");
            Map<String, Object> description = Map.of(
                    "architecture",
                    architecture(),
                    "os",
                    "linux",
                    "config",
                    Map.of("Entrypoint", entryPoint),
                    "rootfs",
                    Map.of("type", "layers", "diff_ids", List.of("sha256:" + sha256(layer))));
            Files.writeString(work.resolve("config.json"), GSON.toJson(description));
            Files.writeString(
                    work.resolve("manifest.json"),
                    GSON.toJson(List.of(Map.of(
                            "Config", "config.json", "RepoTags", List.of(name), "Layers", List.of("layer.tar")))));
            Command.run(
                    "tar", "-C", work.toString(), "-cf", image.toString(), "manifest.json", "config.json", "layer.tar");
            Files.delete(layer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String fileName(String image) {
        return image.replaceAll("[^a-z0-9.]", "-");
    }

    private static String architecture() {
        return System.getProperty("os.arch").equals("aarch64") ? "arm64" : "amd64";
    }

    private static String sha256(Path file) throws IOException {
        try (InputStream bytes = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[1 << 16];
            for (int read = bytes.read(buffer); read >= 0; read = bytes.read(buffer)) {
                digest.update(buffer, 0, read);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
