package io.fairlead.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Random worlds through the whole loop: documents, rights, outages, kills, foreign Services and pools, hands that delete. By
 * default some hundred; {@code -Dworlds=10000} for as many, {@code -Dworlds.seed=17} to begin with another seed; with {@code
 * -Dworlds=1} a seed that was printed is seen alone.
 */
class RandomWorldsTest {

    private static final int WORLDS = Integer.getInteger("worlds", 200);
    private static final long SEED = Long.getLong("worlds.seed", 1);

    @Test
    void inNoWorldDoesAnybodyLoseWhatIsTheirs() {
        List<String> failed = new ArrayList<>();
        int returned = 0;
        Instant begin = Instant.now();
        for (long seed = SEED; seed < SEED + WORLDS; seed++) {
            try {
                returned += new RandomWorld(seed).live() ? 1 : 0;
            } catch (AssertionError | RuntimeException found) {
                failed.add("-Dworlds=1 -Dworlds.seed=" + seed + ": " + found);
            }
        }
        System.out.printf(
                "%d worlds from seed %d in %d s, %d with an app that was gone back from, %d with a finding%n",
                WORLDS, SEED, Duration.between(begin, Instant.now()).toSeconds(), returned, failed.size());
        assertEquals(List.of(), failed.stream().limit(20).toList(), failed.size() + " of " + WORLDS);
    }
}
