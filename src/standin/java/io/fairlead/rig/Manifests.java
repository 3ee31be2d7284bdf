package io.fairlead.rig;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** YAML documents as Kubernetes objects, read without models so that nothing is lost, and applied by the server. */
public final class Manifests {

    private static final PatchContext APPLY = new PatchContext.Builder()
            .withPatchType(PatchType.SERVER_SIDE_APPLY)
            .withFieldManager("rig")
            .withForce(true)
            .build();

    private static final Duration SERVED_WITHIN = Duration.ofSeconds(60);

    private Manifests() {}

    public static List<GenericKubernetesResource> read(Path file) {
        try {
            return parse(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static List<GenericKubernetesResource> parse(String documents) {
        return Stream.of(documents.split("(?m)^---\\s*$", -1))
                .filter(document -> document.lines().anyMatch(line -> line.startsWith("kind:")))
                .map(document -> Serialization.unmarshal(document, GenericKubernetesResource.class))
                .toList();
    }

    /** Waits until the kinds of the CRDs among the objects are served. */
    public static void awaitServed(KubernetesClient client, List<GenericKubernetesResource> objects) {
        Eventually.holds(
                "the kinds are served",
                SERVED_WITHIN,
                () -> objects.stream()
                        .filter(object -> object.getKind().equals("CustomResourceDefinition"))
                        .allMatch(crd -> established(client, crd.getMetadata().getName())));
    }

    private static boolean established(KubernetesClient client, String crd) {
        return client
                .apiextensions()
                .v1()
                .customResourceDefinitions()
                .withName(crd)
                .get()
                .getStatus()
                .getConditions()
                .stream()
                .anyMatch(condition -> condition.getType().equals("Established")
                        && condition.getStatus().equals("True"));
    }

    public static void apply(KubernetesClient client, GenericKubernetesResource object) {
        var kind = client.genericKubernetesResources(object.getApiVersion(), object.getKind());
        String namespace = object.getMetadata().getNamespace();
        var resource = namespace == null
                ? kind.resource(object)
                : kind.inNamespace(namespace).resource(object);
        GenericKubernetesResource unused = resource.patch(APPLY, object);
    }
}
