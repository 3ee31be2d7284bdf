package io.fairlead.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fairlead.rig.Eventually;
import io.fairlead.rig.NeedsRig;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Another tenant fills its Services with annotations: the module has the memory of a device, reads them all and goes on. */
@NeedsRig
class HeavyServicesIT {

    private static final int SERVICES = 300;

    /** What the annotations of an object may have together is 256 KiB. */
    private static final int BYTES = 250_000;

    private static final Duration WITHIN = Duration.ofMinutes(2);

    private final EndToEnd device = new EndToEnd();
    private final String tenant = device.rig.createNamespace("tenant");

    @AfterEach
    void endDevice() {
        device.close();
        device.admin().namespaces().withName(tenant).delete();
    }

    @Test
    void servicesWithLargeAnnotationsEndNeitherARunningModuleNorItsStart() throws Exception {
        device.module.asOnADevice();
        device.module.start();
        device.converged(device.backEnd.patch(twin(1)));
        long alone = device.module.peakMb();

        inParallel(number -> device.admin().resource(heavy(number, "a")).create());
        JsonObject unused = device.converged(device.backEnd.patch(twin(2)), WITHIN);
        inParallel(number -> device.admin().resource(heavy(number, "b")).update());
        unused = device.converged(device.backEnd.patch(twin(1)), WITHIN);
        assertTrue(device.module.isAlive(), "the module runs");
        long running = device.module.peakMb();

        device.module.stop();
        device.module.start();
        JsonObject reported = device.converged(device.backEnd.patch(twin(2)), WITHIN);
        assertEquals("Ready", BackEnd.text(reported, "workloads.web.phase"));
        Eventually.holds("the module runs on", Duration.ofSeconds(5), device.module::isAlive);
        System.out.printf(
                "peak resident memory in MB: alone %d, with %d Services of %d bytes running %d, started %d%n",
                alone, SERVICES, BYTES, running, device.module.peakMb());
    }

    private String twin(int replicas) {
        return """
                {"schema": 1,
                 "network": {"services": {"pools": {"default": {"addresses": "%s"}}}},
                 "apps": {"web": {"image": "nginx:1", "replicas": %d, "expose": "external", "ports": "80"}}}
                """.formatted(device.range(0, 3), replicas);
    }

    private Service heavy(int number, String letter) {
        return new ServiceBuilder()
                .withNewMetadata()
                .withName("heavy-" + number)
                .withNamespace(tenant)
                .addToAnnotations("example.com/notes", letter.repeat(BYTES))
                .endMetadata()
                .withNewSpec()
                .addNewPort()
                .withPort(80)
                .endPort()
                .endSpec()
                .build();
    }

    private static void inParallel(IntFunction<Service> call) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Future<Service>> calls = IntStream.range(0, SERVICES)
                    .mapToObj(number -> threads.submit(() -> call.apply(number)))
                    .toList();
            for (Future<Service> done : calls) {
                assertEquals("ClusterIP", done.get().getSpec().getType());
            }
        }
    }
}
