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

/** Answers requests. Each path is compared as a whole, so a path such as {@code /../x} leads nowhere. */
final class Requests implements HttpHandler {

    private static final Logger LOG = LoggerFactory.getLogger(Requests.class);

    /** A working loop ends a cycle every 10 s. A plan with many steps that all wait may take longer. */
    private static final Duration ALIVE = Duration.ofMinutes(5);

    /** Less than the limit of connections, so that open pages never block a probe. */
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
                exchange.close(); // Reads the rest of the request, which may never arrive.
            });
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        } catch (IOException gone) {
            LOG.debug("a client disconnected: {}", gone.toString());
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
                    Answer.plain(503, "too many streams of /api/events; close a page")
                            .with("Retry-After", "10"));
            return;
        }
        try {
            header(exchange, "text/event-stream");
            exchange.sendResponseHeaders(200, 0);
            new EventStream(board, watchdog, EventStream.QUIET)
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
                "not found; paths are /metrics, /healthz and /readyz and, if the module's setting FAIRLEAD_PAGE"
                        + " allows it, /, /api/status and /api/events");
    }

    /** The response to a request that is refused; empty if it is allowed. */
    private Optional<Answer> refusal(HttpExchange exchange) {
        String method = exchange.getRequestMethod();
        if (!method.equals("GET") && !method.equals("HEAD")) {
            return Optional.of(Answer.plain(405, "only GET and HEAD are allowed: the page changes nothing")
                    .with("Allow", "GET, HEAD"));
        }
        if (!HostRule.allows(Optional.ofNullable(exchange.getRequestHeaders().getFirst("Host")))) {
            return Optional.of(
                    Answer.plain(
                            421,
                            "this host name is not allowed: use an address, localhost, a name without a dot or the name of a Service (.svc)"));
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
                                "only the module's own host may read the page: use 'kubectl port-forward' and"
                                        + " http://localhost, or set the module's FAIRLEAD_PAGE to all"));
    }

    private Answer healthy() {
        Duration age = board.age();
        return age.compareTo(ALIVE) < 0
                ? Answer.plain(200, "ok")
                : Answer.plain(503, "the last cycle ended " + age.toSeconds() + " s ago");
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
            return Answer.plain(503, "the module has just started; try again").with("Retry-After", "1");
        }
        JsonObject status = Reports.full(state.get().report());
        HubContact contact = state.get().hub();
        JsonObject hub = new JsonObject();
        hub.addProperty("connected", contact.connected());
        hub.addProperty("throughEdgeHub", contact.throughEdgeHub());
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
            headers.set("Connection", "close"); // A refused client must not occupy a connection.
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
