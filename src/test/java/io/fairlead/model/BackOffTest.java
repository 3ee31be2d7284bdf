package io.fairlead.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The one rule of how long is waited after failures. */
class BackOffTest {

    @ParameterizedTest
    @CsvSource({"1, 1000, 500", "2, 2000, 1000", "6, 32000, 16000", "7, 60000, 30000", "2000000000, 60000, 30000"})
    void eachWaitIsTwiceTheOneBeforeUpToALimitAndCutByHalfAtMost(int failures, long whole, long half) {
        BackOff backOff = new BackOff(Duration.ofSeconds(1), Duration.ofSeconds(60));

        assertEquals(Duration.ofMillis(whole), backOff.after(failures));
        assertEquals(Duration.ofMillis(whole), backOff.after(failures, 0));
        assertEquals(Duration.ofMillis(half), backOff.after(failures, 1));
    }
}
