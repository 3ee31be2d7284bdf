package io.fairlead.standin.hub;

import io.fairlead.standin.Certificates;
import io.fairlead.standin.Lease;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A running stand-in for edgeHub and IoT Hub. Everything is on one loopback address: MQTT over TLS for modules, the service
 * side over HTTPS for back ends; the workload API is on {@code localhost}. Twins live in memory and end with it.
 */
public final class HubStandIn implements AutoCloseable {
    private static final Duration REBIND_PATIENCE = Duration.ofSeconds(10);

    private final HubOptions options;
    private final HubParts parts;
    private final ScheduledExecutorService timer;
    private volatile Certificates authority;
    private volatile Certificates.Issued certificate;
    private final Certificates.Issued wrongCertificate;
    private final String serviceKey = SasTokens.newKey();
    private final Path caPem;
    private final Map<String, WorkloadApi> workloadApis = new ConcurrentHashMap<>();
    private @Nullable MqttFrontend mqtt;
    private @Nullable ServiceApi service;
    private int servicePort;
    private int webSocketPort;
    private final Lease address;

    private HubStandIn(HubOptions options, Lease address) {
        this.options = options;
        this.address = address;
        this.timer = Executors.newSingleThreadScheduledExecutor(
                task -> Thread.ofPlatform().name("hub-timer").daemon().unstarted(task));
        this.parts = HubParts.create(options.hubName(), timer);
        this.authority = Certificates.authority("Hub stand-in CA");
        this.certificate = certificate(authority, options.address());
        this.wrongCertificate = certificate(Certificates.authority("Nobody's CA"), options.address());
        this.caPem = authority.writeCaPem(options.folder().resolve("ca.pem"));
        this.servicePort = options.servicePort();
        parts.faults()
                .attach(new Faults.Actions(
                        this::closeConnections,
                        () -> parts.sessions().forget(),
                        this::readingChanged,
                        () -> parts.edge().cloudBack()));
    }

    /**
     * Starts a stand-in.
     *
     * @throws BindException when a port is taken on the address, or another stand-in has it
     */
    public static HubStandIn start(HubOptions options) throws IOException {
        Lease address = Lease.ofAddress(options.address())
                .orElseThrow(() -> new BindException("another hub stand-in has the address " + options.address()));
        HubStandIn hub = new HubStandIn(options, address);
        try {
            hub.open();
            return hub;
        } catch (IOException e) {
            hub.close();
            throw e;
        }
    }

    /**
     * Starts a stand-in on the first loopback address from 127.0.0.2 to 127.0.0.20 that no other stand-in of the machine has
     * and whose MQTT port is free, with a free service port, so that test runs do not meet.
     */
    public static HubStandIn startAnywhere(Path folder) throws IOException {
        return startAnywhere(HubOptions.at("127.0.0.1", folder));
    }

    /** The same with other options; their address and service port do not count. */
    public static HubStandIn startAnywhere(HubOptions options) throws IOException {
        BindException last = new BindException("no loopback address is free");
        for (int i = 2; i <= 20; i++) {
            try {
                return start(options.withAddress("127.0.0." + i).withServicePort(0));
            } catch (BindException taken) {
                last = taken;
            }
        }
        throw last;
    }

    private synchronized void open() throws IOException {
        MqttFrontend frontend = new MqttFrontend(
                parts,
                certificate,
                wrongCertificate,
                new InetSocketAddress(options.address(), options.mqttPort()),
                webSocketPort);
        mqtt = frontend;
        webSocketPort = frontend.webSocketPort();
        ServiceApi started =
                new ServiceApi(parts, certificate, serviceKey, new InetSocketAddress(options.address(), servicePort));
        service = started;
        servicePort = started.port();
        parts.events().tell(HubEvent.Kind.STARTED, "", options.address() + ":" + options.mqttPort());
    }

    private static Certificates.Issued certificate(Certificates authority, String address) {
        List<String> names = new ArrayList<>(Certificates.loopbackNames());
        names.add(address);
        return authority.server("edgehub", names);
    }

    /** Has the configurations look at the twins again, as IoT Hub does every five minutes. */
    public void evaluateConfigurations() {
        parts.configurations().evaluate();
    }

    /** Registers a module with an empty twin and a new key; nothing happens where it exists. */
    public HubTwin createModule(String device, String module) {
        parts.cloud().create(new ModuleId(device, module));
        return twin(device, module);
    }

    /** A registered module, for tests. */
    public HubTwin twin(String device, String module) {
        return new HubTwin(parts, new ModuleId(device, module));
    }

    /** The connection string of a registered module, through this stand-in as its gateway. */
    public String moduleConnectionString(String device, String module) {
        String key = parts.cloud().read(new ModuleId(device, module), twin -> twin.key);
        return "HostName=" + options.hubName() + ";DeviceId=" + device + ";ModuleId=" + module + ";SharedAccessKey="
                + key + ";GatewayHostName=" + options.address();
    }

    /** The same for MQTT over WebSockets, which is not on the port that Azure's SDKs know. */
    public String webSocketConnectionString(String device, String module) {
        return moduleConnectionString(device, module) + ":" + webSocketPort;
    }

    /** A back end's connection string; the port follows the host name where it is not 443. */
    public String serviceConnectionString() {
        String port = servicePort == 443 ? "" : ":" + servicePort;
        return "HostName=" + options.address() + port + ";SharedAccessKeyName=iothubowner;SharedAccessKey="
                + serviceKey;
    }

