package io.fairlead.page;

import com.google.gson.JsonObject;
import io.fairlead.page.Board.Shown;
import io.fairlead.page.view.PageState;
import io.fairlead.page.view.TimedEvent;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A stream of server-sent events. {@code happened} is an event of the module; its id lets a reader resume. {@code state}
 * says that there is a new state to read; its data is empty before the first cycle.
 *
 * @see <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html">server-sent events</a>
 */
final class EventStream {

    /** The longest time without a line: a proxy may close a connection on which nothing is sent. */
    static final Duration QUIET = Duration.ofSeconds(15);

    /** An event id: the start time of the process and a number, because each process counts from 1. */
    private static final Pattern ID = Pattern.compile("([0-9]{1,12})-([0-9]{1,12})");

    private final Board board;
    private final Watchdog watchdog;
    private final Duration quiet;

    /** @param quiet the time without a change after which a comment is sent */
    EventStream(Board board, Watchdog watchdog, Duration quiet) {
        this.board = board;
        this.watchdog = watchdog;
        this.quiet = quiet;
    }

    /** Sends until the reader disconnects or does not read in time. */
    void send(OutputStream out, Optional<String> lastEventId) throws IOException, InterruptedException {
        write(out, "retry: 2000\n\n");
        long version = -1;
        long sent = 0;
        boolean first = true;
        while (true) {
            if (board.awaitOther(version, quiet)) {
                Shown shown = board.shown();
                if (first && shown.state().isPresent()) {
                    sent = known(lastEventId, shown.state().get());
                    first = false;
                }
                long from = sent;
                write(out, shown.state().map(state -> text(state, from)).orElse("event: state\ndata: {}\n\n"));
                sent = shown.state()
                        .flatMap(state -> state.events().stream().findFirst())
                        .map(TimedEvent::number)
                        .orElse(sent);
                version = shown.version();
            } else {
                write(out, ": still here\n\n");
            }
        }
    }

    private void write(OutputStream out, String text) throws IOException {
        watchdog.watch(() -> {
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.flush();
        });
    }

    /** The number of the last event that a reader knows; 0 if its id is from another start of the module. */
    private static long known(Optional<String> lastEventId, PageState state) {
        return lastEventId
                .map(ID::matcher)
                .filter(Matcher::matches)
                .filter(id -> id.group(1).equals(epoch(state)))
                .map(id -> Long.parseLong(id.group(2)))
                .orElse(0L);
    }

    private static String epoch(PageState state) {
        return Long.toString(state.report().module().startedAt().getEpochSecond());
    }

    private static String text(PageState state, long known) {
        StringBuilder text = new StringBuilder();
        List<TimedEvent> news = state.events().reversed().stream()
                .filter(event -> event.number() > known)
                .toList();
        for (TimedEvent event : news) {
            JsonObject body = event.event().body();
            body.addProperty("at", event.at().toString());
            text.append("id: ").append(epoch(state)).append('-').append(event.number());
            text.append("\nevent: happened\ndata: ").append(body).append("\n\n");
        }
        JsonObject body = new JsonObject();
        body.addProperty("phase", state.report().phase().name());
        body.addProperty("desiredVersion", state.report().desiredVersion());
        body.addProperty("appliedVersion", state.report().status().appliedVersion());
        return text.append("event: state\ndata: ").append(body).append("\n\n").toString();
    }
}
