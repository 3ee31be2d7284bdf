package io.fairlead.convert;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Optional;

/**
 * Reads the probes of a container. A tier's probe is both its readiness and its liveness probe, so the source must have
 * both, and equal. Carried over are a plain HTTP probe and a TCP probe. Another HTTP probe becomes a TCP probe of the same
 * port, which is reported.
 */
final class ProbeReader {

    private static final List<String> BOTH = List.of("readinessProbe", "livenessProbe");

    private final Taken container;
    private final AppDraft app;
    private final List<ContainerPort> ports;

    ProbeReader(Taken container, AppDraft app, List<ContainerPort> ports) {
        this.container = container;
        this.app = app;
        this.ports = ports;
    }

    void read() {
        Optional<JsonElement> readiness = container.seen(BOTH.get(0));
        if (readiness.isEmpty() || !readiness.equals(container.seen(BOTH.get(1)))) {
            leave("a tier's `probe` is for both readiness and liveness, and the source has no two equal probes");
            return;
        }
        boolean http = container.mapOf(BOTH.get(0)).containsKey("httpGet");
        JsonElement action = container.mapOf(BOTH.get(0)).get(http ? "httpGet" : "tcpSocket");
        if (action == null || !action.isJsonObject()) {
            leave("a tier's `probe` asks by HTTP or TCP only");
            return;
        }
        String port = port(action.getAsJsonObject());
        Optional<String> number = ContainerPort.number(ports, port);
        if (number.isEmpty() || port.isEmpty()) {
            leave(ContainerPort.absent(ports, port));
        } else if (!http && action.getAsJsonObject().has("host")) {
            leave("a tier's `probe` asks the pod itself, not another host");
        } else {
            carry(http, number.get());
        }
    }

    private static String port(JsonObject action) {
        JsonElement port = action.get("port");
        return port != null && port.isJsonPrimitive() ? port.getAsString() : "";
    }

    private void carry(boolean http, String port) {
        container.used("livenessProbe");
        Taken probe = container.object(BOTH.get(0));
        Taken action = probe.object(http ? "httpGet" : "tcpSocket");
        action.used("port");
        JsonObject carried = new JsonObject();
        if (http && isPlain(action)) {
            action.expect("scheme", "HTTP");
            carried.addProperty("http", action.text("path").orElse("/"));
            carried.addProperty("port", port);
        } else {
            carried.addProperty("tcp", port);
            if (http) {
                action.clearRest();
                probe.tell(
                        "httpGet",
                        "a tier's HTTP probe has no HTTPS, host or headers; the same port is probed by TCP instead");
            }
        }
        app.put(action.origin(), carried, "probe");
        probe.expect("initialDelaySeconds", "0");
        probe.expect("periodSeconds", "10");
        probe.expect("timeoutSeconds", "1");
        probe.expect("successThreshold", "1");
        probe.expect("failureThreshold", "3");
    }

    private static boolean isPlain(Taken action) {
        return action.seenText("scheme").orElse("HTTP").equals("HTTP")
                && action.seen("host").isEmpty()
                && action.seen("httpHeaders").isEmpty();
    }

    private void leave(String reason) {
        BOTH.forEach(probe -> container.leave(probe, reason));
    }
}
