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
 * A DNS server, asked by the JDK's own client.
 *
 * @param address where it answers, by UDP and TCP
 * @see <a href="https://docs.oracle.com/en/java/javase/21/docs/api/jdk.naming.dns/module-summary.html">jdk.naming.dns</a>
 */
record NameServer(InetSocketAddress address) {

    private static final int DNS_PORT = 53;
    private static final String TIMEOUT_MS = "1000";
    private static final String RETRIES = "1";

    /** Where the cluster's DNS is: where the settings say, else where the Service says that pods are told. */
    static Optional<NameServer> of(Optional<InetSocketAddress> setting, Observed seen) {
        return setting.or(() -> seen.find(ObjectRef.service(ClusterDns.NAMESPACE, ClusterDns.SERVICE))
                        .flatMap(service -> service.body().text("spec", "clusterIP"))
                        .filter(ip -> !ip.equals("None"))
                        .map(ip -> new InetSocketAddress(ip, DNS_PORT)))
                .map(NameServer::new);
    }

    /**
     * The answers to a question; none where there is no such name or no record of the type. Takes 4 s at most. The provider is
     * fixed to DNS and gives texts alone: no object is looked up or deserialized.
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
