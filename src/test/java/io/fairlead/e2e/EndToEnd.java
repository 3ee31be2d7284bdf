package io.fairlead.e2e;

import com.google.gson.JsonObject;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fairlead.ledger.LedgerText;
import io.fairlead.rig.AuditCall;
import io.fairlead.rig.AuditLog.Mark;
import io.fairlead.rig.Eventually;
import io.fairlead.rig.Regime;
import io.fairlead.rig.RigCluster;
import io.fairlead.standin.hub.HubOptions;
import io.fairlead.standin.hub.HubStandIn;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** One device in a test: a module twin, the module as a process, and namespaces of its own in the rig's cluster. */
final class EndToEnd implements AutoCloseable {

    /** How long a device may take for anything that is not an outage. */
    static final Duration SOON = Duration.ofMinutes(2);

    /** Logs and the hub's CA; another test JVM has another. */
    static final Path FOLDER = Path.of("target", "e2e-" + Integer.getInteger("fork", 0));

    private static final AtomicInteger DEVICES = new AtomicInteger();

    private final int number = DEVICES.incrementAndGet();
    final RigCluster rig;
    final HubStandIn hub;
    final BackEnd backEnd;
    final ModuleUnderTest module;
    final String name;
    final String namespace;
    final String appsNamespace;

    EndToEnd() {
        this(Regime.CRD);
    }

    EndToEnd(Regime regime) {
        this(regime, hub -> hub);
    }

    /** @param options changes those of the hub stand-in */
    EndToEnd(Regime regime, UnaryOperator<HubOptions> options) {
        rig = regime.cluster();
        name = "device-" + number;
        try {
            hub = HubStandIn.startAnywhere(options.apply(HubOptions.at("127.0.0.1", FOLDER)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var unused = hub.createModule(name, "fairlead");
        backEnd = new BackEnd(hub, name);
        endOtherLoadBalancers();
        namespace = rig.createNamespace("module");
        appsNamespace = rig.createNamespace("apps");
        module = new ModuleUnderTest(
                hub,
                name,
                rig.moduleKubeconfig(namespace, appsNamespace, "fairlead"),
                namespace,
                appsNamespace,
                FOLDER.resolve(name + ".log"));
    }

    /** What other tests left waiting for an address would take the first of a new pool. */
    private void endOtherLoadBalancers() {
        Eventually.holds("no Service of another test waits for an address", SOON, () -> {
            List<Service> left = admin().services().inAnyNamespace().list().getItems().stream()
                    .filter(service -> "LoadBalancer".equals(service.getSpec().getType()))
                    .toList();
            left.forEach(service -> admin().resource(service).delete());
            return left.isEmpty();
        });
    }

    /** One of eight addresses that no other test has, counted from 0; after 28 devices, long gone by then, they begin again. */
    String ip(int index) {
        return "203.0.113." + (24 + 8 * ((number - 1) % 28 + 1) + index);
    }

    /** A range of its own addresses. */
    String range(int first, int last) {
        return ip(first) + "-" + ip(last);
    }

    /** The user name of the module in the audit log. */
    String user() {
        return RigCluster.user(namespace, "fairlead");
    }

    KubernetesClient admin() {
        return rig.admin();
    }

    /** Waits until the module reports that it has converged on a version. */
    JsonObject converged(long version) {
        return converged(version, SOON);
    }

    /** The same within another time. */
    JsonObject converged(long version, Duration within) {
        return backEnd.await(
                "version " + version + " converged",
                within,
                reported -> BackEnd.text(reported, "status.phase").equals("Converged")
                        && BackEnd.text(reported, "status.appliedVersion").equals(Long.toString(version)));
    }

    /** Waits until the module reports a problem with a code, and gives the report. */
    JsonObject problem(String code) {
        return backEnd.await(
                "problem " + code,
                SOON,
                reported -> reported.has("problems")
                        && reported.getAsJsonObject("problems").entrySet().stream()
                                .anyMatch(entry -> BackEnd.text(entry.getValue().getAsJsonObject(), "code")
                                        .equals(code)));
    }

    /** Waits until a problem is reported by a module that has done what it can: before its writes it reports that it is applying. */
    JsonObject degraded(String code) {
        JsonObject unused = problem(code);
        return backEnd.await(
                "the phase is Degraded",
                SOON,
                reported -> BackEnd.text(reported, "status.phase").equals("Degraded"));
    }

    /** The container of a tier's Deployment. */
    Container container(String deployment) {
        return admin().apps()
                .deployments()
                .inNamespace(appsNamespace)
                .withName(deployment)
                .require()
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .get(0);
    }

    Optional<Service> service(String name) {
        return Optional.ofNullable(
                admin().services().inNamespace(appsNamespace).withName(name).get());
    }

    /** The address that MetalLB has given a Service, empty where it has none. */
    String address(String name) {
        return service(name)
                .map(service -> service.getStatus().getLoadBalancer().getIngress())
                .filter(ingress -> !ingress.isEmpty())
                .map(ingress -> ingress.get(0).getIp())
                .orElse("");
    }

    /** Waits until a Service has an address, and gives it. */
    String awaitAddress(String name) {
        return Eventually.value(
                name + " has an address", SOON, () -> Optional.of(address(name)).filter(ip -> !ip.isEmpty()));
    }

    /** What the module wrote since a mark. */
    List<AuditCall> writesSince(Mark mark) {
        return rig.audit().since(mark).writesBy(user());
    }

    /** The same without the ledger, which may note a version. */
    List<AuditCall> objectWritesSince(Mark mark) {
        return writesSince(mark).stream()
                .filter(call -> !call.name().equals(LedgerText.NAME))
                .toList();
    }

    /** The paths of all reported problems, sorted. */
    static List<String> problemPaths(JsonObject reported) {
        return reported.getAsJsonObject("problems").entrySet().stream()
                .map(entry -> BackEnd.text(entry.getValue().getAsJsonObject(), "path"))
                .sorted()
                .toList();
    }

    @Override
    public void close() {
        module.close();
        backEnd.close();
        hub.close();
        rig.deleteNamespace(appsNamespace);
        rig.deleteNamespace(namespace);
        rig.cleanNetwork();
        module.requireSoundLog();
    }
}
