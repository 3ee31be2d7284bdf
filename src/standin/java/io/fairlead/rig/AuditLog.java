package io.fairlead.rig;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The API server's audit log as a counter of calls
 * (<a href="https://kubernetes.io/docs/tasks/debug/debug-cluster/audit/">Kubernetes: auditing</a>). A call is in the log
 * shortly after it was answered, so marks are calls too: what was answered before a mark was made lies before it.
 */
public final class AuditLog {

    private static final Duration MARK_WITHIN = Duration.ofSeconds(60);

    private final Path file;
    private final KubernetesClient admin;
    private final AtomicInteger marks = new AtomicInteger();

    /**
     * Reads a log.
     *
     * @param file where the API server writes it
     * @param admin may read namespaces, and is logged
     */
    public AuditLog(Path file, KubernetesClient admin) {
        this.file = file;
        this.admin = admin;
    }

    /** A point in the log, as a position in bytes. */
    public record Mark(long position) {}

    /** Now. Needs a running API server. */
    public Mark mark() {
        String name = "rig-mark-" + marks.incrementAndGet();
        long from = length();
        Eventually.holds("the API server answers", MARK_WITHIN, () -> {
            Object unused = admin.namespaces().withName(name).get();
            return true;
        });
        return Eventually.value("the audit log has " + name, MARK_WITHIN, () -> markerEnd(from, name));
    }

    /** The calls answered, and the watches opened, from the mark until now. Needs a running API server. */
    public AuditCalls since(Mark start) {
        Mark end = mark();
        List<AuditCall> calls = new ArrayList<>();
        for (String line : read(start.position(), end.position()).split("\n", -1)) {
            if (!line.isBlank()) {
                parse(JsonParser.parseString(line).getAsJsonObject()).ifPresent(calls::add);
            }
        }
        return new AuditCalls(List.copyOf(calls));
    }

    private Optional<Mark> markerEnd(long from, String name) {
        String text = read(from, length());
        int marker = text.indexOf("/namespaces/" + name + "\"");
        int end = marker < 0 ? -1 : text.indexOf('\n', marker);
        return end < 0
                ? Optional.empty()
                : Optional.of(new Mark(from + text.substring(0, end + 1).getBytes(StandardCharsets.UTF_8).length));
    }

    private static Optional<AuditCall> parse(JsonObject event) {
        String verb = text(event, "verb");
        boolean watchEnded = verb.equals("watch") && text(event, "stage").equals("ResponseComplete");
        JsonObject status = part(event, "responseStatus");
        JsonElement code = status.get("code");
        int number = code == null ? 0 : code.getAsInt();
        String uri = text(event, "requestURI");
        if (uri.contains("/namespaces/rig-mark-") || (watchEnded && number < 400)) {
            // A watch that ended well was counted when it was opened.
            return Optional.empty();
        }
        JsonObject object = part(event, "objectRef");
        String subresource = text(object, "subresource");
        return Optional.of(new AuditCall(
                text(part(event, "user"), "username"),
                verb,
                text(object, "apiGroup"),
                text(object, "resource") + (subresource.isEmpty() ? "" : "/" + subresource),
                text(object, "namespace"),
                text(object, "name"),
                number,
                uri));
    }

    private static JsonObject part(JsonObject object, String key) {
        JsonElement part = object.get(key);
        return part == null ? new JsonObject() : part.getAsJsonObject();
    }

    private static String text(JsonObject object, String key) {
        JsonElement value = object.get(key);
        return value == null ? "" : value.getAsString();
    }

    private long length() {
        return file.toFile().length();
    }

    private String read(long from, long to) {
        try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "r")) {
            byte[] bytes = new byte[Math.toIntExact(to - from)];
            log.seek(from);
            log.readFully(bytes);
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
