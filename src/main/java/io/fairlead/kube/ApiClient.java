package io.fairlead.kube;

import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fairlead.loop.ApiCall;
import io.fairlead.model.Credential;
import io.fairlead.model.Fields;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.InterruptedIOException;
import java.io.Reader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An HTTP client for the API server that uses fabric8's configuration, authentication and token renewal. Every call has a
 * time limit and is sent once. fabric8's own retries, which take up to 19 s for one 500, are off.
 */
final class ApiClient implements AutoCloseable {

    /**
     * The time limit of a call. It is longer than the 10 s that the API server gives a webhook, so that its answer can name
     * the webhook that failed
     * (<a href="https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/#timeouts">timeouts</a>).
     */
    static final Duration ANSWER_WITHIN = Duration.ofSeconds(12);

    private static final Logger LOG = LoggerFactory.getLogger(ApiClient.class);

    private static final String JSON = "application/json";
    private static final String MERGE_PATCH = "application/merge-patch+json";
    private static final String JSON_PATCH = "application/json-patch+json";
    private static final String APPLY = "application/apply-patch+yaml"; // JSON is YAML

    private final KubeOptions options;
    private volatile @Nullable Connection connection;
    private volatile String unreadable = "";
    private volatile boolean unauthorized;
    private volatile Optional<Duration> ahead = Optional.empty();
    private final ConcurrentMap<ApiCall, LongAdder> calls = new ConcurrentHashMap<>();

    /** Reads the login. If it cannot be read, every call fails with the reason until {@link #renew} has read one. */
    ApiClient(KubeOptions options) {
        this.options = options;
        boolean unused = renew();
    }

    /**
     * Reads the kubeconfig and the files that it names again. If they cannot be read, for example because they are being
     * written, the previous ones stay in use. Without a kubeconfig fabric8 renews the service account's token by itself.
     *
     * @return whether they changed
     */
    boolean renew() {
        Connection before = connection;
        if (before != null && options.kubeconfig().isEmpty()) {
            return false;
        }
        try {
            ClusterLogin login = ClusterLogin.of(options.kubeconfig());
            if (before != null && login.digest().equals(before.login().digest())) {
                unreadable = "";
                return false;
            }
            connection = Connection.of(
                    login,
                    options.kubeconfig().map(file -> "kubeconfig " + file).orElse("the service account"));
            unreadable = "";
        } catch (IOException | RuntimeException wrong) {
            String reason = String.valueOf(wrong.getMessage());
            if (before != null && !reason.equals(unreadable)) {
                LOG.warn("{}; what was read before stays in use", reason);
            }
            unreadable = reason;
            return false;
        }
        unauthorized = false;
        if (before != null) {
            before.http().close();
        }
        return true;
    }

    /** Why there is no login to use; empty if there is one. */
    Optional<String> unreadable() {
        return connection == null ? Optional.of(unreadable) : Optional.empty();
    }

    private Connection connection() throws IOException {
        Connection now = connection;
        if (now == null) {
            throw new IOException(unreadable);
        }
        return now;
    }

    /** The credential that the module presents to the API server, if it expires. */
    Optional<Credential> credential() {
        return Optional.ofNullable(connection).flatMap(now -> now.login().credential());
    }

    /** Why the API server refuses the credential: it has expired, a clock is wrong, or the last answer was 401. */
    Optional<String> refusal() {
        return credential()
                .flatMap(shown -> shown.refusal(Instant.now(), ahead))
                .or(() -> Optional.ofNullable(connection)
                        .filter(now -> unauthorized)
                        .map(now -> now.login().unknown()));
    }

    /** How far this clock is ahead of the API server's clock; empty before the first answer. */
    Optional<Duration> clockAhead() {
        return ahead;
    }

    /**
     * An answer of the API server.
     *
     * @param code the HTTP status
     * @param json the body through {@link Sieve#object}; if it is no JSON object, a tree whose {@code message} is the start
     *     of the body
     */
    record Answer(int code, Map<String, Object> json) {

        boolean isSuccess() {
            return HttpResponse.isSuccessful(code);
        }

        /** The error, in one line. */
        String message() {
            return new Fields(json).text("message").orElse("no message").strip() + " (" + code + ")";
        }
    }

    Answer get(String path) throws IOException {
        return answer("get", request(path));
    }

    Answer post(String path, Fields body) throws IOException {
        return answer("create", request(path).post(JSON, Json.text(body.map())));
    }

    Answer apply(String path, Fields manifest) throws IOException {
        return answer("patch", request(path).patch(APPLY, Json.text(manifest.map())));
    }

    Answer merge(String path, Fields fields) throws IOException {
        return answer("patch", request(path).patch(MERGE_PATCH, Json.text(fields.map())));
    }

    /** Applies the operations of a JSON patch, all or none. */
    Answer patch(String path, List<Map<String, Object>> operations) throws IOException {
        return answer("patch", request(path).patch(JSON_PATCH, Json.text(operations)));
    }

    Answer delete(String path, Fields options) throws IOException {
        return answer("delete", request(path).delete(JSON, Json.text(options.map())));
    }

    /**
     * Opens an answer that does not end, for example a watch. The caller closes it. Reading it has no time limit.
     *
     * @throws Refused if the answer is not a success
     */
    InputStream stream(String path) throws IOException {
        HttpResponse<InputStream> response = await(
                "watch",
                connection().http().sendAsync(request(path).forStreaming().build(), InputStream.class));
        if (response.isSuccessful()) {
            return response.body();
        }
        throw new Refused(answer(response));
    }

