package io.fairlead.kube;

import io.fairlead.address.Address;
import io.fairlead.model.NameAnswer;
import io.fairlead.model.NameAnswer.State;
import io.fairlead.model.NameQuestion;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.naming.NamingException;

/**
 * Queries the cluster's DNS periodically for the names that Fairlead added to it, in its own thread. Readers get the latest
 * answers and never wait.
 */
final class NameProbe implements Runnable {

    private static final Duration SOON = Duration.ofSeconds(1);
    private static final Duration LATER = Duration.ofSeconds(10);

    private static final NameAnswer ANSWERED = new NameAnswer(State.ANSWERED, "");

    private final long deadlineNanos;
    private final Runnable onChange;
    private final Semaphore changed = new Semaphore(0);
    private volatile Set<NameQuestion> questions = Set.of();
    private volatile Optional<NameServer> server = Optional.empty();
    private volatile Map<NameQuestion, NameAnswer> answers = Map.of();

    /**
     * For each question without its expected answer, when that began, in {@link System#nanoTime()}. Only the probe's thread
     * uses it.
     */
    private final Map<NameQuestion, Long> unansweredSince = new HashMap<>();

    private Set<NameQuestion> askedBefore = Set.of();

    /**
     * A probe without questions.
     *
     * @param deadline how long a wrong answer is tolerated
     * @param onChange called when an answer changes
     */
    NameProbe(Duration deadline, Runnable onChange) {
        this.deadlineNanos = deadline.toNanos();
        this.onChange = onChange;
    }

    /** Replaces the questions that the probe asks. */
    void ask(Set<NameQuestion> wanted, Optional<NameServer> whom) {
        if (!wanted.equals(questions) || !whom.equals(server)) {
            questions = Set.copyOf(wanted);
            server = whom;
            changed.release();
        }
    }

    /** The latest answers. */
    Map<NameQuestion, NameAnswer> answers() {
        return answers;
    }

    @Override
    public void run() {
        try {
            while (true) {
                round();
                boolean settled = answers.values().stream().allMatch(answer -> answer.state() == State.ANSWERED);
                if (changed.tryAcquire((settled ? LATER : SOON).toMillis(), TimeUnit.MILLISECONDS)) {
                    changed.drainPermits();
                }
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private void round() {
        Map<NameQuestion, NameAnswer> next = new HashMap<>();
        Set<NameQuestion> asked = questions;
        if (!asked.equals(askedBefore)) { // Another configuration has its own time.
            unansweredSince.clear();
            askedBefore = asked;
        }
        for (NameQuestion question : asked) {
            next.put(question, ask(question));
        }
        if (!next.equals(answers)) {
            answers = Map.copyOf(next);
            onChange.run();
        }
    }

    private NameAnswer ask(NameQuestion question) {
        String told;
        try {
            List<String> found = server.orElseThrow(
                            () -> new NamingException(
                                    "the Service kube-system/kube-dns, which has the address of the cluster's DNS, cannot be read"))
                    .ask(question);
            if (question.expected().isEmpty()
                    || found.stream().anyMatch(answer -> isSame(answer, question.expected()))) {
                unansweredSince.remove(question);
                return ANSWERED;
            }
            told = found.isEmpty() ? "there is no such record" : "it answers " + String.join(", ", found);
        } catch (NamingException
                | RuntimeException e) { // The JDK's provider throws one of these if it cannot read an answer.
            told = String.valueOf(e.getMessage());
        }
        long now = System.nanoTime();
        long since = unansweredSince.computeIfAbsent(question, any -> now);
        if (now - since >= deadlineNanos) {
            return new NameAnswer(State.UNANSWERED, told);
        }
        return ANSWERED.equals(answers.get(question)) ? ANSWERED : new NameAnswer(State.ASKED, told);
    }

    private static boolean isSame(String answer, String expected) {
        return Address.parse(answer).equals(Address.parse(expected));
    }
}
