package io.fairlead.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairlead.page.view.HubContact;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A stream on which nothing happens. */
class EventStreamTest {

    @Test
    @Timeout(30)
    void aCommentIsSentWhileNothingChanges() throws Exception {
        Board board = new Board("edge", () -> HubContact.NONE, Clock.systemUTC());
        try (Watchdog watchdog = new Watchdog(Duration.ofSeconds(10));
                PipedOutputStream out = new PipedOutputStream();
                PipedInputStream in = new PipedInputStream(out)) {
            Thread stream = Thread.ofVirtual().start(() -> {
                try {
                    new EventStream(board, watchdog, Duration.ofMillis(20)).send(out, Optional.empty());
                } catch (java.io.IOException | InterruptedException end) {
                    Thread.currentThread().interrupt();
                }
            });
            StringBuilder text = new StringBuilder();
            while (!text.toString().contains(": still here\n\n: still here\n\n")) {
                text.append(new String(in.readNBytes(1), StandardCharsets.UTF_8));
            }
            assertTrue(
                    text.toString().startsWith("retry: 2000\n\nevent: state\ndata: {}\n\n: still here"),
                    text::toString);
            stream.interrupt();
            stream.join();
        }
        assertEquals(Duration.ofSeconds(15), EventStream.QUIET);
    }
}
