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
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The service account the module runs as in one test, with the rights of a folder of YAML files and no others. The
 * files are written for one module with a namespace for itself and one for its apps; here several live side by side, each
 * with one namespace for both, so objects of those two move to the test's, and the names of objects elsewhere get the
 * test's namespace appended.
 */
record ModuleIdentity(KubernetesClient admin, String namespace, String name) {

    private static final Set<String> WRITTEN_FOR = Set.of("fairlead", "fairlead-apps");

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
        Set<String> renamed = written.stream()
                .filter(object -> object.getKind().equals("ClusterRole") || (role(object) && elsewhere(object)))
                .map(object -> object.getKind() + "/" + object.getMetadata().getName())
                .collect(Collectors.toSet());
        for (GenericKubernetesResource object : written) {
            if (RIGHTS.contains(object.getKind())) {
                move(object, renamed);
                Manifests.apply(admin, object);
            }
        }
    }

    @SuppressWarnings("unchecked") // YAML's maps have string keys.
    private void move(GenericKubernetesResource object, Set<String> renamed) {
        boolean elsewhere = elsewhere(object);
        ObjectMeta metadata = object.getMetadata();
        if (elsewhere) {
            metadata.setName(metadata.getName() + "-" + namespace);
        } else {
            metadata.setNamespace(namespace);
        }
        if (object.getAdditionalProperties().get("roleRef") instanceof Map<?, ?> ref) {
            boolean inOtherNamespace = "Role".equals(ref.get("kind")) && !elsewhere;
            if (!inOtherNamespace && renamed.contains(ref.get("kind") + "/" + ref.get("name"))) {
                ((Map<String, Object>) ref).put("name", ref.get("name") + "-" + namespace);
            }
            Map<String, Object> subject = Map.of("kind", "ServiceAccount", "name", name, "namespace", namespace);
            object.getAdditionalProperties().put("subjects", List.of(subject));
        }
    }

    private static boolean role(GenericKubernetesResource object) {
        return object.getKind().equals("Role");
    }

    /** Outside the module's own namespace: in another one or in none. */
    private static boolean elsewhere(GenericKubernetesResource object) {
        return !WRITTEN_FOR.contains(
                Objects.requireNonNullElse(object.getMetadata().getNamespace(), ""));
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
