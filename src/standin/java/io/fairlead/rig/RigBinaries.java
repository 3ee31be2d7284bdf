package io.fairlead.rig;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The executables of a cluster and the manifests of its parts, where {@code rig/provision} put them. */
public record RigBinaries(
        Path etcd,
        Path apiServer,
        Path controllerManager,
        Path kubectl,
        Path metalLb,
        Path metalLbManifests,
        Path coreDns,
        Path calicoCrds) {

    /** Those of the versions named in {@code rig/versions}; empty unless every one of them is there. */
    public static Optional<RigBinaries> find(Regime regime) {
        Map<String, String> versions = versions();
        Path kubernetes = home().resolve("kubernetes-" + versions.get(regime.kubernetes));
        Path metalLb = home().resolve("metallb-" + versions.get(regime.metalLb));
        RigBinaries binaries = new RigBinaries(
                home().resolve("etcd-" + versions.get("ETCD")).resolve("etcd"),
                kubernetes.resolve("kube-apiserver"),
                kubernetes.resolve("kube-controller-manager"),
                home().resolve("kubernetes-" + versions.get(Regime.CRD.kubernetes))
                        .resolve("kubectl"),
                metalLb.resolve("controller"),
                metalLb.resolve(regime.metalLbManifests),
                home().resolve("coredns-" + versions.get("COREDNS")).resolve("coredns"),
                home().resolve("calico-" + versions.get("CALICO")).resolve("crds.yaml"));
        return binaries.complete() ? Optional.of(binaries) : Optional.empty();
    }

    /** Whether everything is there for both clusters. */
    static boolean here() {
        return Stream.of(Regime.values())
                .allMatch(regime -> find(regime).isPresent() && Files.isExecutable(metalLbCheck(regime)));
    }

    /** The program that asks MetalLB's own code whether it takes a configuration (rig/metallb-check). */
    static Path metalLbCheck(Regime regime) {
        return home().resolve("metallb-check-" + versions().get("METALLB_CHECK"))
                .resolve(regime.metalLbCheck);
    }

    private boolean complete() {
        return Stream.of(etcd, apiServer, controllerManager, kubectl, metalLb, coreDns)
                        .allMatch(Files::isExecutable)
                && Stream.of(metalLbManifests, calicoCrds).allMatch(Files::isReadable);
    }

    /** The folder that holds the binaries and what is known of running rigs: {@code FAIRLEAD_RIG} or the cache. */
    public static Path home() {
        String named = System.getenv("FAIRLEAD_RIG");
        if (named != null) {
            return Path.of(named);
        }
        String cache = System.getenv("XDG_CACHE_HOME");
        Path caches = cache == null ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(cache);
        return caches.resolve("fairlead-rig");
    }

    /** Where pom.xml lies; Maven says so to the JVM it forks. */
    public static Path projectFolder() {
        return Path.of(Objects.requireNonNullElse(System.getProperty("basedir"), ""))
                .toAbsolutePath();
    }

    public static Map<String, String> versions() {
        try (Stream<String> lines = Files.lines(projectFolder().resolve("rig/versions"))) {
            return lines.filter(line -> line.matches("[A-Z0-9_]+=.*"))
                    .collect(Collectors.toMap(
                            line -> line.substring(0, line.indexOf('=')),
                            line -> line.substring(line.indexOf('=') + 1)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
