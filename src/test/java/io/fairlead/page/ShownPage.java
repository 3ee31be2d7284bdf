package io.fairlead.page;

import io.fairlead.page.metrics.InstanceLabels;
import io.fairlead.page.view.HubContact;
import io.fairlead.report.Reports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeMap;

/** The module's page of a {@link PageWorld}: the real server and board, and the world in place of the loop. */
final class ShownPage implements AutoCloseable {

    final PageWorld world;
    private final Board board = new Board("site-042", this::hub, Clock.systemUTC());
    private final PageServer server;

    ShownPage(PageWorld world) {
        this(world, 0);
        report();
    }

    /**
     * The page of a module that has just started: its first cycle has not ended.
     *
     * @param port where, as a module has it that was started again; 0 for one that is free
     */
    ShownPage(PageWorld world, int port) {
        this.world = world;
        try {
            this.server = PageServer.start(
                    port,
                    Exposure.LOOPBACK,
                    board,
                    new PageServer.Sources(new InstanceLabels("hub", "site-042", "1"), "0.1.0", TreeMap::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HubContact hub() {
        return new HubContact(world.hub, true, Optional.of(Instant.now().minusSeconds(world.hub ? 20 : 1500)));
    }

    /** What the loop does at the end of a cycle. */
    void report() {
        board.report(Reports.build(world.report()));
    }

    int port() {
        return server.port();
    }

    String url() {
        return "http://localhost:" + port() + "/";
    }

    @Override
    public void close() {
        server.close();
    }
}
