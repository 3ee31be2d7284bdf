package io.fairlead.hub;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The module's identity in the environment, and its errors. An operator must fix these, because no further attempt to connect
 * can succeed. Messages never repeat a value, because values hold keys.
 */
final class Identity {

    private static final List<String> IOT_EDGE = List.of(
            "IOTEDGE_WORKLOADURI",
            "IOTEDGE_DEVICEID",
            "IOTEDGE_MODULEID",
            "IOTEDGE_IOTHUBHOSTNAME",
            "IOTEDGE_AUTHSCHEME",
            "IOTEDGE_MODULEGENERATIONID");

    private static final String FILE = "FAIRLEAD_CONNECTION_STRING_FILE";

    private Identity() {}

    /** Every reason why no connection can succeed. */
    static List<String> problems(Map<String, String> environment) {
        List<String> problems =
                new ArrayList<>(HubProxy.problem(environment).stream().toList());
        Optional<String> variable = variable(environment);
        if (variable.isEmpty()) {
            problems.addAll(ofIotEdge(environment));
            return problems;
        }
        try {
            problems.addAll(
                    ofString(variable.get(), connectionString(environment).orElse("")));
        } catch (UncheckedIOException unreadable) {
            problems.add(FILE + ": the file " + environment.get(FILE) + " cannot be read");
        }
        problems.addAll(ofAuthority(environment));
        return problems;
    }

    /** The variable with a connection string or with the name of its file; empty if none is set. */
    private static Optional<String> variable(Map<String, String> environment) {
        return Stream.of("EdgeHubConnectionString", "IotHubConnectionString", FILE)
                .filter(environment::containsKey)
                .findFirst();
    }

    /**
     * The connection string; empty if the environment names none.
     *
     * @throws UncheckedIOException if its file cannot be read
     */
    static Optional<String> connectionString(Map<String, String> environment) {
        return variable(environment).map(name -> {
            String value = environment.getOrDefault(name, "");
            return name.equals(FILE) ? read(value) : value;
        });
    }

    private static String read(String file) {
        try {
            return Files.readString(Path.of(file)).strip();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The parts of a connection string by name. */
    static Map<String, String> parts(String text) {
        Map<String, String> parts = new TreeMap<>();
        for (String part : text.split(";", -1)) {
            int equals = part.indexOf('=');
            if (equals > 0) {
                parts.put(
                        part.substring(0, equals).strip(),
                        part.substring(equals + 1).strip());
            }
        }
        return parts;
    }

    private static List<String> ofString(String variable, String text) {
        Map<String, String> parts = parts(text);
        List<String> problems = new ArrayList<>();
        for (String key : List.of("HostName", "DeviceId", "ModuleId")) {
            if (parts.getOrDefault(key, "").isEmpty()) {
                problems.add(variable + " has no " + key + "; give the connection string of a module identity:"
                        + " HostName=…;DeviceId=…;ModuleId=…;SharedAccessKey=…");
            }
        }
        if (parts.containsKey("SharedAccessKey")) {
            if (!isBase64(parts.get("SharedAccessKey"))) {
                problems.add(variable + ": its SharedAccessKey is not base64; copy all of it, with the '=' at its end");
            }
        } else if (!parts.containsKey("SharedAccessSignature")) {
            problems.add(variable + " has no SharedAccessKey; a certificate (x509) is not supported");
        }
        return problems;
    }

    private static boolean isBase64(String text) {
        try {
            return Base64.getDecoder().decode(text).length > 0;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static List<String> ofAuthority(Map<String, String> environment) {
        String file = environment.getOrDefault("EdgeModuleCACertificateFile", "");
        return file.isBlank() || Files.isReadable(Path.of(file))
                ? List.of()
                : List.of("EdgeModuleCACertificateFile: the file " + file + " cannot be read");
    }

    private static List<String> ofIotEdge(Map<String, String> environment) {
        if (!environment.containsKey("IOTEDGE_WORKLOADURI")) {
            return List.of(
                    "No hub to connect to: set EdgeHubConnectionString or IotHubConnectionString, or run under IoT"
                            + " Edge (IOTEDGE_WORKLOADURI)");
        }
        List<String> problems = new ArrayList<>();
        for (String name : IOT_EDGE) {
            if (environment.getOrDefault(name, "").isBlank()) {
                problems.add(name + " is not set; IoT Edge sets it in each of its modules");
            }
        }
        String scheme = environment.getOrDefault("IOTEDGE_AUTHSCHEME", "");
        if (!scheme.isBlank() && !scheme.equalsIgnoreCase("sasToken")) {
            problems.add("IOTEDGE_AUTHSCHEME is '" + scheme + "'; Azure's SDK supports only sasToken");
        }
        return problems;
    }
}
