package io.fairlead.page;

import com.google.gson.JsonObject;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.fairlead.model.Phase;
import io.fairlead.page.view.HubContact;
import io.fairlead.page.view.PageState;
import io.fairlead.page.view.PageView;
import io.fairlead.report.Reports;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers requests. Every path is compared as a whole, so that there is nothing to walk out of. */
final class Requests implements HttpHandler {

    private static final Logger LOG = LoggerFactory.getLogger(Requests.class);

    /** A loop that is alive ends a cycle every 10 s; a plan of many steps that all wait may take longer. */
    private static final Duration ALIVE = Duration.ofMinutes(5);

    /** Fewer than there may be connections, so that open pages never keep a probe out. */
    private static final int MOST_STREAMS = 32;

    private static final List<String> RULES = List.of(
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self'",
            "connect-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'");

    private final Board board;
    private final Exposure exposure;
    private final Supplier<String> metrics;
    private final Watchdog watchdog;
    private final Semaphore streams = new Semaphore(MOST_STREAMS);

    Requests(Board board, Exposure exposure, Supplier<String> metrics, Watchdog watchdog) {
        this.board = board;
        this.exposure = exposure;
        this.metrics = metrics;
        this.watchdog = watchdog;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try {
            if (isStream(exchange)) {
                stream(exchange);
                return;
            }
            watchdog.watch(() -> {
                send(exchange, answer(exchange));
                exchange.close(); // It reads the rest of the request, which may not come.
            });
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        } catch (IOException gone) {
            LOG.debug("a client is gone: {}", gone.toString());
        } catch (RuntimeException | Error fault) {
            LOG.error(
                    "an error in the module: no answer to {}",
                    exchange.getRequestURI().getRawPath(),
                    fault);
        } finally {
            exchange.close();
        }
    }

    private boolean isStream(HttpExchange exchange) {
        return exchange.getRequestMethod().equals("GET")
                && path(exchange).equals("/api/events")
                && refusal(exchange).isEmpty();
    }

    private void stream(HttpExchange exchange) throws IOException, InterruptedException {
        if (!streams.tryAcquire()) {
            send(
                    exchange,
                    Answer.plain(503, "too many readers of /api/events; close one")
                            .with("Retry-After", "10"));
            return;
        }
        try {
            header(exchange, "text/event-stream");
            exchange.sendResponseHeaders(200, 0);
            new EventStream(board, watchdog)
                    .send(
                            exchange.getResponseBody(),
                            Optional.ofNullable(exchange.getRequestHeaders().getFirst("Last-Event-ID")));
        } finally {
            streams.release();
        }
    }

    private Answer answer(HttpExchange exchange) {
        return refusal(exchange).orElseGet(() -> answer(path(exchange)));
    }

    private Answer answer(String path) {
        return switch (path) {
            case "/" -> page();
            case "/page.css", "/page.js", "/favicon.svg" -> Assets.of(path);
            case "/metrics" -> Answer.ok("text/plain; version=0.0.4", metrics.get());
            case "/healthz" -> healthy();
            case "/readyz" -> ready();
            case "/api/status" -> status();
            default -> nothingHere();
        };
    }

    private static Answer nothingHere() {
        return Answer.plain(
                404,
                "nothing here; there are /metrics, /healthz, /readyz and, where the module's setting"
                        + " FAIRLEAD_PAGE shows them, /, /api/status and /api/events");
    }

    /** Why a request is not answered. */
    private Optional<Answer> refusal(HttpExchange exchange) {
        String method = exchange.getRequestMethod();
        if (!method.equals("GET") && !method.equals("HEAD")) {
            return Optional.of(Answer.plain(405, "only GET and HEAD: nothing here changes anything")
                    .with("Allow", "GET, HEAD"));
        }
        if (!HostRule.allows(Optional.ofNullable(exchange.getRequestHeaders().getFirst("Host")))) {
            return Optional.of(
                    Answer.plain(
                            421,
                            "not under this name: use an address, localhost, a name without a dot or that of a Service (.svc)"));
        }
        boolean open = List.of("/metrics", "/healthz", "/readyz").contains(path(exchange));
        if (open || exposure.admits(exchange.getRemoteAddress().getAddress())) {
            return Optional.empty();
        }
        return Optional.of(
                exposure == Exposure.OFF
                        ? nothingHere()
                        : Answer.plain(
                                403,
                                "the page is shown to the module's own host alone: use 'kubectl port-forward' and"
                                        + " http://localhost, or set the module's FAIRLEAD_PAGE to all"));
    }

    private Answer healthy() {
        Duration age = board.age();
        return age.compareTo(ALIVE) < 0
                ? Answer.plain(200, "ok")
                : Answer.plain(503, "no cycle has ended for " + age.toSeconds() + " s");
    }

    private Answer ready() {
        Phase phase = board.shown().state().map(state -> state.report().phase()).orElse(Phase.Waiting);
        return switch (phase) {
            case Waiting -> Answer.plain(503, "waiting for the first twin");
            case Blind -> Answer.plain(503, "the cluster cannot be read");
            default -> Answer.plain(200, "ok");
        };
    }

    private Answer page() {
        return Answer.ok("text/html", board.shown().state().map(PageView::of).orElseGet(PageView::starting));
    }

    private Answer status() {
        Optional<PageState> state = board.shown().state();
        if (state.isEmpty()) {
            return Answer.plain(503, "the module has just started; ask again").with("Retry-After", "1");
        }
        JsonObject status = Reports.full(state.get().report());
        HubContact contact = state.get().hub();
        JsonObject hub = new JsonObject();
        hub.addProperty("connected", contact.connected());
        contact.lastHeard().ifPresent(at -> hub.addProperty("lastHeard", at.toString()));
        status.add("hub", hub);
        return Answer.json(status + "\n");
    }

    private static String path(HttpExchange exchange) {
        return Optional.ofNullable(exchange.getRequestURI().getRawPath()).orElse("");
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        Headers headers = header(exchange, answer.type());
        answer.headers().forEach(headers::set);
        headers.set("ETag", answer.etag());
        if (answer.status() >= 400) {
            headers.set("Connection", "close"); // Who asks for what it does not get takes no place from others.
        }
        if (answer.status() == 200
                && answer.etag().equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
            exchange.sendResponseHeaders(304, -1);
            return;
        }
        byte[] body = answer.bytes();
        if (exchange.getRequestMethod().equals("HEAD")) {
            headers.set("Content-Length", Integer.toString(body.length));
            exchange.sendResponseHeaders(answer.status(), -1);
            return;
        }
        exchange.sendResponseHeaders(answer.status(), body.length);
        exchange.getResponseBody().write(body);
    }

    private static Headers header(HttpExchange exchange, String type) {
        Headers headers = exchange.getResponseHeaders();
        headers.set("Content-Type", type);
        headers.set("Cache-Control", "no-cache");
        headers.set("Content-Security-Policy", String.join("; ", RULES));
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("Cross-Origin-Resource-Policy", "same-origin");
        return headers;
    }
}
