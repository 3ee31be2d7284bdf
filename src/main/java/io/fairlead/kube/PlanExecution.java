package io.fairlead.kube;

import io.fairlead.loop.Faults;
import io.fairlead.model.Fields;
import io.fairlead.model.LiveObject;
import io.fairlead.model.ObjectRef;
import io.fairlead.model.Outcome;
import io.fairlead.model.Path;
import io.fairlead.model.Plan;
import io.fairlead.model.Stage;
import io.fairlead.model.Step;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Executes one plan: the stages one after the other, the steps of a stage in parallel. */
final class PlanExecution {

    private static final Logger LOG = LoggerFactory.getLogger(PlanExecution.class);

    /** The most parallel calls; more were not faster at the API server. */
    private static final int SIDE_BY_SIDE = 16;

    private final ApiClient api;
    private final Written written;
    private final Semaphore calls = new Semaphore(SIDE_BY_SIDE);
    private final Set<Path> failedParts = new HashSet<>();
    private boolean stopped;

    /** Receives the results of successful calls. */
    interface Written {

        void applied(LiveObject object);

        void deleted(ObjectRef ref, String uid);
    }

    PlanExecution(ApiClient api, Written written) {
        this.api = api;
        this.written = written;
    }

    List<Outcome> run(Plan plan) {
        List<Outcome> outcomes = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            plan.stages().forEach((stage, steps) -> {
                List<Outcome> ofStage = run(threads, steps);
                ofStage.stream()
                        .filter(outcome -> !(outcome instanceof Outcome.Done))
                        .forEach(outcome -> failedParts.add(outcome.step().part()));
                stopped |= stage == Stage.LEDGER
                        && ofStage.stream().anyMatch(outcome -> !(outcome instanceof Outcome.Done));
                outcomes.addAll(ofStage);
            });
        }
        return outcomes;
    }

    private List<Outcome> run(ExecutorService threads, List<Step> steps) {
        List<Future<Outcome>> futures =
                steps.stream().map(step -> threads.submit(task(step))).toList();
        List<Outcome> outcomes = new ArrayList<>();
        for (int i = 0; i < futures.size(); i++) {
            outcomes.add(await(futures.get(i), steps.get(i)));
        }
        return outcomes;
    }

    private Callable<Outcome> task(Step step) {
        boolean skipped = stopped || failedParts.contains(step.part());
        return () -> skipped ? new Outcome.Skipped(step) : bounded(step);
    }

    private static Outcome await(Future<Outcome> future, Step step) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            future.cancel(true);
            Thread.currentThread().interrupt();
            return new Outcome.Failed(step, "interrupted, so that it may or may not have been written");
        } catch (ExecutionException e) {
            LOG.error("{}: an error in the module", step, e.getCause());
            return new Outcome.Failed(
                    step, "an error in the module (" + Faults.ofTask(e) + "); the module's log says more");
        }
    }

    private Outcome bounded(Step step) throws InterruptedException {
        calls.acquire();
        try {
            return switch (step) {
                case Step.Apply apply -> apply.ref().kind().equals("Namespace") ? create(apply) : apply(apply);
                case Step.Delete delete -> delete(delete);
                case Step.Patch patch -> patch(patch);
            };
        } catch (IOException e) {
            return new Outcome.Failed(step, String.valueOf(e.getMessage()));
        } finally {
            calls.release();
        }
    }

    /**
     * Creates an object that only has to exist. Server-side apply would need the right to patch every object of the kind,
     * and with it the Pod Security labels of every namespace.
     */
    private Outcome create(Step.Apply step) throws IOException {
        String path = ApiPath.collection(
                        step.ref().apiVersion(), step.ref().kind(), step.ref().namespace()) + "?fieldManager="
                + LiveObjects.FIELD_MANAGER;
        ApiClient.Answer answer = api.post(path, step.manifest().body());
        return Refusal.of(answer).isAlreadyThere() ? new Outcome.Done(step) : outcome(step, answer);
    }

    private Outcome apply(Step.Apply step) throws IOException {
        ApiClient.Answer answer = send(step, step.manifest().body(), step.force());
        Refusal refusal = Refusal.of(answer);
        if (!answer.isSuccess()
                && (refusal.isRace()
                        || (step.force() && refusal.isDuplicate() && ServicePorts.replace(api, step.manifest())))) {
            answer = send(step, step.manifest().body(), step.force());
            refusal = Refusal.of(answer);
        }
        if (answer.isSuccess() || !refusal.isOwned()) {
            return outcome(step, answer);
        }
        return step.takeFrom().containsAll(refusal.managers())
                ? take(step)
                : new Outcome.Conflicted(step, refusal.held(step, live(step)), refusal.message());
    }

    /**
     * Takes the conflicting fields over if {@code takeFrom} names all their managers. The request is valid only for the
     * state in which the managers were read. If another manager writes in between, the next plan handles it.
     */
    private Outcome take(Step.Apply step) throws IOException {
        Fields live = live(step);
        Fields intent = at(live.text("metadata", "resourceVersion").orElse(""), step);
        ApiClient.Answer answer = send(step, intent, false);
        Refusal refusal = Refusal.of(answer);
        if (answer.isSuccess() || !refusal.isOwned()) {
            return outcome(step, answer);
        }
        return step.takeFrom().containsAll(refusal.managers())
                ? outcome(step, send(step, intent, true))
                : new Outcome.Conflicted(step, refusal.held(step, live), refusal.message());
    }

    private static Fields at(String resourceVersion, Step.Apply step) {
        Map<String, Object> body = new LinkedHashMap<>(step.manifest().body().map());
        Map<String, Object> metadata =
                new LinkedHashMap<>(step.manifest().body().at("metadata").map());
        metadata.put("resourceVersion", resourceVersion);
        body.put("metadata", metadata);
        return new Fields(body);
    }

    private ApiClient.Answer send(Step.Apply step, Fields body, boolean force) throws IOException {
        String path = ApiPath.object(step.ref()) + "?fieldManager=" + LiveObjects.FIELD_MANAGER + "&force=" + force;
        return api.apply(path, body);
    }

    private Outcome outcome(Step step, ApiClient.Answer answer) throws IOException {
        if (answer.isSuccess()) {
            written.applied(LiveObjects.of(step.ref().apiVersion(), step.ref().kind(), answer.json()));
            return new Outcome.Done(step);
        }
        return Refusal.of(answer).outcome(step);
    }

    /** The current object, for a message. */
    private Fields live(Step step) throws IOException {
        ApiClient.Answer answer = api.get(ApiPath.object(step.ref()));
        return answer.isSuccess() ? new Fields(answer.json()) : Fields.EMPTY;
    }

    /** A concurrent write is no error: the next plan starts from its result. */
    private Outcome patch(Step.Patch step) throws IOException {
        Map<String, Object> body = new LinkedHashMap<>(step.fields().map());
        Map<String, Object> metadata =
                new LinkedHashMap<>(step.fields().at("metadata").map());
        metadata.put("resourceVersion", step.resourceVersion());
        body.put("metadata", metadata);
        String path = ApiPath.object(step.ref()) + "?fieldManager=" + LiveObjects.FIELD_MANAGER;
        return outcome(step, api.merge(path, new Fields(body)));
    }

    private Outcome delete(Step.Delete step) throws IOException {
        Fields options = new Fields(Map.of(
                "apiVersion", "v1",
                "kind", "DeleteOptions",
                "propagationPolicy", "Background",
                "preconditions", Map.of("uid", step.uid())));
        ApiClient.Answer answer = api.delete(ApiPath.object(step.ref()), options);
        if (answer.isSuccess()) {
            deleted(step, answer.json());
            return new Outcome.Done(step);
        }
        if (answer.code() == 404) {
            written.deleted(step.ref(), step.uid());
            return new Outcome.Done(step);
        }
        return Refusal.of(answer).outcome(step);
    }

    /** The answer is a Status if the object is gone, and the object itself if it waits for its finalizers. */
    private void deleted(Step.Delete step, Map<String, Object> answer) {
        if ("Status".equals(answer.get("kind"))) {
            written.deleted(step.ref(), step.uid());
            return;
        }
        LiveObject object = LiveObjects.of(step.ref().apiVersion(), step.ref().kind(), answer);
        if (object.isTerminating()) {
            written.applied(object);
        } else {
            written.deleted(step.ref(), step.uid());
        }
    }
}
