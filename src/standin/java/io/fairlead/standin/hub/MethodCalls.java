package io.fairlead.standin.hub;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Direct methods under way.
 *
 * @see <a href="https://learn.microsoft.com/azure/iot-hub/iot-hub-devguide-direct-methods">Direct methods</a>
 */
final class MethodCalls {
    /** The most bytes of a request's or an answer's payload. */
    static final int PAYLOAD_BYTES = 128 * 1024;

    private static final Duration POLL = Duration.ofMillis(50);

    private final LiveModules live;
    private final Faults faults;
    private final HubEvents events;
    private final AtomicLong ids = new AtomicLong();
    private final Map<String, CompletableFuture<MethodResult>> waiting = new ConcurrentHashMap<>();

    MethodCalls(LiveModules live, Faults faults, HubEvents events) {
        this.live = live;
        this.faults = faults;
        this.events = events;
    }

    /**
     * Calls a method and waits for its answer.
     *
     * @param connectPatience how long to wait for the module to connect and subscribe
     * @param answerPatience how long to wait for its answer
     * @throws HubRefusal 404 when it is not connected and subscribed in time, 504 when it does not answer in time, 413 when
     *     the payload is too large
     */
    MethodResult invoke(
            ModuleId id, String method, JsonElement payload, Duration connectPatience, Duration answerPatience)
            throws InterruptedException {
        String body = payload.toString();
        checkSize(body, "request");
        String request = Long.toHexString(ids.incrementAndGet());
        String topic = "$iothub/methods/POST/" + method + "/?$rid=" + request;
        CompletableFuture<MethodResult> answer = new CompletableFuture<>();
        waiting.put(request, answer);
        try {
            ModuleLine line = lineOf(id, topic, connectPatience);
            events.tell(HubEvent.Kind.METHOD_CALLED, id, method);
            if (!faults.takeLostMethod() && !line.publish(topic, body)) {
                throw HubRefusal.notOnline(id);
            }
            return answer.get(answerPatience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw HubRefusal.noAnswer(id, method);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof HubRefusal refusal ? refusal : new IllegalStateException(e.getCause());
        } finally {
            waiting.remove(request);
        }
    }

    /** A module's answer; one nobody waits for is ignored. */
    void answered(ModuleId id, String request, int status, String body) {
        events.tell(HubEvent.Kind.METHOD_ANSWERED, id, status + " to request " + request);
        CompletableFuture<MethodResult> answer = waiting.get(request);
        if (answer == null) {
            return;
        }
        try {
            checkSize(body, "response");
            answer.complete(
                    new MethodResult(status, body.isEmpty() ? JsonNull.INSTANCE : JsonParser.parseString(body)));
        } catch (HubRefusal e) {
            answer.completeExceptionally(e);
        } catch (JsonParseException e) {
            answer.completeExceptionally(HubRefusal.invalid("The method's answer is not JSON: " + e.getMessage()));
        }
    }

    private ModuleLine lineOf(ModuleId id, String topic, Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            ModuleLine line = live.find(id).orElse(null);
            if (!faults.cloudOffline() && line != null && line.listensTo(topic)) {
                return line;
            }
            if (System.nanoTime() - deadline >= 0) {
                throw HubRefusal.notOnline(id);
            }
            Thread.sleep(POLL);
        }
    }

    private static void checkSize(String body, String what) {
        if (body.getBytes(StandardCharsets.UTF_8).length > PAYLOAD_BYTES) {
            throw new HubRefusal(
                    413,
                    413001,
                    "MessageTooLarge",
                    "The method's " + what + " is larger than " + PAYLOAD_BYTES + " bytes");
        }
    }
}
