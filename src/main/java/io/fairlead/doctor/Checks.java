package io.fairlead.doctor;

import io.fairlead.doctor.Facts.Cluster;
import io.fairlead.doctor.Facts.Hub;
import io.fairlead.doctor.Finding.Level;
import io.fairlead.model.Code;
import io.fairlead.model.Credential;
import io.fairlead.model.Observed;
import io.fairlead.model.Problem;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The checks. The same facts give the same findings, in the same order. */
public final class Checks {

    /** The module's tokens are valid for an hour and certificates for days; a larger clock skew is reported. */
    private static final Duration SKEW = Duration.ofMinutes(5);

    private static final String KUBECONFIG =
            "set KUBECONFIG to the path of a kubeconfig that the module's user can read (install -o 65532 -m 0400), and bind its folder"
                    + " into the container (\"Binds\": [\"/etc/fairlead:/etc/fairlead:ro\"] in the create options)";

    private Checks() {}

    /** All findings, one line for each check. */
    public static List<Finding> of(Facts facts) {
        return Stream.of(
                        Stream.of(settings(facts)),
                        facts.hub().stream().flatMap(hub -> hub(hub).stream()),
                        facts.cluster().stream().flatMap(cluster -> cluster(facts, cluster).stream()))
                .flatMap(findings -> findings)
                .toList();
    }

    /** The worst level. */
    public static Level worst(List<Finding> findings) {
        return findings.stream()
                .map(Finding::level)
                .max(Comparator.naturalOrder())
                .orElse(Level.ok);
    }

    private static Finding settings(Facts facts) {
        return facts.settings().isEmpty()
                ? Finding.ok("settings", "valid")
                : Finding.error(
                        "settings",
                        String.join("; ", facts.settings()),
                        "correct the environment of the module in its deployment; elsewhere than in the module's container, set the"
                                + " same variables");
    }

    private static List<Finding> hub(Hub hub) {
        String at = hub.host() + ":" + hub.port();
        if (hub.name().isPresent()) {
            return List.of(Finding.error(
                    "hub name",
                    hub.host() + " cannot be resolved: " + hub.name().get(),
                    hub.throughEdgeHub()
                            ? "the module must be on the network of edgeHub: iotedge check; docker network inspect azure-iot-edge"
                            : "look at the DNS of the device: nslookup " + hub.host()));
        }
        Finding name = Finding.ok(
                "hub name",
                hub.host()
                        + hub.proxy()
                                .map(proxy -> " is left to the proxy " + proxy)
                                .orElse(" is resolved"));
        String way =
                at + hub.proxy().map(proxy -> " through the proxy " + proxy).orElse("");
        if (hub.connection().isPresent()) {
            String message = "no connection to " + way + ": " + hub.connection().get();
            return List.of(name, Finding.error("hub port", message, mendPort(hub, at)));
        }
        return List.of(name, Finding.ok("hub port", way + " answers"), trust(hub), token(hub), events(hub));
    }

    private static String mendPort(Hub hub, String at) {
        if (hub.proxy().isPresent()) {
            return "look at the proxy that HTTPS_PROXY names, and whether it allows " + at
                    + "; NO_PROXY names hosts that are reached without it";
        }
        return hub.throughEdgeHub()
                ? "look at edgeHub: iotedge list; iotedge logs edgeHub --tail 50"
                : "open the port in the firewall, or set FAIRLEAD_HUB_PROTOCOL=mqtt-ws for port 443 and HTTPS_PROXY for a proxy";
    }

    private static Finding trust(Hub hub) {
        if (hub.trust().isPresent() && hub.token().isPresent()) {
            return Finding.ok(
                    "hub certificate",
                    "not checked, because the workload API, which has the authority and the token, does not answer");
        }
        return hub.trust()
                .map(why -> Finding.error(
                        "hub certificate",
                        "not trusted: " + why,
                        hub.throughEdgeHub()
                                ? "iotedge check --verbose; set EdgeModuleCACertificateFile to the authority of edgeHub, or restart"
                                        + " the module after a new one: iotedge restart fairlead"
                                : "a proxy that opens TLS needs its authority in EdgeModuleCACertificateFile"))
                .orElseGet(() -> Finding.ok("hub certificate", "trusted"));
    }

