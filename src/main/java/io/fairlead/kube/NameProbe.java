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
 * Asks the cluster's DNS for the names that were put into it, again and again, in a thread of its own. The answers are for
 * whoever looks; nobody waits for them.
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

    /** The probe's thread alone has these: since when each question has not had its answer, in {@link System#nanoTime()}. */
    private final Map<NameQuestion, Long> unansweredSince = new HashMap<>();

    /**
     * A probe that asks nothing yet.
     *
     * @param deadline how long a wrong answer is waited out
     * @param onChange called when an answer is another
     */
    NameProbe(Duration deadline, Runnable onChange) {
        this.deadlineNanos = deadline.toNanos();
        this.onChange = onChange;
    }

    /** From now on these are asked, and others no longer. */
    void ask(Set<NameQuestion> wanted, Optional<NameServer> whom) {
        if (!wanted.equals(questions) || !whom.equals(server)) {
            questions = Set.copyOf(wanted);
            server = whom;
            changed.release();
        }
    }

    /** What is known. */
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
        unansweredSince.keySet().retainAll(asked);
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
            List<String> found = server.orElseThrow(() -> new NamingException(
                            "the Service kube-system/kube-dns, which says where the cluster's DNS is, cannot be seen"))
                    .ask(question);
            if (question.expected().isEmpty()
                    || found.stream().anyMatch(answer -> isSame(answer, question.expected()))) {
                unansweredSince.remove(question);
                return ANSWERED;
            }
            told = found.isEmpty() ? "there is no such record" : "it answers " + String.join(", ", found);
        } catch (NamingException
                | RuntimeException e) { // The JDK's provider throws either on an answer that it cannot read.
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
