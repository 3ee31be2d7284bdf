package io.fairlead.hub;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a connection leaves behind: nothing. */
class HubResourcesIT {
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

    @RegisterExtension
    final HubRig rig = new HubRig();

    @Test
    void fiftyReconnectsLeaveNoThreadsAndNoFileDescriptorsBehind() throws Exception {
        rig.connect();
        reconnect(5);
        int threads = threads().size();
        long descriptors = descriptors();
        reconnect(50);
        assertTrue(
                HubRig.within(Duration.ofSeconds(10), () -> threads().size() <= threads + 2),
                () -> threads + " threads became " + threads());
        assertTrue(
                HubRig.within(Duration.ofSeconds(10), () -> descriptors() <= descriptors + 4),
                () -> descriptors + " file descriptors became " + descriptors());
    }

    @Test
    void whatIsClosedHasNoThreadsLeft() throws Exception {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        rig.connect();
        rig.awaitConnected();
        assertTrue(ofTheConnection(before).size() > 5, () -> "threads: " + ofTheConnection(before));
        rig.connection().close();
        assertTrue(
                HubRig.within(
                        Duration.ofSeconds(10), () -> ofTheConnection(before).isEmpty()),
                () -> ofTheConnection(before).toString());
    }

    private void reconnect(int times) throws InterruptedException {
        for (int i = 0; i < times; i++) {
            int before = rig.connects();
            rig.awaitConnected();
            rig.faults().closeConnections();
            rig.await("another connection", () -> rig.connects() > before);
        }
        rig.awaitConnected();
    }

    /** The threads of the SDK, of Paho and of the connection itself, without those of tests before. */
    private static List<Thread> ofTheConnection(Set<Thread> before) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !before.contains(thread))
                .filter(thread -> Stream.of("MQTT", "hub-", "IotHub")
                        .anyMatch(part -> thread.getName().contains(part)))
                .filter(thread -> !thread.getName().equals("hub-timer"))
                .toList();
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .sorted()
                .toList();
    }

    private static long descriptors() {
        if (!Files.isDirectory(DESCRIPTORS)) {
            return 0;
        }
        try (Stream<Path> open = Files.list(DESCRIPTORS)) {
            return open.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
