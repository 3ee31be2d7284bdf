package io.fairlead.hub;

import com.microsoft.azure.sdk.iot.device.ModuleClient;
import io.fairlead.methods.DirectMethods;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * An attempt to connect, on a thread of its own, because the SDK has no time limit. A connection that is made after the attempt
 * was abandoned closes itself.
 */
final class Opening {
    private final CompletableFuture<ModuleLink> result = new CompletableFuture<>();
    private final Thread thread;
    private volatile boolean created;

    private Opening(ModuleClients clients, HubTiming timing, DirectMethods methods, Consumer<HubEvent> events) {
        this.thread =
                Thread.ofPlatform().daemon().name("hub-open").unstarted(() -> run(clients, timing, methods, events));
    }

    static Opening start(ModuleClients clients, HubTiming timing, DirectMethods methods, Consumer<HubEvent> events) {
        Opening opening = new Opening(clients, timing, methods, events);
        opening.thread.start();
        return opening;
    }

    private void run(ModuleClients clients, HubTiming timing, DirectMethods methods, Consumer<HubEvent> events) {
        try {
            ModuleClient client = clients.create();
            created = true;
            ModuleLink link = ModuleLink.open(client, timing.connectTimeout(), methods, events);
            if (!result.complete(link)) {
                link.close();
            }
        } catch (Exception | Error e) {
            result.completeExceptionally(e);
        }
    }

    ModuleLink await(Duration patience) throws InterruptedException, ExecutionException, TimeoutException {
        return result.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * Abandons the attempt. It interrupts a wait for the workload API, which has no time limit over a Unix socket. It lets an MQTT
     * connect end by itself, because an interrupted Paho can leave a connection open that nobody closes.
     */
    void abandon() {
        if (!result.cancel(false) && result.state() == Future.State.SUCCESS) {
            result.resultNow().close();
        } else if (!created) {
            thread.interrupt();
        }
    }
}
