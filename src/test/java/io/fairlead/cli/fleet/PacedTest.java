package io.fairlead.cli.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.fairlead.text.UnreadableText;
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
                        List.of("a", "b", "c"), item -> item.equals("a") ? 0 : MINUTE_MS, item -> () -> call(item)));
        assertEquals("IoT Hub refuses", thrown.getMessage());
        assertEquals(Set.of("a", "b"), made);
    }

    private boolean call(String item) {
        made.add(item);
        if (item.equals("b")) {
            throw new UnreadableText("IoT Hub refuses");
        }
        return true;
    }
}
