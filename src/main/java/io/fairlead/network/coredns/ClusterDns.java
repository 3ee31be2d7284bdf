package io.fairlead.network.coredns;

import io.fairlead.address.Address;
import io.fairlead.model.Dns;
import io.fairlead.model.NameAnswer;
import io.fairlead.model.NameQuestion;
import io.fairlead.model.ObjectRef;
import io.fairlead.model.Observed;
import io.fairlead.model.Protocol;
import io.fairlead.model.TierId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;

/** The cluster's DNS as others see it: where CoreDNS is configured, what it is asked, and what it answers. */
public final class ClusterDns {

    /** Where CoreDNS and its ConfigMaps are. */
    public static final String NAMESPACE = "kube-system";

    /** The ConfigMap of the Corefile, as kubeadm calls it. */
    public static final String CONFIG_MAP = "coredns";

    /** The ConfigMap of further server blocks, as AKS and k3s call it. */
    public static final String CUSTOM = "coredns-custom";

    /** The Service by which pods reach it, whatever DNS it is. */
    public static final String SERVICE = "kube-dns";

    private ClusterDns() {}

    /** Whether the names of the twin are written and not all of them are answered yet, as the ledger's journal says. */
    public static boolean isOnTrial(SortedMap<String, String> journal) {
        return journal.containsKey(DnsPlanner.BEFORE) && !journal.containsKey(DnsPlanner.REFUSED);
    }

    /** Whether the names of the twin were undone, as the ledger's journal says. */
    public static boolean isUndone(SortedMap<String, String> journal) {
        return journal.containsKey(DnsPlanner.REFUSED);
    }

    /** The Service of Fairlead's by which it answers the LAN over {@code protocol}. */
    public static ObjectRef serving(Protocol protocol) {
        return ObjectRef.service(NAMESPACE, "fairlead-dns-" + protocol.name().toLowerCase(Locale.ROOT));
    }

    /** What shows that CoreDNS answers the names that Fairlead has put into its configuration. */
    public static Set<NameQuestion> questions(Observed observed) {
        return CoreDnsConfig.own(observed)
                .flatMap(text -> DnsText.questions(text).stream())
                .collect(Collectors.toSet());
    }

    /** The names under which the cluster's DNS really answers the address that a tier has now. */
    public static List<String> names(
            Optional<Dns> dns, TierId tier, SortedMap<TierId, Address> addresses, Observed observed) {
        return dns.stream()
                .flatMap(found -> found.records().values().stream()
                        .filter(record -> record.tier().equals(Optional.of(tier)))
                        .flatMap(record -> DnsText.address(record, addresses)
                                .map(address -> DnsText.question(DnsText.name(found, record), address))
                                .stream()))
                .filter(question -> observed.answer(question).state() == NameAnswer.State.ANSWERED)
                .map(NameQuestion::name)
                .sorted()
                .distinct()
                .toList();
    }
}
