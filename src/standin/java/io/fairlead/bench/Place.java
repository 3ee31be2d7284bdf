package io.fairlead.bench;

import io.fairlead.rig.Eventually;
import io.fairlead.rig.RigCluster;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Where one contender works in one round: namespaces nobody else uses, and a service account with the module's Roles.
 *
 * @param namespace of the module
 * @param appsNamespace of the objects
 * @param kubeconfig of the service account
 * @param user its name in the audit log
 * @param kubernetes the API server's version
 */
record Place(String namespace, String appsNamespace, Path kubeconfig, String user, String kubernetes) {

    private static final Duration GONE_WITHIN = Duration.ofMinutes(5);

    static Place make(RigCluster rig) {
        String namespace = rig.createNamespace("bench-module");
        String apps = rig.createNamespace("bench-apps");
        Path kubeconfig = rig.moduleKubeconfig(namespace, apps, "fairlead");
        return new Place(
                namespace,
                apps,
                kubeconfig,
                RigCluster.user(namespace, "fairlead"),
                rig.admin().getKubernetesVersion().getGitVersion());
    }

    /** Deletes all of it and waits until it is gone, so that it costs the next one nothing. */
    void clear(RigCluster rig) {
        rig.deleteNamespace(appsNamespace);
        rig.deleteNamespace(namespace);
        Eventually.holds(
                appsNamespace + " is gone",
                GONE_WITHIN,
                () -> rig.admin().namespaces().withName(appsNamespace).get() == null
                        && rig.admin().namespaces().withName(namespace).get() == null);
    }
}
