package io.fairlead.rig;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequest;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The service account the module runs as in one test, with the rights of a folder of YAML files and no others. The files
 * are written for one module; here several live side by side, so objects of its two namespaces move to the test's, and
 * every name gets the test's namespace appended.
 *
 * @param admin who makes it
 * @param namespace the module's namespace, {@value #MODULE_NAMESPACE} in the files
 * @param appsNamespace the namespace of the apps, {@value #APPS_NAMESPACE} in the files
 * @param name the service account
 */
record ModuleIdentity(KubernetesClient admin, String namespace, String appsNamespace, String name) {

    static final String MODULE_NAMESPACE = "fairlead";
    static final String APPS_NAMESPACE = "fairlead-apps";

    private static final Set<String> RIGHTS = Set.of("Role", "RoleBinding", "ClusterRole", "ClusterRoleBinding");
    private static final Duration TOKEN_VALID = Duration.ofHours(24);

    /** Makes the account, gives it its rights, and gets a token for it. */
    String create(Path rights) {
        ServiceAccount account = new ServiceAccountBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(namespace)
                .endMetadata()
                .build();
        ServiceAccount unused =
                admin.resource(account).forceConflicts().fieldManager("rig").serverSideApply();
        grant(manifests(rights));
        return token(admin, namespace, name);
    }

    static String token(KubernetesClient admin, String namespace, String serviceAccount) {
        TokenRequest request = new TokenRequestBuilder()
                .withNewSpec()
                .withExpirationSeconds(TOKEN_VALID.toSeconds())
                .endSpec()
                .build();
        return admin.serviceAccounts()
                .inNamespace(namespace)
                .withName(serviceAccount)
                .tokenRequest(request)
                .getStatus()
                .getToken();
    }

    private void grant(List<GenericKubernetesResource> written) {
        for (GenericKubernetesResource object : written) {
            if (RIGHTS.contains(object.getKind())) {
                move(object);
                Manifests.apply(admin, object);
            }
        }
    }

    @SuppressWarnings("unchecked") // YAML's maps have string keys.
    private void move(GenericKubernetesResource object) {
        ObjectMeta metadata = object.getMetadata();
        metadata.setName(metadata.getName() + "-" + namespace);
        if (MODULE_NAMESPACE.equals(metadata.getNamespace())) {
            metadata.setNamespace(namespace);
        } else if (APPS_NAMESPACE.equals(metadata.getNamespace())) {
            metadata.setNamespace(appsNamespace);
        }
        if (object.getAdditionalProperties().get("roleRef") instanceof Map<?, ?> ref) {
            ((Map<String, Object>) ref).put("name", ref.get("name") + "-" + namespace);
            Map<String, Object> subject = Map.of("kind", "ServiceAccount", "name", name, "namespace", namespace);
            object.getAdditionalProperties().put("subjects", List.of(subject));
        }
    }

    private static List<GenericKubernetesResource> manifests(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .flatMap(file -> Manifests.read(file).stream())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
