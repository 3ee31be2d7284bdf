package io.fairlead.bench;

import io.fairlead.rig.MetalLb;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The same pool by hand: {@code kubectl apply} of an IPAddressPool and its L2Advertisement in one file, and a script. */
final class KubectlPools implements PoolContender {

    private final KubectlProcess kubectl;
    private final Place place;

    KubectlPools(Path kubectl, Place place, Apps apps) {
        this.kubectl = new KubectlProcess(kubectl, place.kubeconfig(), Bench.FOLDER.resolve("kubectl"));
        this.place = place;
        Path unused = this.kubectl.write("apps.json", Apps.list(apps.manifests(place)));
        run("get", "services", "--namespace", place.appsNamespace()); // Fills the discovery cache.
    }

    @Override
    public void pool(String range) {
        run("apply", "--filename", file("pool.yaml", range).toString());
    }

    @Override
    public void noPool() {
        run("delete", "--filename", kubectl.folder().resolve("pool.yaml").toString());
    }

    @Override
    public void deploy() {
        run("apply", "--filename", kubectl.folder().resolve("apps.json").toString());
    }

    @Override
    public void renumber(Range from, Range to) {
        Path both = file("both.yaml", to + "\", \"" + from);
        Path only = file("pool.yaml", to.toString());
        List<String> arguments = new ArrayList<>(List.of(
                Path.of("bench", "renumber-by-hand").toAbsolutePath().toString(),
                both.toString(),
                only.toString(),
                place.appsNamespace(),
                to.ip(0),
                "--"));
        arguments.addAll(kubectl.command());
        double unused = kubectl.timed(arguments);
    }

    private void run(String... arguments) {
        double unused = kubectl.run(List.of(arguments));
    }

    private Path file(String name, String ranges) {
        return kubectl.write(name, """
                apiVersion: metallb.io/v1beta1
                kind: IPAddressPool
                metadata: {name: default, namespace: %1$s}
                spec: {addresses: ["%2$s"], autoAssign: true, avoidBuggyIPs: false}
                ---
                apiVersion: metallb.io/v1beta1
                kind: L2Advertisement
                metadata: {name: default, namespace: %1$s}
                spec: {ipAddressPools: [default]}
                """.formatted(MetalLb.NAMESPACE, ranges));
    }

    @Override
    public void close() {
        // Every call was a process of its own.
    }
}
