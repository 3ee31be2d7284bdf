package io.fairlead.convert;

import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The container of a Deployment, read into an app. */
final class ContainerReader {

    private static final String GPU = "nvidia.com/gpu";

    private final Taken container;
    private final AppDraft app;

    ContainerReader(Taken container, AppDraft app) {
        this.container = container;
        this.app = app;
    }

    /** Reads it and gives the ports that it names. */
    List<ContainerPort> read() {
        Optional<String> image = container.text("image");
        image.ifPresent(value -> app.put(container.origin("image"), value, "image"));
        container.skip("name");
        container.expect(
                "imagePullPolicy", image.filter(ContainerReader::isLatest).isPresent() ? "Always" : "IfNotPresent");
        container.expect("terminationMessagePath", "/dev/termination-log");
        container.expect("terminationMessagePolicy", "File", "FallbackToLogsOnError");
        for (String list : List.of("command", "args")) {
            container.texts(list).ifPresent(words -> app.put(container.origin(list), words, list));
        }
        Set<String> before = new HashSet<>();
        container.objects("env").forEach(entry -> variable(entry, before));
        resources();
        List<ContainerPort> ports = container.objects("ports").stream()
                .flatMap(port -> ContainerPort.of(port).stream())
                .toList();
        probe(ports);
        return ports;
    }

    /** Whether Kubernetes pulls it at every start where nothing else is said. */
    private static boolean isLatest(String image) {
        String tagged = image.substring(image.lastIndexOf('/') + 1);
        return !tagged.contains("@") && (!tagged.contains(":") || tagged.endsWith(":latest"));
    }

    private void variable(Taken entry, Set<String> before) {
        Optional<String> name = entry.text("name");
        if (name.isEmpty()) {
            return;
        }
        Taken from = entry.object("valueFrom");
        if (from.seen("secretKeyRef").isPresent()) {
            Taken secret = from.object("secretKeyRef");
            String key =
                    secret.text("name").orElse("") + "/" + secret.text("key").orElse("");
            secret.expect("optional", "false");
            app.put(from.origin("secretKeyRef"), key, "secretEnv", name.get());
        } else if (from.left().isEmpty()) {
            reference(entry, name.get(), before);
            before.add(name.get());
            app.put(entry.origin("value"), entry.text("value").orElse(""), "env", name.get());
        }
    }

    /** Kubernetes puts in {@code $(NAME)} what was defined before, and a tier's variables are defined in the order of their names. */
    private static void reference(Taken entry, String name, Set<String> before) {
        String value = entry.seen("value")
                .filter(JsonElement::isJsonPrimitive)
                .map(JsonElement::getAsString)
                .orElse("");
        before.stream()
                .filter(other -> other.compareTo(name) > 0 && value.contains("$(" + other + ")"))
                .forEach(other -> entry.tell(
                        "value",
                        "it needs " + other + ", which a tier defines after it, by name; rename one of the two"));
    }

    private void resources() {
        Taken resources = container.object("resources");
        Taken requests = resources.object("requests");
        Taken limits = resources.object("limits");
        for (String what : List.of("cpu", "memory")) {
            Optional<String> limit = limits.textOrNumber(what);
            Optional<String> request = requests.textOrNumber(what);
            Origin asked = request.isPresent() ? requests.origin(what) : limits.origin(what);
            // Where only the limit is given, Kubernetes asks for as much.
            request.or(() -> limit).ifPresent(value -> app.put(asked, value, "resources", what));
            limit.ifPresent(value -> app.put(limits.origin(what), value, "resources", what + "Limit"));
        }
        limits.textOrNumber(GPU).ifPresent(gpus -> {
            requests.expect(GPU, gpus);
            app.put(limits.origin(GPU), new JsonPrimitive(Long.valueOf(gpus)), "resources", "gpu");
        });
    }

    /** A tier's probe serves for readiness and for liveness, so the source must have both, and alike. */
    private void probe(List<ContainerPort> ports) {
        Optional<JsonElement> readiness = container.seen("readinessProbe");
        if (readiness.isEmpty() || !readiness.equals(container.seen("livenessProbe"))) {
            String reason = "a tier's `probe` is for readiness and liveness alike, and the source has no two alike";
            container.leave("readinessProbe", reason);
            container.leave("livenessProbe", reason);
            return;
        }
        container.skip("livenessProbe");
        Taken probe = container.object("readinessProbe");
        for (String kind : List.of("httpGet", "tcpSocket")) {
            Taken action = probe.object(kind);
            Optional<String> port = action.textOrNumber("port").flatMap(name -> ContainerPort.number(ports, name));
            Origin origin = action.origin("port");
            if (port.isPresent() && kind.equals("httpGet")) {
                app.put(action.origin("path"), action.text("path").orElse("/"), "probe", "http");
                app.put(origin, port.get(), "probe", "port");
            } else {
                port.ifPresent(value -> app.put(origin, value, "probe", "tcp"));
            }
            action.expect("scheme", "HTTP");
        }
    }
}
