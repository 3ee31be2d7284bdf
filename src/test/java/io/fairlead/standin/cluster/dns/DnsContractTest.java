package io.fairlead.standin.cluster.dns;

import io.fairlead.standin.cluster.ApiServerStandIn;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The stand-in keeps the contract of CoreDNS. */
class DnsContractTest extends DnsContract {

    private final ApiServerStandIn cluster = ApiServerStandIn.start();

    private final List<String> happened = new CopyOnWriteArrayList<>();

    @BeforeEach
    void listen() {
        cluster.onEvent(happened::add);
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    @Override
    protected boolean refused() {
        return happened.stream().anyMatch(line -> line.contains("Unknown directive 'loadblnce'"));
    }

    @Override
    protected void corefile(String text) {
        cluster.corefile(text);
    }

    @Override
    protected InetSocketAddress address() {
        return cluster.dns();
    }
}
