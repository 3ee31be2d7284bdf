package io.fairlead.rig;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretKeySelector;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What keeps the kubelet from making a container whose variables come from Secrets, in its own words
 * (<a href="https://kubernetes.io/docs/concepts/configuration/secret/#using-secrets-as-environment-variables">Kubernetes:
 * Secrets as environment variables</a>).
 */
final class MissingSecrets {

    private MissingSecrets() {}

    /** By container, the first Secret or key in the order of its variables that is not there; optional ones aside. */
    static Map<String, String> of(Pod pod, KubernetesClient client) {
        Map<String, String> missing = new TreeMap<>();
        for (Container container : pod.getSpec().getContainers()) {
            container.getEnv().stream()
                    .map(EnvVar::getValueFrom)
                    .filter(Objects::nonNull)
                    .map(source -> source.getSecretKeyRef())
                    .filter(reference -> reference != null && !Boolean.TRUE.equals(reference.getOptional()))
                    .flatMap(reference -> missing(reference, pod.getMetadata().getNamespace(), client).stream())
                    .findFirst()
                    .ifPresent(message -> missing.put(container.getName(), message));
        }
        return missing;
    }

    private static Optional<String> missing(SecretKeySelector reference, String namespace, KubernetesClient client) {
        String name = reference.getName();
        String key = reference.getKey();
        Secret secret = client.secrets().inNamespace(namespace).withName(name).get();
        if (secret == null) {
            return Optional.of("secret \"" + name + "\" not found");
        }
        return secret.getData() != null && secret.getData().containsKey(key)
                ? Optional.empty()
                : Optional.of("couldn't find key " + key + " in Secret " + namespace + "/" + name);
    }
}
