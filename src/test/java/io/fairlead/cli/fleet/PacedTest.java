package io.fairlead.cli.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.fairlead.text.UnreadableText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Calls to IoT Hub at a bounded rate. */
class PacedTest {

    private static final long MINUTE_MS = 60_000;

    private final Set<String> made = new ConcurrentSkipListSet<>();

    @Test
    @Timeout(30)
    void afterAFailureNoMoreCallsAreMade() {
        UnreadableText thrown = assertThrows(
                UnreadableText.class,
                () -> Paced.each(
                        List.of("a", "b", "c"),
                        item -> item.equals("a") ? 0 : MINUTE_MS,
                        item -> () -> call(item),
                        count -> {}));
        assertEquals("IoT Hub refuses", thrown.getMessage());
        assertEquals(Set.of("a", "b"), made);
    }

    @Test
    @Timeout(30)
    void howManyCallsHaveEndedIsReportedNowAndThen() {
        List<String> reported = new ArrayList<>();
        Paced.each(
                List.of("x", "y", "z"),
                item -> 0,
                item -> () -> call(item),
                new Paced.Progress(reported::add, 3, Duration.ZERO));
        assertEquals(List.of("1 of 3", "2 of 3"), reported);
        Paced.each(
                List.of("x", "y"),
                item -> 0,
                item -> () -> call(item),
                new Paced.Progress(reported::add, 2, Duration.ofMinutes(1)));
        assertEquals(2, reported.size());
    }

    private boolean call(String item) {
        made.add(item);
        if (item.equals("b")) {
            throw new UnreadableText("IoT Hub refuses");
        }
        return true;
    }
}