    /** The base of service requests, without a slash at the end. */
    public String serviceUrl() {
        return "https://" + serviceHost();
    }

    /** The host and port of service requests. */
    public String serviceHost() {
        return options.address() + ":" + servicePort;
    }

    /** The environment variables of a module that is not started by IoT Edge. */
    public Map<String, String> moduleEnvironment(String device, String module) {
        return Map.of(
                "EdgeHubConnectionString",
                moduleConnectionString(device, module),
                "EdgeModuleCACertificateFile",
                caPem().toAbsolutePath().toString());
    }

    /** A value for the {@code Authorization} header of service requests. */
    public String serviceToken(Duration validity) {
        return SasTokens.create(
                options.address(), serviceKey, "iothubowner", Instant.now().plus(validity));
    }

    /** The address everything but the workload API listens on. */
    public String address() {
        return options.address();
    }

    /** The file with the certificate to trust. */
    public Path caPem() {
        return caPem;
    }

    /** The authority that issued the stand-in's certificate. */
    public Certificates authority() {
        return authority;
    }

    /** What can be made to go wrong. */
    public Faults faults() {
        return parts.faults();
    }

    /** Has somebody told of everything that happens, on the thread it happens on; it must be quick. */
    public void listen(Consumer<HubEvent> listener) {
        parts.events().listen(listener);
    }

    /**
     * The environment IoT Edge gives a module, with the workload API over HTTP, or over the Unix socket where the options
     * name one.
     */
    public Map<String, String> environment(String device, String module) throws IOException {
        Map<String, String> environment = new TreeMap<>();
        environment.put("IOTEDGE_WORKLOADURI", workloadApi(device).uri());
        environment.put("IOTEDGE_DEVICEID", device);
        environment.put("IOTEDGE_MODULEID", module);
        environment.put("IOTEDGE_MODULEGENERATIONID", ModuleTwin.GENERATION);
        environment.put("IOTEDGE_IOTHUBHOSTNAME", options.hubName());
        environment.put("IOTEDGE_GATEWAYHOSTNAME", options.address());
        environment.put("IOTEDGE_AUTHSCHEME", "sasToken");
        environment.put("IOTEDGE_APIVERSION", "2018-06-28");
        return environment;
    }

    private WorkloadApi workloadApi(String device) throws IOException {
        try {
            return workloadApis.computeIfAbsent(device, this::startWorkloadApi);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private WorkloadApi startWorkloadApi(String device) {
        try {
            return options.workloadSocket().isPresent()
                    ? WorkloadApi.overSocket(
                            parts,
                            device,
                            () -> authority.caPem(),
                            options.workloadSocket().get())
                    : WorkloadApi.overHttp(parts, device, () -> authority.caPem());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Stops and starts both listeners on the same address and ports. IoT Hub's twins survive, as the cloud does; what a module
     * sees of them right after depends on edgeHub's store.
     *
     * @param keepStore whether edgeHub's store survives: MQTT sessions, and twins for the time the cloud cannot be reached.
     *     Without it, and with {@link Faults#cloudOffline}, modules read an empty twin without {@code $version}.
     */
    public void restart(boolean keepStore) throws IOException, InterruptedException {
        close(keepStore);
        reopen();
    }

    /** Starts again with a certificate of another authority, which the trust bundle of the workload API has from then on. */
    public void replaceAuthority() throws IOException, InterruptedException {
        stop();
        authority = Certificates.authority("Another hub stand-in CA");
        certificate = certificate(authority, options.address());
        authority.writeCaPem(caPem);
        reopen();
    }

    /** Ends the workload API, as long as IoT Edge is not started; the next {@link #environment} starts it again. */
    public void stopWorkloadApi() {
        workloadApis.values().forEach(HubStandIn::closeQuietly);
        workloadApis.clear();
    }

    /** Starts again after {@link #stop()}; waits for its ports where somebody took them meanwhile. */
    public void reopen() throws IOException, InterruptedException {
        Instant deadline = Instant.now().plus(REBIND_PATIENCE);
        while (true) {
            try {
                open();
                return;
            } catch (BindException taken) {
                if (Instant.now().isAfter(deadline)) {
                    throw taken;
                }
                closeFrontends();
                Thread.sleep(Duration.ofMillis(50));
            }
        }
    }

    /** Stops listening and ends every connection; twins and edgeHub's store stay for {@link #reopen()}. */
    public void stop() {
        close(true);
    }

    /** Stops for good. */
    @Override
    public void close() {
        stop();
        timer.shutdownNow();
        stopWorkloadApi();
        address.close();
    }

    private void close(boolean keepStore) {
        closeFrontends();
        parts.faults().answers().forget();
        parts.faults().pubacks().forget();
        if (!keepStore) {
            parts.sessions().forget();
            parts.edge().forget();
        }
        parts.events().tell(HubEvent.Kind.STOPPED, "", keepStore ? "store kept" : "store lost");
    }

    private synchronized void closeFrontends() {
        if (mqtt != null) {
            mqtt.close();
            mqtt = null;
        }
        if (service != null) {
            service.close();
            service = null;
        }
    }

    private synchronized void closeConnections() {
        if (mqtt != null) {
            mqtt.closeConnections();
        }
    }

    private synchronized void readingChanged() {
        if (mqtt != null) {
            mqtt.readingChanged();
        }
    }

    private static void closeQuietly(WorkloadApi api) {
        try {
            api.close();
        } catch (IOException leftBehind) {
            throw new UncheckedIOException(leftBehind);
        }
    }
}
