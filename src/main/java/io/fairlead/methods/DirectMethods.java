package io.fairlead.methods;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.fairlead.loop.Faults;
import io.fairlead.report.ReportInput;
import io.fairlead.report.Reports;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The direct methods: requests of a back end that are answered at once. Any thread may call one. No method waits for the
 * loop, and none changes the twin.
 *
 * @see <a href="https://learn.microsoft.com/azure/iot-hub/iot-hub-devguide-direct-methods">Direct methods</a>
 */
public final class DirectMethods {

    private static final Logger LOG = LoggerFactory.getLogger(DirectMethods.class);

    /**
     * The time limit of a method. IoT Hub lets a caller wait five seconds or more, which includes the transport of the
     * answer.
     */
    static final Duration LIMIT = Duration.ofMillis(4500);

    private final SortedMap<String, Method> methods;
    private volatile Optional<ReportInput> told = Optional.empty();

    /** {@code ping}, {@code status} and more, by name. */
    public DirectMethods(Map<String, Method> more) {
        methods = new TreeMap<>(more);
        methods.put("ping", payload -> withoutPayload(payload, new Answer(200, new JsonObject())));
        methods.put("status", payload -> withoutPayload(payload, status()));
    }

    /** Sets the state that {@code status} reports from now on. */
    public void tell(ReportInput state) {
        told = Optional.of(state);
    }

    /**
     * Calls a method; answers within five seconds.
     *
     * @param payload the payload of the call; JSON null if there is none
     */
    public Answer call(String method, JsonElement payload) {
        Method called = methods.get(method);
        if (called == null) {
            return Answer.message(
                    404, "unknown method " + method + "; the methods are " + String.join(", ", methods.keySet()));
        }
        FutureTask<Answer> task = new FutureTask<>(() -> called.call(payload));
        Thread.ofVirtual().name("method " + method).start(task);
        try {
            return task.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            task.cancel(true);
            return Answer.message(504, "no answer within " + LIMIT.toMillis() + " ms; call again");
        } catch (InterruptedException stopped) {
            task.cancel(true);
            Thread.currentThread().interrupt();
            return Answer.message(503, "the module is ending");
        } catch (ExecutionException bug) {
            LOG.error("direct method {}: an error in the module", method, bug.getCause());
            return Answer.message(
                    500, "an error in the module (" + Faults.ofTask(bug) + "); the module's log says more");
        }
    }

    private Answer status() {
        return told.map(state -> new Answer(200, Reports.full(state)))
                .orElseGet(() -> Answer.message(503, "the module has just started; ask again"));
    }

    private static Answer withoutPayload(JsonElement payload, Answer answer) {
        Arguments none = new Arguments(payload);
        return none.refusal().orElse(answer);
    }
}
