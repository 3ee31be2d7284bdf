package io.fairlead.campaign;

import io.fairlead.text.SmallStack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * A search for texts that a reader does not survive, for a time: by changes of samples, and of texts with which something new
 * came of it. One seed gives the same texts in the same order; how many, the time decides. On a stack that is smaller than that of the
 * module's threads.
 */
public final class Campaign {

    /** What a text may take of the processor; far more than any should, since code that runs for the first time is slow. */
    private static final Duration SLOWEST = Duration.ofSeconds(2);

    private static final int MOST_TEXTS = 4000;
    private static final int MOST_OUTCOMES = 50_000;
    private static final Path FOLDER = Path.of("target", "campaign");

    private final TextReader reader;
    private final Random random;
    private final TextMutator mutator;
    private final List<String> texts;
    private final Set<String> outcomes = new HashSet<>();
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private long read;
    private Optional<AssertionError> finding = Optional.empty();

    private Campaign(TextReader reader, long seed) {
        this.reader = reader;
        this.random = new Random(seed * 0x9E3779B97F4A7C15L + reader.name().hashCode());
        this.mutator = new TextMutator(random, reader.samples());
        this.texts = new ArrayList<>(reader.samples());
    }

    /**
     * What was searched.
     *
     * @param read how many texts were read
     * @param outcomes how many different things came of them
     */
    public record Result(long read, int outcomes) {}

    /**
     * Searches until {@code time} has passed.
     *
     * @throws AssertionError with the text, also written to a file, as soon as one is found
     */
    public static Result search(TextReader reader, long seed, Duration time) {
        Campaign campaign = new Campaign(reader, seed);
        Instant end = Instant.now().plus(time);
        SmallStack.run(() -> campaign.search(end));
        campaign.finding.ifPresent(found -> {
            throw found;
        });
        return new Result(campaign.read, campaign.outcomes.size());
    }

    private void search(Instant end) {
        for (String sample : reader.samples()) {
            read(sample);
        }
        while (finding.isEmpty() && (read % 64 != 0 || Instant.now().isBefore(end))) {
            read(mutator.changed(any(), any()));
        }
    }

    private String any() {
        return texts.get(random.nextInt(texts.size()));
    }

    private void read(String text) {
        read++;
        try {
            long begin = threads.getCurrentThreadCpuTime();
            String outcome = reader.check().read(text);
            Duration took = Duration.ofNanos(threads.getCurrentThreadCpuTime() - begin);
            if (took.compareTo(SLOWEST) > 0) {
                throw new AssertionError("it took " + took.toMillis() + " ms of the processor");
            }
            if (outcomes.size() < MOST_OUTCOMES && outcomes.add(outcome)) {
                keep(text);
            }
        } catch (Throwable found) { // An Error too: a stack that overflows is what is searched for.
            finding = Optional.of(
                    new AssertionError(reader.name() + ": " + found + "; the text is in " + written(text), found));
        }
    }

    private void keep(String text) {
        if (texts.size() < MOST_TEXTS) {
            texts.add(text);
        } else {
            texts.set(random.nextInt(MOST_TEXTS), text);
        }
    }

    private Path written(String text) {
        try {
            Files.createDirectories(FOLDER);
            return Files.writeString(FOLDER.resolve(reader.name().replace(' ', '-') + ".txt"), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
