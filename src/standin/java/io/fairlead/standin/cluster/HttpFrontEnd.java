package io.fairlead.standin.cluster;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.fairlead.standin.cluster.ResourceApi.Answer;
import io.fairlead.standin.cluster.objects.ApiFailure;
import io.fairlead.standin.cluster.objects.Json;
import io.fairlead.standin.cluster.objects.Store;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLContext;

/** The listening side: authenticates, routes and answers requests, one virtual thread each. */
final class HttpFrontEnd {
    static {
        // Without it every small answer waits for the client's delayed acknowledgement, 40 ms.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final Store store;
    private final ResourceApi resources;
    private final Discovery discovery;
    private final AccessRules access;
    private final Users users;
    private final RequestLog log;

    HttpFrontEnd(
            Store store, ResourceApi resources, Discovery discovery, AccessRules access, Users users, RequestLog log) {
        this.store = store;
        this.resources = resources;
        this.discovery = discovery;
        this.access = access;
        this.users = users;
        this.log = log;
    }

    /** One period of listening, from a start to its stop. */
    final class Listening {
        private final HttpsServer server;
        private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        private final AtomicBoolean open = new AtomicBoolean(true);

        private Listening(HttpsServer server) {
            this.server = server;
        }

        int port() {
            return server.getAddress().getPort();
        }

        /** Closes the port and every connection, watches too, at once. */
        void stop() {
            open.set(false);
            store.wake();
            server.stop(0);
            threads.shutdownNow();
        }
    }

    /** Listens on a port of 127.0.0.1; 0 for any. */
    Listening listen(int port, SSLContext tls) {
        try {
            HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
            server.setHttpsConfigurator(new HttpsConfigurator(tls));
            Listening listening = new Listening(server);
            server.setExecutor(listening.threads);
            server.createContext("/", exchange -> serve(exchange, listening));
            server.start();
            return listening;
        } catch (IOException e) {
            throw new UncheckedIOException("the API server stand-in cannot listen on 127.0.0.1:" + port, e);
        }
    }

    private void serve(HttpExchange exchange, Listening listening) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            try {
                route(exchange, body, listening);
            } catch (ApiFailure failure) {
                send(exchange, failure.code(), failure.status());
            } catch (RuntimeException e) {
                send(exchange, 500, ApiFailure.internal("stand-in: " + e).status());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void route(HttpExchange exchange, String body, Listening listening)
            throws IOException, InterruptedException {
        String path = exchange.getRequestURI().getPath();
        if (path.matches("/(healthz|livez|readyz)")) {
            exchange.sendResponseHeaders(200, 2);
            exchange.getResponseBody().write("ok".getBytes(StandardCharsets.UTF_8));
            return;
        }
        if (!discovery.leadsTo(path)) {
            byte[] text = "404 page not found\n".getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
            exchange.sendResponseHeaders(404, text.length);
            exchange.getResponseBody().write(text);
            return;
        }
        String user = users.of(header(exchange, "Authorization")).orElseThrow(ApiFailure::unauthorized);
        Optional<JsonObject> document = discovery.document(path);
        if (document.isPresent()) {
            send(exchange, 200, document.get());
        } else if (path.startsWith("/apis/authorization.k8s.io/v1/")) {
            send(exchange, 201, review(user, path, Json.object(body)));
        } else {
            serveResource(exchange, user, body, listening);
        }
    }

    private JsonObject review(String user, String path, JsonObject review) {
        AccessRules rules = user.equals(Users.MODULE) ? access : new AccessRules();
        if (path.endsWith("/selfsubjectaccessreviews")) {
            return rules.accessReview(review);
        }
        if (path.endsWith("/selfsubjectrulesreviews")) {
            return rules.rulesReview(review);
        }
        throw ApiFailure.noSuchPath();
    }

    private void serveResource(HttpExchange exchange, String user, String body, Listening listening)
            throws IOException, InterruptedException {
        String contentType =
                header(exchange, "Content-Type").replaceAll(";.*", "").strip();
        ApiRequest request = ApiRequest.parse(exchange.getRequestMethod(), exchange.getRequestURI(), contentType, body)
                .orElseThrow(ApiFailure::noSuchPath);
        boolean upgrade = header(exchange, "Upgrade").equalsIgnoreCase("websocket");
        if (user.equals(Users.MODULE)) {
            if (!upgrade) {
                log.add(new RequestLog.Request(
                        request.verb(),
                        request.key().kind().resource(),
                        request.key().namespace(),
                        request.key().name()));
            }
            access.require(user, request.verb(), request.key());
        }
        if (upgrade) {
            // 200 instead of 101 makes clients fall back to a plain watch.
            exchange.sendResponseHeaders(200, -1);
        } else if (request.verb().equals("watch")) {
            watch(exchange, request, listening);
        } else {
            Answer answer = resources.answer(request, header(exchange, "User-Agent"));
            boolean table = exchange.getRequestMethod().equals("GET") && Tables.isAsked(header(exchange, "Accept"));
            JsonElement whole = answer.body();
            send(exchange, answer.code(), table ? Tables.of(request.key().kind(), whole.getAsJsonObject()) : whole);
        }
    }

    private void watch(HttpExchange exchange, ApiRequest request, Listening listening)
            throws IOException, InterruptedException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, 0);
        OutputStream out = exchange.getResponseBody();
        out.flush();
        new WatchStream(store, request, out).run(listening.open::get);
    }

    private static String header(HttpExchange exchange, String name) {
        String value = exchange.getRequestHeaders().getFirst(name);
        return value == null ? "" : value;
    }

    private static void send(HttpExchange exchange, int code, JsonElement body) throws IOException {
        byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(code, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
