package io.fairlead.methods;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.fairlead.doctor.Checks;
import io.fairlead.doctor.Finding;
import io.fairlead.doctor.FindingJson;
import io.fairlead.loop.Faults;
import io.fairlead.model.Code;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code diagnose} starts a check of the module's environment, which takes longer than an answer may, and {@code taskStatus}
 * returns its findings. While a check runs, another call gets the same task.
 */
final class DiagnoseMethods {

    private static final Logger LOG = LoggerFactory.getLogger(DiagnoseMethods.class);

    private static final int MOST_TASKS = 10;

    private final Supplier<List<Finding>> doctor;
    private final Map<String, FutureTask<List<Finding>>> tasks = new LinkedHashMap<>();
    private String newest = "";
    private int begun;

    DiagnoseMethods(Supplier<List<Finding>> doctor) {
        this.doctor = doctor;
    }

    Answer diagnose(JsonElement payload) {
        return new Arguments(payload).refusal().orElseGet(() -> {
            JsonObject body = new JsonObject();
            body.addProperty("id", begin());
            return new Answer(202, body);
        });
    }

    private synchronized String begin() {
        FutureTask<List<Finding>> last = tasks.get(newest);
        if (last == null || last.isDone()) {
            FutureTask<List<Finding>> task = new FutureTask<>(this::look);
            newest = "diagnose-" + ++begun;
            tasks.put(newest, task);
            if (tasks.size() > MOST_TASKS) {
                tasks.remove(tasks.keySet().iterator().next());
            }
            Thread.ofVirtual().name(newest).start(task);
        }
        return newest;
    }

    private List<Finding> look() {
        try {
            return doctor.get();
        } catch (RuntimeException | Error bug) {
            LOG.error("direct method diagnose: an error in the module", bug);
            throw bug;
        }
    }

    Answer taskStatus(JsonElement payload) throws InterruptedException {
        Arguments sent = new Arguments(payload);
        String id = sent.required("id");
        Optional<Answer> refusal = sent.refusal();
        return refusal.isPresent() ? refusal.get() : status(id);
    }

    private Answer status(String id) throws InterruptedException {
        FutureTask<List<Finding>> task = task(id);
        if (task == null) {
            return Answer.refused(
                    "payload.id", Code.UnknownReference, "unknown task " + id + "; diagnose returns the id of a task");
        }
        JsonObject body = new JsonObject();
        body.addProperty("id", id);
        if (!task.isDone()) {
            body.addProperty("status", "Running");
            return new Answer(200, body);
        }
        try {
            List<Finding> findings = task.get();
            body.addProperty("status", "Completed");
            body.addProperty("level", Checks.worst(findings).name());
            body.add("findings", json(findings));
        } catch (ExecutionException bug) {
            body.addProperty("status", "Failed");
            body.addProperty(
                    "message", "an error in the module (" + Faults.ofTask(bug) + "); the module's log says more");
        }
        return new Answer(200, body);
    }

    private synchronized @Nullable FutureTask<List<Finding>> task(String id) {
        return tasks.get(id);
    }

    private static JsonArray json(List<Finding> findings) {
        JsonArray all = new JsonArray();
        for (Finding finding : findings) {
            all.add(FindingJson.of(finding));
        }
        return all;
    }
}
