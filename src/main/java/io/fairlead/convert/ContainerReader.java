package io.fairlead.convert;

import com.google.gson.JsonPrimitive;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the container of a Deployment into an app. */
final class ContainerReader {

    private static final String GPU = "nvidia.com/gpu";

    /** The form in which YAML writes a large number; short enough to be expanded. */
    private static final Pattern WITH_EXPONENT = Pattern.compile("-?\\d{1,20}(\\.\\d{1,20})?[eE][-+]?\\d{1,2}");

    private final Taken container;
    private final AppDraft app;

    ContainerReader(Taken container, AppDraft app) {
        this.container = container;
        this.app = app;
    }

    /**
     * Reads the container, except its environment and security context.
     *
     * @param ports the ports that the containers declare
     */
    void read(List<ContainerPort> ports) {
        Optional<String> image = container.text("image");
        image.ifPresent(value -> app.put(container.origin("image"), value, "image"));
        container.skip("name");
        container.expect(
                "imagePullPolicy", image.filter(ContainerReader::isLatest).isPresent() ? "Always" : "IfNotPresent");
        container.expect("terminationMessagePath", "/dev/termination-log");
        container.expect("terminationMessagePolicy", "File", "FallbackToLogsOnError");
        container.expect("stdin", "false");
        container.expect("stdinOnce", "false");
        container.expect("tty", "false");
        resources();
        new ProbeReader(container, app, ports).read();
    }

    /** Whether Kubernetes pulls the image at every start by default. */
    private static boolean isLatest(String image) {
        String tagged = image.substring(image.lastIndexOf('/') + 1);
        return !tagged.contains("@") && (!tagged.contains(":") || tagged.endsWith(":latest"));
    }

    private void resources() {
        Taken resources = container.object("resources");
        Taken requests = resources.object("requests");
        Taken limits = resources.object("limits");
        for (String what : List.of("cpu", "memory")) {
            Optional<String> limit = quantity(limits, what);
            Optional<String> request = quantity(requests, what);
            Origin asked = request.isPresent() ? requests.origin(what) : limits.origin(what);
            // If only the limit is given, Kubernetes uses it as the request too.
            request.or(() -> limit).ifPresent(value -> app.put(asked, value, "resources", what));
            limit.ifPresent(value -> app.put(limits.origin(what), value, "resources", what + "Limit"));
        }
        limits.textOrNumber(GPU).ifPresent(gpus -> {
            requests.expect(GPU, gpus);
            if (gpus.matches("\\d{1,2}")) {
                app.put(limits.origin(GPU), new JsonPrimitive(Integer.valueOf(gpus)), "resources", "gpu");
            } else {
                limits.tell(GPU, gpus + " is no whole number of GPUs");
            }
        });
    }

    private static Optional<String> quantity(Taken amounts, String what) {
        return amounts.textOrNumber(what)
                .map(text -> WITH_EXPONENT.matcher(text).matches() ? new BigDecimal(text).toPlainString() : text);
    }
}
