package io.fairlead.standin.cluster.dns;

import io.fairlead.standin.cluster.ApiServerStandIn;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.AfterEach;

/** The stand-in keeps the contract of CoreDNS. */
class DnsContractTest extends DnsContract {

    private final ApiServerStandIn cluster = ApiServerStandIn.start();

    @AfterEach
    void close() {
        cluster.close();
    }

    @Override
    protected String corefile() {
        return ".:53 {\n    errors\n    kubernetes cluster.local in-addr.arpa ip6.arpa\n    loadbalance\n}";
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
