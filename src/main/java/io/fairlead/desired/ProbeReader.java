package io.fairlead.desired;

import static io.fairlead.desired.Problems.in;
import static io.fairlead.desired.Problems.quoted;

import com.google.gson.JsonElement;
import io.fairlead.model.Code;
import io.fairlead.model.Port;
import io.fairlead.model.Probe;
import io.fairlead.model.Protocol;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a probe: an HTTP path or a TCP port. The port is a name in the tier's {@code ports} or the container's number. */
final class ProbeReader {

    private static final Pattern NUMBER = Pattern.compile("\\d{1,5}");
    private static final int HIGHEST = 65535;

    private final String path;
    private final List<Port> ports;
    private final Problems problems;

    ProbeReader(String path, List<Port> ports, Problems problems) {
        this.path = path;
        this.ports = ports;
        this.problems = problems;
    }

    /**
     * The probe; empty if there is none or it has a problem.
     *
     * @param raw the probe as in the document
     * @param values its valid part, from {@link ShapeCheck}
     */
    Optional<Probe> read(@Nullable JsonElement raw, Values values) {
        if (raw == null
                || !raw.isJsonObject()
                || !raw.getAsJsonObject().keySet().equals(values.clean().keySet())) {
            return Optional.empty(); // The shape check has reported it.
        }
        boolean http = values.has("http");
        if (http == values.has("tcp")) {
            problems.add(
                    path,
                    http ? Code.UnsupportedSetting : Code.MissingValue,
                    http
                            ? "`http` and `tcp` are both set; keep one of them."
                            : "It has no target; give `http`, the path of a request, or `tcp`, a port.");
            return Optional.empty();
        }
        return http ? http(values) : tcp(values);
    }

    private Optional<Probe> http(Values values) {
        Optional<String> request = values.text("http");
        request.filter(text -> !text.startsWith("/"))
                .ifPresent(text -> problems.add(
                        in(path, "http"), Code.BadName, quoted(text) + " is not a path; begin it with a slash."));
        Optional<Integer> port = values.has("port") ? port("port", values) : first();
        return port.map(number -> new Probe(request, number));
    }

    private Optional<Probe> tcp(Values values) {
        if (values.has("port")) {
            problems.add(
                    in(path, "port"),
                    Code.UnsupportedSetting,
                    "It conflicts with `tcp`, which sets the port; leave it out.");
        }
        return port("tcp", values).map(number -> new Probe(Optional.empty(), number));
    }

    private Optional<Integer> first() {
        Optional<Port> first =
                ports.stream().filter(port -> port.protocol() == Protocol.TCP).findFirst();
        if (first.isEmpty()) {
            problems.add(
                    in(path, "port"), Code.MissingValue, "The tier has no TCP port of its own; give the container's.");
        }
        return first.map(Port::targetPort);
    }

    private Optional<Integer> port(String key, Values values) {
        String text = values.text(key).orElse("");
        if (NUMBER.matcher(text).matches()) {
            int number = Integer.parseInt(text);
            if (number < 1 || number > HIGHEST) {
                problems.add(
                        in(path, key),
                        Code.OutOfRange,
                        number + " is no port number; give one from 1 to " + HIGHEST + ".");
                return Optional.empty();
            }
            return Optional.of(number);
        }
        Optional<Port> named = ports.stream()
                .filter(port -> port.name().equals(text) && port.protocol() == Protocol.TCP)
                .findFirst();
        if (named.isEmpty()) {
            problems.add(
                    in(path, key),
                    Code.UnknownReference,
                    quoted(text) + " is no TCP port of `ports`; give the name of one, or the container's number.");
        }
        return named.map(Port::targetPort);
    }
}
