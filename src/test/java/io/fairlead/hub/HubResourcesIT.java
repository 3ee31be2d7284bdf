package io.fairlead.hub;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
                HubRig.within(java.time.Duration.ofSeconds(10), () -> threads().size() <= threads + 2),
                () -> threads + " threads became " + threads());
        assertTrue(
                HubRig.within(java.time.Duration.ofSeconds(10), () -> descriptors() <= descriptors + 4),
                () -> descriptors + " file descriptors became " + descriptors());
    }

    @Test
    void whatIsClosedHasNoThreadsLeft() throws Exception {
        rig.connect();
        rig.awaitConnected();
        rig.connection().close();
        assertTrue(HubRig.within(java.time.Duration.ofSeconds(10), () -> ours().isEmpty()), () -> ours().toString());
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

    /** The threads of the SDK, of Paho and of the connection itself. */
    private static List<String> ours() {
        return threads().stream()
                .filter(name -> name.startsWith("MQTT")
                        || name.startsWith("hub-open")
                        || name.equals("hub")
                        || name.startsWith("hub-close")
                        || name.contains("IotHub")
                        || name.contains("edge1"))
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
            throw new java.io.UncheckedIOException(e);
        }
    }
}