    private static Finding token(Hub hub) {
        return hub.token()
                .map(why -> Finding.error(
                        "token",
                        "IoT Edge's workload API gives none: " + why,
                        "iotedge system status; iotedge system logs; iotedge system restart"))
                .orElseGet(() -> Finding.ok("token", "the module gets one"));
    }

    /** Without a route, edgeHub accepts events and drops them, and the module cannot detect it. */
    private static Finding events(Hub hub) {
        return Finding.ok(
                "events",
                hub.throughEdgeHub()
                        ? "edgeHub accepts them; only a route in the deployment forwards them: FROM"
                                + " /messages/modules/fairlead/outputs/events INTO $upstream"
                        : "they go to IoT Hub's built-in endpoint");
    }

    private static List<Finding> cluster(Facts facts, Cluster cluster) {
        if (cluster.kubeconfig().isPresent()) {
            return List.of(Finding.error("kubeconfig", cluster.kubeconfig().get(), KUBECONFIG));
        }
        Stream<Finding> early = Stream.of(credential(facts, cluster), clock(facts, cluster));
        if (cluster.observed().isEmpty()) {
            return Stream.concat(unreadable(cluster), early).toList();
        }
        Observed observed = cluster.observed().get();
        return Stream.of(
                        Stream.of(Finding.ok("API server", cluster.server() + " answers")),
                        early,
                        ClusterChecks.of(observed, cluster.namespace(), facts.architecture()).stream())
                .flatMap(findings -> findings)
                .toList();
    }

    private static Stream<Finding> unreadable(Cluster cluster) {
        String why = cluster.blind().map(Problem::message).orElse("no answer yet");
        Finding answers = Finding.ok("API server", cluster.server() + " answers");
        if (cluster.blind().filter(blind -> blind.code() == Code.NoRights).isPresent()) {
            return Stream.of(answers, ClusterChecks.withoutLedger(why, cluster.namespace()));
        }
        // It has answered, and the reason does not name it as the reasons of a server that is silent do.
        if (cluster.clockAhead().isPresent() && !why.contains(cluster.server())) {
            return Stream.of(Finding.error(
                    "API server", cluster.server() + " answers, but the cluster cannot be read: " + why, ""));
        }
        return Stream.of(Finding.error(
                "API server",
                why.contains(cluster.server()) ? why : cluster.server() + ": " + why,
                "kubectl --kubeconfig \"$KUBECONFIG\" get --raw /readyz; a host entry for the name of the device is needed if no"
                        + " DNS server knows it (ExtraHosts in the create options)"));
    }

    private static Finding credential(Facts facts, Cluster cluster) {
        if (cluster.credential().isEmpty()) {
            return Finding.ok("credential", "no known expiry");
        }
        Credential credential = cluster.credential().get();
        Optional<String> refusal = credential.refusal(facts.now(), cluster.clockAhead());
        if (refusal.isPresent()) {
            return Finding.error("credential", refusal.get(), "");
        }
        long days = Duration.between(facts.now(), credential.until()).toDays();
        String whose = credential.what() + " of user " + credential.user() + " in " + credential.file();
        return credential
                .expiring(facts.now())
                .map(soon -> Finding.warning("credential", soon, ""))
                .orElseGet(() -> Finding.ok("credential", "the " + whose + " expires in " + days + " days"));
    }

    private static Finding clock(Facts facts, Cluster cluster) {
        Optional<Duration> ahead = cluster.clockAhead().filter(by -> by.abs().compareTo(SKEW) > 0);
        String now = facts.now().truncatedTo(ChronoUnit.SECONDS).toString();
        return ahead.map(
                        by -> Finding.error(
                                "clock",
                                "it says " + now + ", " + by.abs().toSeconds() + " s "
                                        + (by.isNegative() ? "behind" : "ahead of")
                                        + " the API server's, so tokens and certificates are"
                                        + " refused",
                                "timedatectl status; timedatectl set-ntp true (on an Azure Stack Edge: the page Time of the local UI)"))
                .orElseGet(() -> Finding.ok(
                        "clock",
                        "it says " + now
                                + (cluster.clockAhead().isPresent()
                                        ? ""
                                        : "; not compared, because the API server's time is not known")));
    }
}
