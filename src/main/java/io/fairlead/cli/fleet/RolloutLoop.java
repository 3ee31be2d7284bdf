package io.fairlead.cli.fleet;

import io.fairlead.rollout.Answer;
import io.fairlead.rollout.Call;
import io.fairlead.rollout.Rollout;
import io.fairlead.rollout.RolloutPlan;
import io.fairlead.service.ServiceClient;
import io.fairlead.text.UnreadableText;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/**
 * Runs a rollout against a hub in real time: makes its calls in parallel, and passes it the answers one by one.
 *
 * @param client the hub
 * @param progress called about every second, with the rollout and the time since its start
 */
record RolloutLoop(ServiceClient client, BiConsumer<Rollout, Duration> progress) {

    /** A call and its answer. */
    private record Answered(Call call, Answer answer) {}

    /** Runs a rollout to its end. If the process ends earlier, the next run continues from the tags of the twins. */
    Rollout run(RolloutPlan plan) {
        Instant began = Instant.now();
        Rollout rollout = new Rollout(plan, began);
        LinkedBlockingQueue<Answered> answers = new LinkedBlockingQueue<>();
        Instant told = began;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            while (!rollout.isOver()) {
                Instant now = Instant.now();
                for (Call call : rollout.due(now)) {
                    threads.execute(() -> answers.add(new Answered(call, carryOut(call))));
                }
                long wait = Math.max(1, Duration.between(now, rollout.next(now)).toMillis());
                Answered next = answers.poll(wait, TimeUnit.MILLISECONDS);
                while (next != null) {
                    rollout.answer(next.call(), next.answer(), Instant.now());
                    next = answers.poll();
                }
                if (Duration.between(told, now).toMillis() >= 1000) {
                    told = now;
                    progress.accept(rollout, Duration.between(began, now));
                }
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new UnreadableText("interrupted; run 'fleet apply' again to continue");
        }
        return rollout;
    }

    /** Makes a call. Without a login the rollout halts, as after a refusal of the hub. */
    private Answer carryOut(Call call) {
        try {
            return client.carryOut(call);
        } catch (IllegalArgumentException noLogin) {
            return new Answer.Refused(String.valueOf(noLogin.getMessage()));
        }
    }
}
