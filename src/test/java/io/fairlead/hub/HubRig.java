package io.fairlead.hub;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.fairlead.loop.TwinSource.TwinDocument;
import io.fairlead.methods.DirectMethods;
import io.fairlead.standin.hub.Faults;
import io.fairlead.standin.hub.HubEvent;
import io.fairlead.standin.hub.HubStandIn;
import io.fairlead.standin.hub.HubTwin;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A hub stand-in with one module, and the connection under test, for each test. */
final class HubRig implements BeforeEachCallback, AfterEachCallback {
    /** Quick, so that hazards are over in seconds; but a connect that hangs outlasts the patience of every test. */
    static final HubTiming QUICK = new HubTiming(
            Duration.ofSeconds(60),
            Duration.ofSeconds(2),
            Duration.ofSeconds(1),
            Duration.ofMinutes(5),
            Duration.ofSeconds(2),
            Duration.ofMillis(200),
            Duration.ofMillis(20),
            Duration.ofMillis(50),
            Duration.ofMillis(500),
            Duration.ofHours(1),
            0.2);

    /** {@link #QUICK} with other limits for tokens and answers. */
    static HubTiming with(Duration tokenLifetime, Duration answerTimeout) {
        return new HubTiming(
                QUICK.connectTimeout(),
                QUICK.keepAlive(),
                answerTimeout,
                QUICK.reread(),
                QUICK.check(),
                QUICK.retry(),
                QUICK.reportGap(),
                QUICK.backoff(),
                QUICK.backoffLimit(),
                tokenLifetime,
                QUICK.jitter());
    }

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String DEVICE = "edge1";
    private static final String MODULE = "fairlead";

    private final AtomicInteger changes = new AtomicInteger();
    private final AtomicInteger connects = new AtomicInteger();
    private @Nullable HubStandIn hub;
    final DirectMethods methods = new DirectMethods(Map.of());
    private Optional<HubConnection> connection = Optional.empty();

    @Override
    public void beforeEach(ExtensionContext context) throws Exception {
        Path folder = Files.createTempDirectory("hub");
        HubStandIn started = HubStandIn.startAnywhere(folder);
        hub = started;
        started.listen(event -> {
            if (event.kind() == HubEvent.Kind.CONNECTED) {
                connects.incrementAndGet();
            }
        });
        started.createModule(DEVICE, MODULE);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        connection.ifPresent(HubConnection::close);
        hub().close();
    }

    void connect() {
        connect(QUICK);
    }

    void connect(HubTiming timing) {
        HubSettings settings = HubSettings.of(environment()).withTiming(timing);
        connection = Optional.of(HubConnection.start(settings, changes::incrementAndGet, methods));
    }

    Map<String, String> environment() {
        return hub().moduleEnvironment(DEVICE, MODULE);
    }

    HubConnection connection() {
        return connection.orElseThrow();
    }

    HubStandIn hub() {
        return Objects.requireNonNull(hub);
    }

    HubTwin twin() {
        return hub().twin(DEVICE, MODULE);
    }

    Faults faults() {
        return hub().faults();
    }

    int changes() {
        return changes.get();
    }

    /** How many connections the hub has taken. */
    int connects() {
        return connects.get();
    }

    void desired(String patch) {
        twin().patchDesired(json(patch));
    }

    void report(String whole) {
        connection().report(json(whole));
    }

    void awaitConnected() throws InterruptedException {
        await("a connection", () -> connection().isConnected());
    }

    void awaitDesired(long version, String properties) throws InterruptedException {
        Optional<TwinDocument> wanted = Optional.of(new TwinDocument(version, json(properties)));
        if (!within(PATIENCE, () -> connection().latest().equals(wanted))) {
            fail("wanted " + wanted + ", is " + connection().latest());
        }
    }

    void awaitReported(String whole) throws InterruptedException {
        JsonObject wanted = json(whole);
        if (!twin().awaitReported(wanted::equals, PATIENCE)) {
            fail("wanted " + wanted + ", is " + twin().reported() + ", refused " + twin().reportedRefusals());
        }
    }

    void await(String what, BooleanSupplier condition) throws InterruptedException {
        assertTrue(within(PATIENCE, condition), () -> what + " did not come within " + PATIENCE);
    }

    static boolean within(Duration patience, BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                return false;
            }
            Thread.sleep(2);
        }
        return true;
    }

    static JsonObject json(String text) {
        return JsonParser.parseString(text).getAsJsonObject();
    }
}
