package io.fairlead.bench;

import io.fairlead.rig.nodes.NodeDevice;
import io.fairlead.rig.nodes.NodeRig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Counts what a client on the LAN misses while things change, on whole nodes; a table for each part, also in {@code
 * target/bench}.
 */
final class AvailabilityBench {

    /** What belongs to one table. */
    private enum Part {
        CHANGES,
        FAULTS,
        POWER;

        Path file() {
            return Bench.FOLDER.resolve("availability-" + name().toLowerCase(Locale.ROOT) + ".md");
        }
    }

    private AvailabilityBench() {}

    /**
     * Measures.
     *
     * @param names the parts in lower case; none for all
     */
    static void run(String... names) throws IOException, InterruptedException {
        List<Part> parts = names.length == 0
                ? List.of(Part.values())
                : Arrays.stream(names)
                        .map(name -> Part.valueOf(name.toUpperCase(Locale.ROOT)))
                        .toList();
        Machine machine = Machine.now();
        NodeDevice device =
                NodeDevice.start(Map.of("FAIRLEAD_APPS_NAMESPACES", "shop", "FAIRLEAD_NETWORK_OUTAGE_SECONDS", "15"));
        NodeRig rig = device.rig();
        ByHand hand = ByHand.on(rig);
        device.createAppsNamespace("shop");
        device.awaitConnected();
        ShopTwin shop = new ShopTwin(device.twin());
        shop.create();
        hand.create();
        for (Part part : parts) {
            Rows rows = new Rows(new Clients(rig), machine, table -> write(part, table));
            switch (part) {
                case CHANGES -> new TwinChanges(shop, hand, rows).run();
                case FAULTS -> new Faults(device, shop, hand, rows).run();
                case POWER -> new PowerCuts(device, shop, rows).run();
            }
            System.out.println(Files.readString(part.file()));
        }
    }

    private static void write(Part part, String table) {
        try {
            Files.writeString(part.file(), table);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
