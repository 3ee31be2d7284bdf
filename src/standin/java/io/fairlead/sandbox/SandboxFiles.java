package io.fairlead.sandbox;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import io.fairlead.standin.hub.HubStandIn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The files by which others find the hub of a sandbox.
 *
 * @param folder where they are
 * @param hub the hub
 * @param device the device of the module
 * @param module the module
 */
record SandboxFiles(Path folder, HubStandIn hub, String device, String module) {

    private static final Gson GSON =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    /** A curl command that reads the twin, to which {@code -X PATCH} and a body can be added. */
    String curl() {
        return "curl -K " + folder.resolve("curlrc") + " '" + hub.serviceUrl() + "/twins/" + device + "/modules/"
                + module + "?api-version=2021-04-12'";
    }

    /** A file of shell variables for Azure's clients. */
    Path environment() {
        return folder.resolve("azure.env");
    }

    /** All of it as JSON. */
    Path description() {
        return folder.resolve("sandbox.json");
    }

    /** The module's own log. */
    Path log() {
        return folder.resolve("module.log");
    }

    void write(SandboxCluster cluster) throws IOException {
        JsonObject access = new JsonObject();
        access.addProperty("serviceUrl", hub.serviceUrl());
        access.addProperty("serviceConnectionString", hub.serviceConnectionString());
        access.addProperty("moduleConnectionString", hub.moduleConnectionString(device, module));
        access.addProperty("deviceId", device);
        access.addProperty("moduleId", module);
        access.addProperty("caFile", hub.caPem().toString());
        access.addProperty("kubeconfig", cluster.kubeconfig().toString());
        access.addProperty("namespace", cluster.namespace());
        Files.writeString(description(), GSON.toJson(access) + "\n");
        Files.writeString(
                folder.resolve("curlrc"),
                "cacert = \"" + hub.caPem() + "\"\nheader = \"Authorization: "
                        + hub.serviceToken(Duration.ofDays(7)) + "\"\nheader = \"Content-Type: application/json\"\n"
                        + "silent\nshow-error\n");
        List<String> variables = new ArrayList<>(List.of(
                "export SERVICE_CONNECTION_STRING='" + hub.serviceConnectionString() + "'",
                "export MODULE_CONNECTION_STRING='" + hub.moduleConnectionString(device, module) + "'",
                "export CA_FILE='" + hub.caPem() + "'",
                "export NODE_EXTRA_CA_CERTS='" + hub.caPem() + "'"));
        if (!hub.serviceUrl().endsWith(":443")) {
            variables.add(
                    "# azure-iothub knows port 443 only. It is taken here where this user may: as root, or after");
            variables.add("#   sudo sysctl net.ipv4.ip_unprivileged_port_start=443");
        }
        Files.writeString(environment(), String.join("\n", variables) + "\n");
    }
}
