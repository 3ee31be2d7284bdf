package io.fairlead.hub;

import com.microsoft.azure.sdk.iot.device.ProxySettings;
import com.microsoft.azure.sdk.iot.device.auth.IotHubSSLContext;
import com.microsoft.azure.sdk.iot.device.edge.HttpsHsmTrustBundleProvider;
import com.microsoft.azure.sdk.iot.device.hsm.HttpHsmSignatureProvider;
import com.microsoft.azure.sdk.iot.device.transport.HttpProxySocketFactory;
import io.fairlead.doctor.Facts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * Checks the hub without connecting as the module, because a second connection of one identity ends the first. It does a TLS
 * handshake and sends nothing after it.
 */
public final class HubProbe {

    private static final int LIMIT_MS = 5_000;
    private static final String WORKLOAD_API = "2018-06-28";

    private final HubSettings settings;

    /** A probe of the hub in the settings. */
    public HubProbe(HubSettings settings) {
        this.settings = settings;
    }

    /** Checks now. Takes at most 10 s for each of name, connection, TLS and signature. */
    public Facts.Hub look() {
        Optional<ProxySettings> proxy = settings.proxy();
        Optional<String> name = proxy.isPresent() ? Optional.empty() : failure(this::addresses);
        Optional<String> connection =
                name.isPresent() ? Optional.empty() : failure(() -> connect().close());
        boolean isReached = name.isEmpty() && connection.isEmpty();
        return new Facts.Hub(
                settings.host(),
                settings.port(),
                settings.isThroughEdgeHub(),
                proxy.map(used -> used.getHostname() + ":" + used.getPort()),
                name,
                connection,
                isReached ? failure(this::shakeHands) : Optional.empty(),
                isReached ? failure(this::sign) : Optional.empty());
    }

    private InetAddress[] addresses() throws UnknownHostException {
        return InetAddress.getAllByName(settings.host());
    }

    /** A connection to the hub. Through a proxy, it is made as by Azure's SDK, which does not resolve the name itself. */
    private Socket connect() throws Exception {
        Optional<ProxySettings> proxy = settings.proxy();
        Socket socket = proxy.isPresent()
                ? new HttpProxySocketFactory(trust().getSocketFactory(), proxy.get()).createSocket()
                : new Socket();
        try {
            socket.connect(
                    proxy.isPresent()
                            ? InetSocketAddress.createUnresolved(settings.host(), settings.port())
                            : new InetSocketAddress(addresses()[0], settings.port()),
                    LIMIT_MS);
            socket.setSoTimeout(LIMIT_MS);
            return socket;
        } catch (IOException failed) {
            if (proxy.isEmpty()) { // The SDK closes its connection to a proxy itself; before TLS, close() throws.
                socket.close();
            }
            throw failed;
        }
    }

    private void shakeHands() throws Exception {
        try (Socket opened = connect();
                SSLSocket tls = opened instanceof SSLSocket proxied
                        ? proxied
                        : (SSLSocket) trust().getSocketFactory()
                                .createSocket(opened, settings.host(), settings.port(), true)) {
            SSLParameters parameters = tls.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            tls.setSSLParameters(parameters);
            tls.startHandshake();
        }
    }

    private SSLContext trust() throws Exception {
        if (settings.sslContext().isPresent()) {
            return settings.sslContext().get();
        }
        if (settings.caFile().isPresent()) {
            return IotHubSSLContext.getSSLContextFromFile(settings.caFile().get());
        }
        Optional<String> workload = settings.workloadUri();
        return workload.isPresent()
                ? IotHubSSLContext.getSSLContextFromString(new HttpsHsmTrustBundleProvider()
                        .getTrustBundleCerts(workload.get(), WORKLOAD_API, new UnixSocket()))
                : SSLContext.getDefault();
    }

    /** Requests a signature, as for a token. With a connection string its key signs, which was checked when it was read. */
    private void sign() throws Exception {
        Optional<String> workload = settings.workloadUri();
        if (workload.isPresent()) {
            String unused = new HttpHsmSignatureProvider(workload.get(), WORKLOAD_API, new UnixSocket())
                    .sign(
                            settings.environment("IOTEDGE_MODULEID"),
                            "doctor",
                            settings.environment("IOTEDGE_MODULEGENERATIONID"));
        }
    }

    /** An attempt that may fail. */
    @FunctionalInterface
    private interface Attempt {
        void run() throws Exception;
    }

    /** Why the attempt fails; empty if it succeeds. It has a time limit, because the SDK waits for a silent proxy without end. */
    private static Optional<String> failure(Attempt attempt) {
        FutureTask<Optional<String>> task = new FutureTask<>(() -> tried(attempt));
        Thread unused = Thread.ofVirtual().name("hub probe").start(task);
        try {
            return task.get(2L * LIMIT_MS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException silent) {
            return Optional.of("no answer within " + 2 * LIMIT_MS / 1000 + " s");
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return Optional.of("the module is ending");
        } catch (ExecutionException bug) {
            throw new IllegalStateException(bug.getCause());
        } finally {
            task.cancel(true); // The interrupt closes the socket for which a virtual thread waits.
        }
    }

    private static Optional<String> tried(Attempt attempt) {
        try {
            attempt.run();
            return Optional.empty();
        } catch (UnknownHostException unknown) {
            return Optional.of("no DNS server knows the name");
        } catch (Exception failed) {
            return Optional.of(Failures.describe(failed));
        }
    }
}
