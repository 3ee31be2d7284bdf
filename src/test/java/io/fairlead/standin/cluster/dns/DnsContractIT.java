package io.fairlead.standin.cluster.dns;

import io.fairlead.rig.CoreDns;
import io.fairlead.rig.NeedsRig;
import io.fairlead.rig.RigCluster;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import org.junit.jupiter.api.AfterEach;

/** The real CoreDNS keeps the contract: without this the contract would be a guess. */
@NeedsRig
class DnsContractIT extends DnsContract {

    private final CoreDns dns = RigCluster.shared().startCoreDns(CoreDns.DEVICE_COREFILE);

    @AfterEach
    void close() {
        dns.close();
    }

    @Override
    protected boolean refused() throws IOException {
        return Files.readString(dns.log()).contains("Unknown directive 'loadblnce'");
    }

    @Override
    protected void corefile(String text) {
        dns.corefile(text);
    }

    @Override
    protected InetSocketAddress address() {
        return dns.address();
    }
}
