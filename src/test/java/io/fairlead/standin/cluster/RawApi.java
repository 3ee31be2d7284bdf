package io.fairlead.standin.cluster;

import com.google.gson.JsonObject;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fairlead.standin.cluster.objects.Json;
import java.io.File;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Requests as they are, JSON in and out, with whatever a kubeconfig authenticates by. */
final class RawApi implements AutoCloseable {
    static final String JSON = "application/json";
    static final String MERGE_PATCH = "application/merge-patch+json";
    static final String APPLY_PATCH = "application/apply-patch+yaml";

    private final KubernetesClient client;

    private RawApi(KubernetesClient client) {
        this.client = client;
    }

    /** A client of the cluster of a kubeconfig. */
    static RawApi of(Path kubeconfig) {
        Config config = Config.fromKubeconfig(new File(kubeconfig.toString()));
        config.setRequestRetryBackoffLimit(0);
        return new RawApi(new KubernetesClientBuilder().withConfig(config).build());
    }

    /**
     * An answer.
     *
     * @param code the HTTP status
     * @param body its JSON
     */
    record Answer(int code, JsonObject body) {
        String text(String... path) {
            return Json.text(body, path);
        }

        /** What makes this answer readable in a failed assertion. */
        JsonObject expect(int wanted) {
            if (code != wanted) {
                throw new AssertionError("expected " + wanted + " but got " + code + ": " + body);
            }
            return body;
        }
    }

    Answer get(String path) {
        return call("GET", path, JSON, "");
    }

    Answer delete(String path) {
        return call("DELETE", path, JSON, "");
    }

    Answer create(String path, String body) {
        return call("POST", path, JSON, body);
    }

    Answer update(String path, String body) {
        return call("PUT", path, JSON, body);
    }

    Answer mergePatch(String path, String manager, String body) {
        return call("PATCH", path + "?fieldManager=" + manager, MERGE_PATCH, body);
    }

    Answer apply(String path, String manager, String body) {
        return call("PATCH", path + "?fieldManager=" + manager, APPLY_PATCH, body);
    }

    Answer force(String path, String manager, String body) {
        return call("PATCH", path + "?force=true&fieldManager=" + manager, APPLY_PATCH, body);
    }

    /** Sends one request; a server that does not answer within 20 s fails the test. */
    Answer call(String method, String path, String contentType, String body) {
        HttpResponse<String> response = send(method, path, contentType, body);
        return new Answer(
                response.code(),
                response.body().startsWith("{")
                        ? Json.object(response.body())
                        : Json.ofTexts(Map.of("text", response.body())));
    }

    /** The lines of a watch that ends by its own timeoutSeconds. */
    List<JsonObject> watch(String path) {
        return send("GET", path, JSON, "")
                .body()
                .lines()
                .filter(line -> !line.isBlank())
                .map(Json::object)
                .toList();
    }

    private HttpResponse<String> send(String method, String path, String contentType, String body) {
        URI base = URI.create(client.getMasterUrl().toString());
        var request = client.getHttpClient()
                .newHttpRequestBuilder()
                .uri(base.resolve(path))
                .method(method, contentType, body.isEmpty() ? null : body)
                .build();
        try {
            return client.getHttpClient().sendAsync(request, String.class).get(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError(method + " " + path, e);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
