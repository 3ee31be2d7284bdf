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

/** Facts about the cluster's DNS for other packages: its objects, and the names that it must answer. */
public final class ClusterDns {

    /** The namespace of CoreDNS and its ConfigMaps. */
    public static final String NAMESPACE = "kube-system";

    /** The ConfigMap with the Corefile, by kubeadm's name. */
    public static final String CONFIG_MAP = "coredns";

    /** The ConfigMap with more server blocks, by the name that AKS and k3s use. */
    public static final String CUSTOM = "coredns-custom";

    /** The Service through which pods reach DNS, whatever server it is. */
    public static final String SERVICE = "kube-dns";

    private ClusterDns() {}

    /** Whether the names of the twin are written but not all answered yet, according to the journal. */
    public static boolean isOnTrial(SortedMap<String, String> journal) {
        return journal.containsKey(DnsPlanner.BEFORE) && !journal.containsKey(DnsPlanner.REFUSED);
    }

    /** Whether the names of the twin were rolled back, according to the journal. */
    public static boolean isUndone(SortedMap<String, String> journal) {
        return journal.containsKey(DnsPlanner.REFUSED);
    }

    /** Fairlead's Service that answers the LAN over {@code protocol}. */
    public static ObjectRef serving(Protocol protocol) {
        return ObjectRef.service(NAMESPACE, "fairlead-dns-" + protocol.name().toLowerCase(Locale.ROOT));
    }

    /** The questions that show whether CoreDNS answers the names that Fairlead has written. */
    public static Set<NameQuestion> questions(Observed observed) {
        return CoreDnsConfig.own(observed)
                .flatMap(text -> DnsText.questions(text).stream())
                .collect(Collectors.toSet());
    }

    /** The names that the cluster's DNS answers with the tier's current address. */
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
