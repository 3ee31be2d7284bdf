package io.fairlead.sandbox;

import com.google.gson.JsonObject;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fairlead.page.Assets;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executors;

/**
 * The page of a sandbox: the editor of its twin beside the module's own page, which it proxies so that both have the same
 * origin. It serves only this machine, and no other web page can change the twin through it.
 */
final class EditorServer implements AutoCloseable {

    private static final int USUAL_PORT = 9600;
    private static final int MOST = 1 << 20;
    private static final List<String> TAKEN_OVER =
            List.of("Content-Type", "ETag", "Cache-Control", "X-Content-Type-Options");
    private static final List<String> PASSED_ON = List.of("If-None-Match", "Last-Event-ID");

    private final TwinEditor editor;
    private final HttpServer server;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private volatile Optional<Integer> modulePort = Optional.empty();

    private EditorServer(HttpServer server, TwinEditor editor) {
        this.server = server;
        this.editor = editor;
    }

    /** Starts it, on the usual port of a module if that is free. The module's page appears after {@link #show}. */
    static EditorServer start(TwinEditor editor) throws IOException {
        EditorServer started = new EditorServer(bound(), editor);
        started.server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        var unused = started.server.createContext("/", started::handle);
        started.server.start();
        return started;
    }

    /** Shows the page of a module on this machine's loopback address beside the editor. */
    void show(int port) {
        modulePort = Optional.of(port);
    }

    private static HttpServer bound() throws IOException {
        InetAddress here = InetAddress.getLoopbackAddress();
        try {
            return HttpServer.create(new InetSocketAddress(here, USUAL_PORT), 0);
        } catch (BindException taken) {
            return HttpServer.create(new InetSocketAddress(here, 0), 0);
        }
    }

    /** The URL of the editor. */
    String url() {
        return "http://localhost:" + server.getAddress().getPort() + "/edit";
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String host =
                    Objects.requireNonNullElse(exchange.getRequestHeaders().getFirst("Host"), "");
            if (!host.matches("(localhost|127\\.0\\.0\\.1|\\[::1])(:[0-9]{1,5})?")) {
                answer(exchange, 421, "text/plain", "not under this name: use localhost");
            } else if (exchange.getRequestMethod().equals("POST")) {
                post(exchange);
            } else if (exchange.getRequestMethod().equals("GET")) {
                get(exchange);
            } else {
                answer(exchange, 405, "text/plain", "GET and POST alone");
            }
        } catch (IOException gone) {
            // The browser closed the page.
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }

    private void get(HttpExchange exchange) throws IOException, InterruptedException {
        switch (exchange.getRequestURI().getPath()) {
            case "/edit" -> answer(exchange, 200, "text/html", Assets.text(EditorServer.class, "edit.html"));
            case "/edit.css" -> answer(exchange, 200, "text/css", Assets.text(EditorServer.class, "edit.css"));
            case "/edit.js" -> answer(exchange, 200, "text/javascript", Assets.text(EditorServer.class, "edit.js"));
            case "/favicon.svg" ->
                answer(
                        exchange,
                        200,
                        "image/svg+xml",
                        Assets.text(EditorServer.class, "/io/fairlead/page/favicon.svg"));
            case "/edit/twin" -> json(exchange, editor.current());
            case "/edit/module" -> json(exchange, started());
            case "/edit/report" -> json(exchange, editor.report(version(exchange.getRequestURI())));
            default -> modulesPage(exchange);
        }
    }

    private JsonObject started() {
        JsonObject answer = new JsonObject();
        answer.addProperty("started", modulePort.isPresent());
        return answer;
    }

    private static long version(URI uri) {
        String query = Objects.requireNonNullElse(uri.getQuery(), "");
        return query.matches("[0-9]{1,15}") ? Long.parseLong(query) : 0;
    }

    /** Accepts only JSON, which a form of another web page cannot send here. */
    private void post(HttpExchange exchange) throws IOException {
        String type = Objects.requireNonNullElse(exchange.getRequestHeaders().getFirst("Content-Type"), "");
        byte[] body = exchange.getRequestBody().readNBytes(MOST + 1);
        if (!type.equals("application/json") || body.length > MOST) {
            answer(exchange, 415, "text/plain", "a text of application/json, of at most 1 MB");
            return;
        }
        String text = new String(body, StandardCharsets.UTF_8);
        switch (exchange.getRequestURI().getPath()) {
            case "/edit/check" -> json(exchange, editor.check(text));
            case "/edit/plan" -> json(exchange, editor.plan(text));
            case "/edit/send" -> json(exchange, editor.send(text));
            default -> answer(exchange, 404, "text/plain", "nothing here");
        }
    }

    /** The module's page unchanged, except that the editor may frame it. */
    private void modulesPage(HttpExchange exchange) throws IOException, InterruptedException {
        Optional<Integer> port = modulePort;
        if (port.isEmpty()) {
            answer(exchange, 503, "text/plain", "the module is starting");
            return;
        }
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(
                "http://127.0.0.1:" + port.get() + exchange.getRequestURI().getRawPath()));
        for (String header : PASSED_ON) {
            String value = exchange.getRequestHeaders().getFirst(header);
            if (value != null) {
                request.header(header, value);
            }
        }
        HttpResponse<InputStream> page = client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        for (String header : TAKEN_OVER) {
            page.headers()
                    .firstValue(header)
                    .ifPresent(value -> exchange.getResponseHeaders().set(header, value));
        }
        page.headers()
                .firstValue("Content-Security-Policy")
                .ifPresent(rules -> exchange.getResponseHeaders()
                        .set(
                                "Content-Security-Policy",
                                rules.replace("frame-ancestors 'none'", "frame-ancestors 'self'")));
        try (InputStream in = page.body()) {
            exchange.sendResponseHeaders(page.statusCode(), page.statusCode() == 304 ? -1 : 0);
            OutputStream out = exchange.getResponseBody();
            byte[] piece = new byte[8192];
            for (int length = in.read(piece); length >= 0; length = in.read(piece)) {
                out.write(piece, 0, length);
                out.flush(); // A stream of events comes piece by piece.
            }
        }
    }

    private static void json(HttpExchange exchange, JsonObject answer) throws IOException {
        answer(exchange, 200, "application/json", answer.toString());
    }

    private static void answer(HttpExchange exchange, int status, String type, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type + "; charset=utf-8");
        exchange.getResponseHeaders().set("Cache-Control", "no-cache");
        exchange.getResponseHeaders()
                .set(
                        "Content-Security-Policy",
                        "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
        client.shutdownNow(); // A stream of events would hold it until its next line.
        client.close();
    }
}
