package io.fairlead.standin.cluster;

import io.fairlead.rig.PodFailure;
import io.fairlead.rig.RigCluster;
import io.fairlead.standin.cluster.objects.Json;
import java.util.concurrent.atomic.AtomicInteger;

/** The cluster that a contract test runs on: the stand-in, or the rig's real one. Each has a namespace of its own. */
interface ContractCluster extends AutoCloseable {
    /** A client with all rights. */
    RawApi api();

    /** The namespace of this test. */
    String namespace();

    /** Makes the server forget what happened until now, as it does over a restart. */
    void forgetHistory();

    /** Makes pods with images that begin so fail with ImagePullBackOff. */
    void failImages(String prefix);

    /** Lets them run again. */
    void healImages(String prefix);

    /** Removes all pools and advertisements, and this test's namespace. */
    @Override
    void close();

    /** The stand-in, one for all tests of the JVM. */
    static ContractCluster standIn() {
        return new OnStandIn();
    }

    /** The rig's cluster. */
    static ContractCluster rig() {
        return new OnRig();
    }

    /** The stand-in. */
    final class OnStandIn implements ContractCluster {
        private static final ApiServerStandIn SHARED = ApiServerStandIn.start();
        private static final RawApi API = RawApi.of(SHARED.adminKubeconfig());
        private static final AtomicInteger NAMESPACES = new AtomicInteger();

        private final String namespace = "contract-" + NAMESPACES.incrementAndGet();

        private OnStandIn() {
            SHARED.podsReadyAfter(java.time.Duration.ofMillis(50));
            SHARED.create(Json.object("""
                            {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "%s"}}""".formatted(namespace)), "test");
        }

        @Override
        public RawApi api() {
            return API;
        }

        @Override
        public String namespace() {
            return namespace;
        }

        @Override
        public void forgetHistory() {
            SHARED.restart();
        }

        @Override
        public void failImages(String prefix) {
            SHARED.failImages(prefix);
        }

        @Override
        public void healImages(String prefix) {
            SHARED.healImages();
        }

        @Override
        public void close() {
            SHARED.list("metallb.io/v1beta1", "IPAddressPool")
                    .forEach(pool -> SHARED.delete(
                            "metallb.io/v1beta1",
                            "IPAddressPool",
                            "metallb-system",
                            Json.text(pool, "metadata", "name")));
            SHARED.delete("v1", "Namespace", "", namespace);
        }
    }

    /** The rig's cluster. */
    final class OnRig implements ContractCluster {
        private final RigCluster rig = RigCluster.shared();
        private final RawApi api = RawApi.of(rig.adminKubeconfig());
        private final String namespace = rig.createNamespace("contract");

        @Override
        public RawApi api() {
            return api;
        }

        @Override
        public String namespace() {
            return namespace;
        }

        @Override
        public void forgetHistory() {
            rig.apiServer().stop();
            rig.apiServer().start();
        }

        @Override
        public void failImages(String prefix) {
            rig.kubelet().fail(prefix, PodFailure.IMAGE_PULL_BACK_OFF);
        }

        @Override
        public void healImages(String prefix) {
            rig.kubelet().heal(prefix);
        }

        @Override
        public void close() {
            api.close();
            rig.deleteNamespace(namespace);
            rig.cleanNetwork();
        }
    }
}
