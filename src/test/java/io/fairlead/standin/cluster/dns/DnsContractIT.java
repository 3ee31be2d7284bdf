package io.fairlead.standin.cluster.dns;

import io.fairlead.rig.CoreDns;
import io.fairlead.rig.NeedsRig;
import io.fairlead.rig.RigCluster;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.AfterEach;

/** The real CoreDNS keeps the contract: without this the contract would be a guess. */
@NeedsRig
class DnsContractIT extends DnsContract {

    private final CoreDns dns = RigCluster.shared().startCoreDns(corefile());

    @AfterEach
    void close() {
        dns.close();
    }

    @Override
    protected String corefile() {
        return CoreDns.DEVICE_COREFILE;
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
