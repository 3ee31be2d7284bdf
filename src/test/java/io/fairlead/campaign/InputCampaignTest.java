package io.fairlead.campaign;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * No text that others write ends a reader, takes it long, or makes it say what is not so. By default for a minute; {@code
 * -Dcampaign.seconds=3600} for an hour, {@code -Dcampaign.seed=17} for other texts. {@code bench/campaign} runs it.
 */
class InputCampaignTest {

    private static final int SECONDS = Integer.getInteger("campaign.seconds", 60);
    private static final long SEED = Long.getLong("campaign.seed", 1);
    private static final LongAdder READ = new LongAdder();

    static List<TextReader> readers() {
        return TextReaders.all();
    }

    @ParameterizedTest
    @MethodSource("readers")
    void noTextEndsAReader(TextReader reader) {
        Duration time = Duration.ofSeconds(SECONDS).dividedBy(readers().size());
        Campaign.Result result = Campaign.search(reader, SEED, time);
        System.out.printf(
                "campaign: %s: %d texts from seed %d, %d outcomes%n",
                reader.name(), result.read(), SEED, result.outcomes());
        READ.add(result.read());
        assertTrue(result.outcomes() > 1, reader.name());
    }

    @AfterAll
    static void printTheSum() {
        System.out.printf("campaign: %d texts from seed %d, without a finding if no test failed%n", READ.sum(), SEED);
    }

    @Test
    void aReaderThatFailsAtOneTextIsFound() {
        TextReader fails = new TextReader("one that fails", List.of("{\"a\":1}"), text -> {
            if (text.contains("[[")) {
                throw new IllegalStateException("found");
            }
            return String.valueOf(text.length() % 7);
        });
        AssertionError found =
                assertThrows(AssertionError.class, () -> Campaign.search(fails, 1, Duration.ofSeconds(60)));
        assertTrue(String.valueOf(found.getMessage()).contains("found"), found::toString);
    }

    @Test
    void aReaderThatRecursesIsFound() {
        TextReader recurses =
                new TextReader("one that recurses", List.of("((("), text -> String.valueOf(depth(text, 0)));
        assertThrows(AssertionError.class, () -> Campaign.search(recurses, 1, Duration.ofSeconds(60)));
    }

    private static int depth(String text, int at) {
        return at < text.length() && text.charAt(at) == '(' ? 1 + depth(text, at + 1) : 0;
    }
}
