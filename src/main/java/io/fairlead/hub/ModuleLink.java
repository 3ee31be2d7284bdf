package io.fairlead.hub;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.microsoft.azure.sdk.iot.device.ConnectionStatusChangeContext;
import com.microsoft.azure.sdk.iot.device.Message;
import com.microsoft.azure.sdk.iot.device.ModuleClient;
import com.microsoft.azure.sdk.iot.device.exceptions.IotHubClientException;
import com.microsoft.azure.sdk.iot.device.transport.IotHubConnectionStatus;
import com.microsoft.azure.sdk.iot.device.twin.DirectMethodPayload;
import com.microsoft.azure.sdk.iot.device.twin.DirectMethodResponse;
import com.microsoft.azure.sdk.iot.device.twin.SubscriptionAcknowledgedCallback;
import com.microsoft.azure.sdk.iot.device.twin.Twin;
import com.microsoft.azure.sdk.iot.device.twin.TwinCollection;
import io.fairlead.loop.Faults;
import io.fairlead.methods.Answer;
import io.fairlead.methods.DirectMethods;
import java.io.IOException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection: a client that is opened once and closed once. Its events go to a consumer that must only enqueue them, because
 * the SDK interrupts callbacks when the connection ends.
 */
final class ModuleLink implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ModuleLink.class);
    private static final String OUTPUT = "events";
    private static final Duration CLOSING = Duration.ofSeconds(3);

    private final ModuleClient client;
    private final Consumer<HubEvent> events;
    private final CompletableFuture<Boolean> patches = new CompletableFuture<>();
    private final CompletableFuture<Boolean> calls = new CompletableFuture<>();

    private ModuleLink(ModuleClient client, Consumer<HubEvent> events) {
        this.client = client;
        this.events = events;
    }

    /**
     * Opens a client, and subscribes to desired properties and direct methods. Blocks up to the SDK's own limits of a minute, so
     * call it on a thread of its own. A client that cannot be opened is closed. The SDK does not end a subscription whose
     * connection ends, so the change of the connection's status ends it here.
     */
    static ModuleLink open(ModuleClient client, Duration timeout, DirectMethods methods, Consumer<HubEvent> events)
            throws IotHubClientException, InterruptedException, ExecutionException, TimeoutException {
        ModuleLink link = new ModuleLink(client, events);
        try {
            client.setConnectionStatusChangeCallback(link::statusChanged, null);
            client.open(false);
            client.subscribeToDesiredPropertiesAsync(link::desiredPatch, null, completing(link.patches), null);
            client.subscribeToMethodsAsync(
                    (method, payload, context) -> answer(methods, method, payload), null, completing(link.calls), null);
            CompletableFuture.allOf(link.patches, link.calls).get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            return link;
        } catch (Throwable e) {
            client.close();
            throw e;
        }
    }

    /**
     * Requests the whole twin. The answer arrives as {@link HubEvent.TwinRead} with the same number, or never.
     *
     * @throws IllegalStateException if the connection has ended
     */
    void read(long request) {
        client.getTwinAsync(
                new Answers.TwinAnswer(message ->
                        events.accept(new HubEvent.TwinRead(request, Answers.status(message), Answers.body(message)))),
                null);
    }

    /**
     * Sends a merge patch of reported properties. The answer arrives as {@link HubEvent.ReportAnswered} with the same number, or
     * never. The collection has no version, so the hub has no precondition to refuse.
     *
     * @throws IllegalStateException if the connection has ended
     */
    void report(long request, JsonObject patch) {
        TwinCollection collection = new TwinCollection();
        for (Map.Entry<String, JsonElement> entry : patch.entrySet()) {
            collection.put(entry.getKey(), entry.getValue());
        }
        client.updateReportedPropertiesAsync(
                collection,
                new Answers.ReportAnswer(
                        message -> events.accept(new HubEvent.ReportAnswered(request, Answers.status(message)))),
                null);
    }

    /**
     * Sends an event as a message on the output {@code events}. The answer arrives as {@link HubEvent.EventAnswered}, or never.
     *
     * @throws IllegalStateException if the connection has ended
     */
    void send(Outbox.Letter letter) {
        JsonObject body = letter.event().body();
        body.addProperty("at", letter.at().truncatedTo(ChronoUnit.SECONDS).toString());
        if (letter.dropped() > 0) {
            body.addProperty("dropped", letter.dropped());
        }
        Message message = new Message(body.toString());
        message.setMessageId(letter.id());
        message.setContentType("application/json");
        message.setContentEncoding("utf-8");
        for (String property : List.of("type", "severity", "app")) {
            if (body.has(property)) {
                message.setProperty(property, body.get(property).getAsString());
            }
        }
        client.sendEventAsync(
                message,
                (sent, failure, context) -> events.accept(new HubEvent.EventAnswered(letter.id(), failure == null)),
                null,
                OUTPUT);
    }

    /** Ends the connection. Returns within three seconds; a dead connection is closed in the background. */
    @Override
    public void close() {
        Thread closing = Thread.ofPlatform().daemon().name("hub-close").start(client::close);
        try {
            closing.join(CLOSING);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Without retries in the SDK, each connection ends with DISCONNECTED, some through DISCONNECTED_RETRYING. */
    private void statusChanged(ConnectionStatusChangeContext change) {
        if (change.getNewStatus() != IotHubConnectionStatus.CONNECTED) {
            Throwable cause = change.getCause();
            String reason = change.getNewStatusReason() + (cause == null ? "" : ": " + Failures.describe(cause));
            patches.completeExceptionally(new IOException(reason));
            calls.completeExceptionally(new IOException(reason));
            events.accept(new HubEvent.Lost(reason));
        }
    }

    private static SubscriptionAcknowledgedCallback completing(CompletableFuture<Boolean> subscribed) {
        return (failure, context) -> {
            if (failure == null) {
                subscribed.complete(true);
            } else {
                subscribed.completeExceptionally(failure);
            }
        };
    }

    /** Answers a direct method on the SDK's thread, which always needs an answer. */
    private static DirectMethodResponse answer(DirectMethods methods, String method, DirectMethodPayload payload) {
        try {
            JsonElement sent = payload.getPayloadAsJsonElement();
            Answer answer = methods.call(method, sent == null ? JsonNull.INSTANCE : sent);
            return new DirectMethodResponse(answer.status(), answer.payload());
        } catch (RuntimeException | Error bug) {
            LOG.error("direct method {}: an error in the module", method, bug);
            JsonObject body = new JsonObject();
            body.addProperty(
                    "message", "an error in the module (" + Faults.name(bug) + "); the module's log says more");
            return new DirectMethodResponse(500, body);
        }
    }

    private void desiredPatch(Twin twin, Object context) {
        TwinCollection desired = twin.getDesiredProperties();
        if (desired == null) {
            events.accept(new HubEvent.DesiredPatch(OptionalLong.empty(), new JsonObject()));
            return;
        }
        Integer version = desired.getVersion();
        events.accept(new HubEvent.DesiredPatch(
                version == null ? OptionalLong.empty() : TwinSections.positive(version),
                desired.toJsonElement().getAsJsonObject()));
    }
}