    /**
     * Reads an answer as a stream, so that it is never in memory as a whole.
     *
     * @throws Refused if the answer is not a success
     */
    <T> T read(String path, Reading<T> reading) throws IOException {
        HttpResponse<InputStream> response = send("get", request(path));
        if (response.isSuccessful()) {
            return reading(response, reading);
        }
        throw new Refused(answer(response));
    }

    /** Reads the body of an answer. */
    interface Reading<T> {
        T from(Reader body) throws IOException;
    }

    /** An answer that is not a success. */
    static final class Refused extends IOException {
        private static final long serialVersionUID = 1;

        private final int code;

        Refused(Answer answer) {
            super(answer.message());
            code = answer.code();
        }

        int code() {
            return code;
        }
    }

    @Override
    public void close() {
        Optional.ofNullable(connection).ifPresent(now -> now.http().close());
    }

    private HttpRequest.Builder request(String path) throws IOException {
        Connection now = connection();
        return now.http().newHttpRequestBuilder().uri(now.server() + path);
    }

    private Answer answer(String verb, HttpRequest.Builder request) throws IOException {
        return answer(send(verb, request));
    }

    private Answer answer(HttpResponse<InputStream> response) throws IOException {
        return reading(response, body -> {
            Beginning text = new Beginning(body);
            try {
                Map<String, Object> json = new TreeReader(text).next(Sieve.object(""));
                return new Answer(response.code(), json == null ? Map.of() : json);
            } catch (IOException noJson) {
                if (response.isSuccessful()) {
                    throw noJson;
                }
                return new Answer(response.code(), Map.of("message", text.beginning()));
            }
        });
    }

    private HttpResponse<InputStream> send(String verb, HttpRequest.Builder request) throws IOException {
        HttpResponse<InputStream> response = await(
                verb,
                connection()
                        .http()
                        .sendAsync(
                                request.timeout(ANSWER_WITHIN.toMillis(), TimeUnit.MILLISECONDS)
                                        .build(),
                                InputStream.class));
        ahead = Optional.ofNullable(response.header("Date"))
                .flatMap(ApiClient::ahead)
                .or(() -> ahead);
        return response;
    }

    /** How far this clock is ahead of the {@code Date} header of an answer. */
    private static Optional<Duration> ahead(String date) {
        try {
            Instant there = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date));
            return Optional.of(Duration.between(there, Instant.now()));
        } catch (DateTimeException noDate) {
            return Optional.empty();
        }
    }

    /** Reads a body and closes it at the end of its time limit, because nothing else ends a blocked read. */
    private <T> T reading(HttpResponse<InputStream> response, Reading<T> reading) throws IOException {
        CompletableFuture<Boolean> late = new CompletableFuture<>();
        try (InputStream body = response.body()) {
            CompletableFuture<Void> unused = late.completeOnTimeout(
                            true, ANSWER_WITHIN.toMillis(), TimeUnit.MILLISECONDS)
                    .thenAcceptAsync(isLate -> close(isLate, body), Runnable::run);
            return reading.from(new InputStreamReader(body, StandardCharsets.UTF_8));
        } catch (Refused | TooLargeException e) {
            throw e;
        } catch (IOException e) {
            throw late.getNow(false) ? unanswered(e) : unreachable(e);
        } finally {
            late.complete(false);
        }
    }

    private static void close(boolean isLate, InputStream body) {
        if (isLate) {
            Thread unused = Thread.ofVirtual().start(() -> {
                try {
                    body.close();
                } catch (IOException e) {
                    LOG.debug("closing an answer that came too late", e);
                }
            });
        }
    }

    private HttpResponse<InputStream> await(String verb, CompletableFuture<HttpResponse<InputStream>> answer)
            throws IOException {
        int code = 0;
        try {
            HttpResponse<InputStream> response = answer.get(ANSWER_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
            code = response.code();
            unauthorized = code == 401;
            return response;
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw unanswered(e);
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("interrupted while waiting for the API server").initCause(e);
        } catch (ExecutionException e) {
            throw Unreachable.isTimeout(e) ? unanswered(e) : unreachable(e);
        } finally {
            calls.computeIfAbsent(new ApiCall(verb, code), none -> new LongAdder())
                    .increment();
        }
    }

    /** The number of calls so far, by kind. */
    SortedMap<ApiCall, Long> calls() {
        SortedMap<ApiCall, Long> counts = new TreeMap<>();
        calls.forEach((call, times) -> counts.put(call, times.sum()));
        return counts;
    }

    private IOException unanswered(Exception cause) {
        return new IOException(
                "no answer from the API server " + server() + " within " + ANSWER_WITHIN.toSeconds() + " s", cause);
    }

    private IOException unreachable(Exception cause) {
        return new IOException("the API server " + server() + " cannot be reached: " + why(cause), cause);
    }

    /** The URL of the API server; empty if there is no login. */
    String server() {
        return Optional.ofNullable(connection).map(Connection::server).orElse("");
    }

    /** The host name or address of the API server. */
    String host() {
        String host = URI.create(server()).getHost();
        return host == null ? "" : host;
    }

    private String why(Exception failure) {
        return Unreachable.why(failure, host());
    }

    /** Why a stream broke. */
    String reason(IOException failure) {
        boolean isOurs =
                failure instanceof Refused || failure instanceof TooLargeException || failure.getCause() == null;
        return isOurs ? String.valueOf(failure.getMessage()) : "the API server " + server() + ": " + why(failure);
    }
}
