package io.fairlead.module;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** An OCI layout of one index, read and followed as a registry's client does; a blob that is not what it is called throws. */
final class OciLayout {

    private final Path folder;
    private final String indexDigest;
    private final List<JsonObject> platforms;
    private final Set<String> named = new TreeSet<>();

    private OciLayout(Path folder) throws IOException {
        this.folder = folder;
        JsonObject root = json(Files.readAllBytes(folder.resolve("index.json")));
        JsonObject only = objects(root, "manifests").getFirst();
        indexDigest = only.get("digest").getAsString();
        platforms = objects(json(blob(only)), "manifests");
    }

    /** The layout in what {@code module/image} made. */
    static OciLayout of(Path image) throws IOException {
        return new OciLayout(image.resolve("oci"));
    }

    String version() throws IOException {
        return json(Files.readAllBytes(folder.resolve("oci-layout")))
                .get("imageLayoutVersion")
                .getAsString();
    }

    String indexDigest() {
        return indexDigest;
    }

    List<String> architectures() {
        return platforms.stream()
                .map(platform ->
                        platform.getAsJsonObject("platform").get("architecture").getAsString())
                .toList();
    }

    /** The manifest of each platform. */
    List<JsonObject> manifests() throws IOException {
        List<JsonObject> manifests = new ArrayList<>();
        for (JsonObject platform : platforms) {
            manifests.add(json(blob(platform)));
        }
        return manifests;
    }

    JsonObject config(JsonObject manifest) throws IOException {
        return json(blob(manifest.getAsJsonObject("config")));
    }

    /** The digests that the configuration gives the layers, unpacked. */
    List<String> differences(JsonObject manifest) throws IOException {
        return config(manifest).getAsJsonObject("rootfs").getAsJsonArray("diff_ids").asList().stream()
                .map(JsonElement::getAsString)
                .toList();
    }

    /** The digests that the layers have, unpacked. */
    List<String> unpackedDigests(JsonObject manifest) throws IOException {
        List<String> digests = new ArrayList<>();
        for (JsonObject layer : objects(manifest, "layers")) {
            try (GZIPInputStream unpacked = new GZIPInputStream(new ByteArrayInputStream(blob(layer)))) {
                digests.add(sha256(unpacked.readAllBytes()));
            }
        }
        return digests;
    }

    /** The blobs that something has named so far. */
    Set<String> named() throws IOException {
        for (JsonObject manifest : manifests()) {
            config(manifest);
            unpackedDigests(manifest);
        }
        return named;
    }

    /** The blobs that are there. */
    Set<String> blobs() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("blobs/sha256"))) {
            return files.map(file -> "sha256:" + file.getFileName()).collect(Collectors.toCollection(TreeSet::new));
        }
    }

    /** The files of each layer. */
    List<List<TarEntry>> layers(JsonObject manifest) throws IOException, InterruptedException {
        List<List<TarEntry>> layers = new ArrayList<>();
        for (JsonObject layer : objects(manifest, "layers")) {
            String listed = Shell.output(
                    "tar",
                    "--list",
                    "--verbose",
                    "--numeric-owner",
                    "-zf",
                    file(layer).toString());
            layers.add(listed.lines().map(TarEntry::parse).toList());
        }
        return layers;
    }

    /** The files of the first platform, of all layers. */
    List<TarEntry> entries() throws IOException, InterruptedException {
        return layers(manifests().getFirst()).stream().flatMap(List::stream).toList();
    }

    /** Unpacks a platform's layers into a folder. */
    Path unpack(JsonObject manifest, Path target) throws IOException, InterruptedException {
        Files.createDirectories(target);
        for (JsonObject layer : objects(manifest, "layers")) {
            Shell.output("tar", "-xzf", file(layer).toString(), "-C", target.toString());
        }
        return target;
    }

    static String sha256(byte[] bytes) {
        try {
            return "sha256:"
                    + HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private Path file(JsonObject descriptor) {
        return folder.resolve("blobs/" + descriptor.get("digest").getAsString().replace(':', '/'));
    }

    private byte[] blob(JsonObject descriptor) throws IOException {
        byte[] bytes = Files.readAllBytes(file(descriptor));
        String digest = descriptor.get("digest").getAsString();
        if (!sha256(bytes).equals(digest)
                || bytes.length != descriptor.get("size").getAsLong()) {
            throw new AssertionError(digest + " is not what its descriptor says");
        }
        named.add(digest);
        return bytes;
    }

    private static List<JsonObject> objects(JsonObject of, String key) {
        return of.getAsJsonArray(key).asList().stream()
                .map(JsonElement::getAsJsonObject)
                .toList();
    }

    private static JsonObject json(byte[] bytes) {
        return JsonParser.parseString(new String(bytes, StandardCharsets.UTF_8)).getAsJsonObject();
    }
}
