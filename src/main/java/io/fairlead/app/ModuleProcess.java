package io.fairlead.app;

import io.fairlead.cli.Installation;
import io.fairlead.cli.Release;
import io.fairlead.hub.HubConnection;
import io.fairlead.hub.HubSettings;
import io.fairlead.kube.KubeCluster;
import io.fairlead.loop.EventReporter;
import io.fairlead.loop.Ports;
import io.fairlead.loop.Reconciler;
import io.fairlead.loop.Reporter;
import io.fairlead.loop.Requests;
import io.fairlead.loop.SteadyClock;
import io.fairlead.loop.Wake;
import io.fairlead.methods.DirectMethods;
import io.fairlead.methods.MethodTable;
import io.fairlead.page.Board;
import io.fairlead.page.PageServer;
import io.fairlead.page.metrics.InstanceLabels;
import io.fairlead.page.view.HubContact;
import io.fairlead.plan.target.Scope;
import io.fairlead.report.ModuleInfo;
import io.fairlead.text.Printable;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The module as it runs under IoT Edge: one hub connection, one cluster, one loop. */
public final class ModuleProcess implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ModuleProcess.class);
    private static final Duration STOPPING = Duration.ofSeconds(15);

    private final HubConnection hub;
    private final Optional<PageServer> page;
    private final KubeCluster cluster;
    private final Lifeline lifeline = new Lifeline();
    private final Thread loop;

    private ModuleProcess(Settings settings, HubSettings hubSettings) {
        Clock clock = Clock.systemUTC();
        Wake wake = new Wake();
        Installation installation = settings.installation();
        Scope scope = installation.scope();
        this.cluster = new KubeCluster(installation.kube(), wake::ring, lifeline);
        Requests requests = new Requests(wake::ring);
        DirectMethods methods = new DirectMethods(
                MethodTable.of(requests, scope, cluster.workbench(), clock, () -> Doctor.look(hubSettings, cluster)));
        this.hub = HubConnection.start(hubSettings, wake::ring, methods);
        ModuleInfo module = new ModuleInfo(Release.version(), clock.instant());
        EventReporter events = EventReporter.continuing(hub::reportedBefore, hub::send);
        boolean throughEdgeHub = hubSettings.isThroughEdgeHub();
        Board board = new Board(
                hubSettings.deviceId(),
                () -> new HubContact(hub.isConnected(), throughEdgeHub, hub.lastHeard()),
                clock);
        this.page = page(settings, hubSettings, board);
        List<Reporter> reporters = List.of(
                report -> methods.tell(report.state()), report -> hub.report(report.properties()), events, board);
        Reconciler reconciler = new Reconciler(
                new Ports(hub, cluster, new Reporters(reporters), requests),
                scope,
                module,
                settings.deadlines(),
                new SteadyClock(clock, System::nanoTime));
        this.loop = lifeline.thread("loop", () -> reconciler.run(wake));
    }

    /** The page; empty if it cannot start, because the module must keep addresses working without it. */
    private Optional<PageServer> page(Settings settings, HubSettings hubSettings, Board board) {
        InstanceLabels labels = new InstanceLabels(
                hubSettings.hubName(), hubSettings.deviceId(), UUID.randomUUID().toString());
        try {
            PageServer started = PageServer.start(
                    settings.port(),
                    settings.page(),
                    board,
                    new PageServer.Sources(labels, Release.version(), cluster::calls));
            LOG.info("metrics, probes and the page on port {}", started.port());
            return Optional.of(started);
        } catch (IOException taken) {
            LOG.warn(
                    "port {} cannot be used ({}): there are no metrics, probes and page until the module is started again;"
                            + " give another as FAIRLEAD_PORT",
                    settings.port(),
                    taken.getMessage());
            return Optional.empty();
        }
    }

    /** The port of the page, metrics and probes; empty if it could not be opened. */
    public Optional<Integer> pagePort() {
        return page.map(PageServer::port);
    }

    /** Starts the module, which runs until it is closed. */
    public static ModuleProcess start(Settings settings, HubSettings hubSettings) {
        ModuleProcess process = new ModuleProcess(settings, hubSettings);
        process.cluster.start();
        process.loop.start();
        return process;
    }

    /**
     * Runs the module until the process is asked to end.
     *
     * @return the exit status: 0 after an orderly end, 2 if the environment is wrong or can never work, {@value
     *     Lifeline#FAULT} after an error in the module
     */
    static int run(Map<String, String> environment) {
        Settings settings;
        HubSettings hubSettings;
        try {
            settings = Settings.from(environment);
            hubSettings = HubSettings.of(environment);
        } catch (IllegalArgumentException wrong) {
            System.err.println(Printable.lines(String.valueOf(wrong.getMessage())));
            return 2;
        }
        LOG.info("fairlead {}: {}", Release.version(), settings.describe());
        ModuleProcess process = start(settings, hubSettings);
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(process::close));
        try {
            int end = process.lifeline.await();
            if (end != 0) {
                Lifeline.haltUnlessEnded();
            }
            return end;
        } catch (InterruptedException stopped) {
            return 0;
        }
    }

    /** Stops the loop, then the connections. Calls to the cluster in progress are completed or cancelled within seconds. */
    @Override
    public void close() {
        lifeline.end();
        loop.interrupt();
        try {
            loop.join(STOPPING);
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
        }
        page.ifPresent(PageServer::close);
        hub.close();
        cluster.close();
    }
}
