package io.fairlead.standin.cluster;

import io.fairlead.standin.cluster.objects.Json;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The stand-in behaves as the contract asks. */
class ApiServerStandInContractTest extends ApiServerContract {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private ApiServerStandIn cluster;

    @SuppressWarnings("NullAway.Init")
    private RawApi api;

    @BeforeEach
    void start() {
        cluster = ApiServerStandIn.start(folder);
        cluster.compact();
        api = RawApi.of(cluster.kubeconfig());
        cluster.create(
                Json.object("{\"apiVersion\": \"v1\", \"kind\": \"Namespace\", \"metadata\": {\"name\": \"shop\"}}"),
                "test");
    }

    @AfterEach
    void stop() {
        api.close();
        cluster.close();
    }

    @Override
    RawApi api() {
        return api;
    }

    @Override
    String namespace() {
        return "shop";
    }
}
