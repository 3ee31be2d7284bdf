package io.fairlead.kube;

import io.fairlead.model.NameQuestion;
import io.fairlead.model.ObjectRef;
import io.fairlead.model.Observed;
import io.fairlead.network.coredns.ClusterDns;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.naming.Context;
import javax.naming.NameNotFoundException;
import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.directory.InitialDirContext;

/**
 * A DNS server, queried by the JDK's own client.
 *
 * @param address its address, for UDP and TCP
 * @see <a href="https://docs.oracle.com/en/java/javase/21/docs/api/jdk.naming.dns/module-summary.html">jdk.naming.dns</a>
 */
record NameServer(InetSocketAddress address) {

    private static final int DNS_PORT = 53;
    private static final String TIMEOUT_MS = "1000";
    private static final String RETRIES = "1";

    /** The cluster's DNS server: from the settings, else the cluster IP of its Service. */
    static Optional<NameServer> of(Optional<InetSocketAddress> setting, Observed seen) {
        return setting.or(() -> seen.find(ObjectRef.service(ClusterDns.NAMESPACE, ClusterDns.SERVICE))
                        .flatMap(service -> service.body().text("spec", "clusterIP"))
                        .filter(ip -> !ip.equals("None"))
                        .map(ip -> new InetSocketAddress(ip, DNS_PORT)))
                .map(NameServer::new);
    }

    /**
     * The answers to a question; empty if the name does not exist or has no record of the type. Takes at most 4 s. The
     * provider is fixed to DNS and returns only strings: no object is looked up or deserialized.
     */
    @SuppressWarnings({"BanJNDI", "JdkObsolete"})
    List<String> ask(NameQuestion question) throws NamingException {
        String host = address.getHostString();
        Map<String, String> settings = Map.of(
                Context.INITIAL_CONTEXT_FACTORY,
                "com.sun.jndi.dns.DnsContextFactory",
                Context.PROVIDER_URL,
                "dns://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort(),
                "com.sun.jndi.dns.timeout.initial",
                TIMEOUT_MS,
                "com.sun.jndi.dns.timeout.retries",
                RETRIES);
        InitialDirContext context = new InitialDirContext(new Hashtable<>(settings));
        try {
            Attribute found = context.getAttributes(question.name() + ".", new String[] {question.type()})
                    .get(question.type());
            List<String> answers = new ArrayList<>();
            for (int i = 0; found != null && i < found.size(); i++) {
                answers.add(String.valueOf(found.get(i)));
            }
            return answers;
        } catch (NameNotFoundException noSuchName) {
            return List.of();
        } finally {
            context.close();
        }
    }
}
