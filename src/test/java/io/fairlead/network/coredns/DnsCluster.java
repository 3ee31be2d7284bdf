package io.fairlead.network.coredns;

import static org.junit.jupiter.api.Assertions.fail;

import io.fairlead.address.Address;
import io.fairlead.model.Access;
import io.fairlead.model.Area;
import io.fairlead.model.Dns;
import io.fairlead.model.DnsForward;
import io.fairlead.model.DnsRecord;
import io.fairlead.model.Fields;
import io.fairlead.model.Ledger;
import io.fairlead.model.LiveObject;
import io.fairlead.model.NameAnswer;
import io.fairlead.model.NameAnswer.State;
import io.fairlead.model.NameQuestion;
import io.fairlead.model.Network;
import io.fairlead.model.ObjectRef;
import io.fairlead.model.Observed;
import io.fairlead.model.Stage;
import io.fairlead.model.Step;
import io.fairlead.model.TierId;
import io.fairlead.network.AreaPlan;
import io.fairlead.network.NetworkInput;
import io.fairlead.network.metallb.MetalLb;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** The configuration of a CoreDNS as a value, what CoreDNS answers, and a twin with a record and perhaps a forward. */
final class DnsCluster {

    static final String COREFILE = """
            .:53 {
                errors
                kubernetes cluster.local in-addr.arpa ip6.arpa {
                    pods insecure
                }
                reload
            }
            """;

    static final TierId WEB = new TierId("web", "web");

    private final SortedMap<TierId, Address> addresses = new TreeMap<>();
    private final SortedMap<String, DnsForward> forwards = new TreeMap<>();
    private final Map<ObjectRef, Map<String, Object>> data = new HashMap<>();
    private Function<NameQuestion, NameAnswer> answers = question -> NameAnswer.NONE;
    private SortedMap<String, String> journal = new TreeMap<>();
    private Map<Area, Access> rights = Map.of(Area.DNS, Access.WRITE);
    private boolean isWanted = true;
    private int version = 1;

    DnsCluster(String corefile) {
        corefile(corefile);
    }

    /** Somebody else's edit. */
    void corefile(String text) {
        data.put(CoreDnsConfig.ref(), Map.of("Corefile", text));
        version++;
    }

    String corefile() {
        return String.valueOf(data.getOrDefault(CoreDnsConfig.ref(), Map.of()).getOrDefault("Corefile", ""));
    }

    Map<String, Object> custom() {
        return data.getOrDefault(CoreDnsConfig.customRef(), Map.of());
    }

    String version() {
        return Integer.toString(version);
    }

    /** The tier of {@code app} has this address from now on. */
    void address(String app, String address) {
        addresses.put(new TierId(app, app), Address.of(address));
    }

    SortedMap<TierId, Address> addresses() {
        return addresses;
    }

    void forward(String zone, String server) {
        forwards.put("f", new DnsForward("f", zone, List.of(Address.of(server))));
    }

    void withoutDns() {
        isWanted = false;
    }

    void rights(Map<Area, Access> access) {
        rights = access;
    }

    /** CoreDNS answers everything so. */
    void answers(State state) {
        answers(question -> new NameAnswer(state, "it says " + state));
    }

    void answers(Function<NameQuestion, NameAnswer> next) {
        answers = next;
    }

    Optional<Dns> dns() {
        DnsRecord record = new DnsRecord("r", "web", Optional.of(WEB), Optional.empty());
        return isWanted
                ? Optional.of(new Dns("edge.local", 30, new TreeMap<>(Map.of("r", record)), forwards, Optional.empty()))
                : Optional.empty();
    }

    Observed observed() {
        SortedMap<ObjectRef, LiveObject> objects = new TreeMap<>();
        data.forEach((ref, entries) -> objects.put(
                ref, new LiveObject(ref, "uid", version(), new Fields(Map.of("data", entries)), Fields.EMPTY)));
        Observed seen = new Observed(objects, rights, Map.of("apps", Access.WRITE), MetalLb.CRD, "v1.37.0");
        Map<NameQuestion, NameAnswer> known = new HashMap<>();
        ClusterDns.questions(seen).forEach(question -> known.put(question, answers.apply(question)));
        return seen.with(known);
    }

    AreaPlan plan() {
        Network none = Network.NONE;
        Network wanted = new Network(
                none.pools(), none.policy(), none.nodeRange(), none.pods(), none.clusterCidr(), none.bgp(), dns());
        Ledger ledger = new Ledger(
                1,
                1,
                Optional.empty(),
                new TreeMap<>(),
                new TreeMap<>(),
                new TreeMap<>(),
                journal,
                Ledger.EMPTY.history());
        return DnsPlanner.plan(new NetworkInput(
                wanted,
                wanted,
                observed(),
                "metallb-system",
                List.of(),
                Set.of(),
                Set.of(),
                addresses,
                Set.of(),
                ledger));
    }

    void remember(AreaPlan planned) {
        journal = new TreeMap<>(planned.journal());
    }

    /** Plans, remembers and writes. */
    AreaPlan cycle() {
        AreaPlan planned = plan();
        remember(planned);
        planned.steps().getOrDefault(Stage.DNS, List.of()).forEach(this::carryOut);
        return planned;
    }

    /** Cycles, with everything answered, until nothing is left to do. */
    void settle() {
        answers(State.ANSWERED);
        for (int i = 0; i < 5; i++) {
            AreaPlan planned = cycle();
            if (planned.steps().getOrDefault(Stage.DNS, List.of()).isEmpty() && !planned.unfinished()) {
                return;
            }
        }
        fail("does not settle: " + plan());
    }

    private void carryOut(Step step) {
        switch (step) {
            case Step.Patch patch ->
                data.put(patch.ref(), patch.fields().at("data").map());
            case Step.Apply apply ->
                data.put(apply.ref(), apply.manifest().body().at("data").map());
            case Step.Delete delete -> fail("nothing is ever deleted: " + delete);
        }
        version++;
    }
}
