package io.fairlead.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.fairlead.rig.Eventually;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What each release left in a cluster, kept in {@code releases}: this one takes it over, and leaves alone what a later one wrote.
 * Before a release, {@code -Drelease.write=VERSION} keeps what it leaves; the twin is written by hand.
 */
class UpgradeIT {

    private static final Path RELEASES = Path.of("src/test/resources/releases");
    private static final String OBJECTS = "objects.json";
    private static final String LEDGER = "fairlead-ledger";
    private static final Duration SOON = Duration.ofMinutes(3);

    /** What no address may be lost by. */
    private static final Set<String> ADDRESSES =
            Set.of("services", "ipaddresspools.metallb.io", "l2advertisements.metallb.io");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @MethodSource("releases")
    void whatAReleaseLeftIsTakenOverWithoutAWriteToAServiceOrAPool(String release) throws Exception {
        List<JsonObject> left = objects(release);
        try (StandInDevice device = StandInDevice.start(folder)) {
            device.cluster().restore(left);
            Map<String, String> addresses = device.addresses();
            assertTrue(addresses.size() >= 4, addresses::toString);

            device.converges(twin(release));

            assertEquals(List.of(), device.writesOf(ADDRESSES));
            assertEquals(addresses, device.addresses());
        }
    }

    @ParameterizedTest
    @MethodSource("releases")
    void theLedgerOfALaterReleaseIsToldOfAndLeftAsItIs(String release) throws Exception {
        List<JsonObject> left = objects(release);
        left.stream().filter(UpgradeIT::isLedger).forEach(ledger -> {
            JsonObject data = ledger.getAsJsonObject("data");
            String text = data.get("ledger.json").getAsString();
            data.addProperty("ledger.json", text.replaceFirst("\"format\":\\d+", "\"format\":1000"));
        });
        try (StandInDevice device = StandInDevice.start(folder)) {
            device.cluster().restore(left);
            Map<String, String> addresses = device.addresses();
            String ledger = device.ledger();

            device.module().start();
            device.twin().replaceDesired(twin(release));
            Eventually.holds(
                    "the newer ledger is reported",
                    SOON,
                    () -> device.twin().reported().toString().contains("LedgerNewer"));
            device.rests();

            assertEquals(List.of(), device.cluster().requests().writes());
            assertEquals(ledger, device.ledger());
            assertEquals(addresses, device.addresses());
        }
    }

    @Test
    @EnabledIfSystemProperty(named = "release.write", matches = ".+")
    void whatThisReleaseLeavesIsKept() throws Exception {
        String release = System.getProperty("release.write");
        try (StandInDevice device = StandInDevice.start(folder)) {
            device.converges(twin(release));
            device.module().kill();
            JsonArray objects = new JsonArray();
            device.cluster().snapshot().forEach(objects::add);
            Files.writeString(
                    RELEASES.resolve(release).resolve(OBJECTS),
                    new GsonBuilder()
                                    .setPrettyPrinting()
                                    .disableHtmlEscaping()
                                    .create()
                                    .toJson(objects) + "\n");
        }
    }

    private static Stream<String> releases() throws IOException {
        try (Stream<Path> folders = Files.list(RELEASES)) {
            return folders
                    .filter(folder -> Files.exists(folder.resolve(OBJECTS)))
                    .map(folder -> folder.getFileName().toString())
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    private static JsonObject twin(String release) throws IOException {
        return JsonParser.parseString(Files.readString(RELEASES.resolve(release).resolve("twin.json")))
                .getAsJsonObject();
    }

    private static List<JsonObject> objects(String release) throws IOException {
        return JsonParser.parseString(Files.readString(RELEASES.resolve(release).resolve(OBJECTS)))
                .getAsJsonArray()
                .asList()
                .stream()
                .map(JsonElement::getAsJsonObject)
                .toList();
    }

    private static boolean isLedger(JsonObject object) {
        return object.getAsJsonObject("metadata").get("name").getAsString().equals(LEDGER);
    }
}
