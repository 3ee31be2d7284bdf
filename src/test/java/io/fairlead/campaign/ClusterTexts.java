package io.fairlead.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonParser;
import io.fairlead.desired.DesiredParser;
import io.fairlead.ledger.LedgerText;
import io.fairlead.model.Access;
import io.fairlead.model.AppReturns;
import io.fairlead.model.Area;
import io.fairlead.model.Fields;
import io.fairlead.model.HeldRevision;
import io.fairlead.model.History;
import io.fairlead.model.Ledger;
import io.fairlead.model.LiveObject;
import io.fairlead.model.LoadBalancer;
import io.fairlead.model.Manifest;
import io.fairlead.model.ObjectRef;
import io.fairlead.model.Observed;
import io.fairlead.model.ParsedDocument;
import io.fairlead.model.Revision;
import io.fairlead.model.StoredPart;
import io.fairlead.model.TierId;
import io.fairlead.model.Trial;
import io.fairlead.model.Undone;
import io.fairlead.network.metallb.ConfigMapRegime;
import io.fairlead.network.metallb.MetalLb;
import io.fairlead.plan.Planned;
import io.fairlead.plan.Planner;
import io.fairlead.plan.SimulatedCluster;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Texts in ConfigMaps of the cluster, read where they are planned with: no text ends a plan. */
final class ClusterTexts {

    private static final Planner PLANNER = new Planner(SimulatedCluster.SCOPE);

    private static final ParsedDocument DOCUMENT = DesiredParser.parse(
            1,
            JsonParser.parseString(
                            "{'schema':1,'network':{'services':{'pools':{'a':{'addresses':'192.0.2.1-192.0.2.9'}}},"
                                    + "'dns':{'zone':'edge.local','records':{'p':{'name':'p','address':'10.0.0.9'}},"
                                    + "'forward':{'c':{'zone':'corp.example','servers':'10.0.0.53'}}}},"
                                    + "'apps':{'web':{'image':'i','expose':'external','ports':'80'}}}")
                    .getAsJsonObject());

    private static final String COREFILE = """
            # edge
            .:53 {
                errors
                kubernetes cluster.local in-addr.arpa {
                    pods insecure
                    ttl 30
                }
                forward . /etc/resolv.conf { except a.example }
                import custom/*.override
            }
            (snippet) {
                log
            }

            # fairlead begin
            edge.local:53 {
                template IN A p.edge.local {
                    match "^p[.]edge[.]local[.]$"
                    answer "{{ .Name }} 30 IN A 10.0.0.9"
                }
            }
            # fairlead end
            """;

    private static final String METALLB = """
            peers:
            - my-asn: 64512
              peer-asn: 64513
              peer-address: 10.0.0.1
              node-selectors:
              - match-labels: {a: b}
            address-pools:
            - name: others # kept
              protocol: layer2
              auto-assign: false
              addresses: ["198.51.100.1-198.51.100.9", 10.0.0.0/28]
            - name: fairlead-a
              protocol: layer2
              addresses:
              - 192.0.2.1-192.0.2.9
            """;

    private static final String LEDGER =
            "{\"format\":1,\"revision\":7,\"documentVersion\":12,\"network\":{\"json\":\"{}\",\"version\":3},"
                    + "\"apps\":{\"web\":{\"json\":\"{\\\"image\\\":\\\"nginx\\\"}\",\"version\":12}},"
                    + "\"reservations\":[{\"app\":\"web\",\"tier\":\"web\",\"address\":\"192.0.2.1\",\"held\":true}],"
                    + "\"inventory\":[{\"apiVersion\":\"v1\",\"kind\":\"Service\",\"namespace\":\"apps\",\"name\":\"web\",\"uid\":\"u\"}]}";

    private ClusterTexts() {}

    static List<TextReader> readers() {
        Manifest kept = LedgerText.manifest(
                plan(world(MetalLb.CRD), Ledger.EMPTY).ledger().with(past()), "module");
        String ledger = text(kept, "ledger.json");
        String history = text(kept, "history.json");
        return List.of(
                new TextReader("Corefile", List.of(COREFILE, ".:53 {\n}\n"), text -> dns("coredns", "Corefile", text)),
                new TextReader(
                        "Corefile of AKS",
                        List.of(COREFILE, "a.example:53 {\n}\n"),
                        text -> dns("coredns-custom", "x.server", text)),
                new TextReader("MetalLB's text", List.of(METALLB, "address-pools: []\n"), ClusterTexts::metalLb),
                new TextReader("ledger", List.of(LEDGER, ledger, "{}"), text -> ledger(text, history)),
                new TextReader("history", List.of(history, "{}"), text -> ledger(ledger, text)));
    }

    /** Something of each kind that is kept of the past. */
    private static History past() {
        StoredPart network = new StoredPart("{\"services\":{\"pools\":{\"a\":{\"addresses\":\"192.0.2.1\"}}}}", 2);
        StoredPart app = new StoredPart("{\"image\":\"i\"}", 2);
        TierId web = new TierId("web", "web");
        SortedMap<String, StoredPart> apps = new TreeMap<>(Map.of("web", app));
        return new History(
                List.of(
                        new Revision(5, 2, Optional.of(network), apps),
                        new Revision(6, 3, Optional.empty(), new TreeMap<>())),
                Optional.of(new Trial(7, network, new TreeSet<>(Set.of(web)), new TreeMap<>())),
                Optional.of(new Undone(6, "{}", "no node answers")),
                Optional.of(new HeldRevision(5, 12)),
                new AppReturns(
                        new TreeMap<>(),
                        new TreeMap<>(Map.of("web", new Undone(6, "{\"image\":\"x\"}", "it failed")))));
    }

    private static String text(Manifest manifest, String key) {
        return manifest.body().text("data", key).orElse("{}");
    }

    private static String dns(String name, String key, String text) {
        SimulatedCluster cluster = world(MetalLb.CRD);
        if (!name.equals("coredns")) {
            cluster.add(configMap("kube-system", "coredns", Map.of("Corefile", ".:53 {\n}\nimport custom/*.server\n")));
        }
        cluster.add(configMap("kube-system", name, Map.of(key, text)));
        return outcome(plan(cluster, Ledger.EMPTY));
    }

    private static String metalLb(String text) {
        SimulatedCluster cluster = world(MetalLb.UNSEEN);
        cluster.add(configMap("metallb-system", "config", Map.of("config", text)));
        return outcome(plan(cluster, Ledger.EMPTY));
    }

    /** What is read is written so that it is read as the same. */
    private static String ledger(String ledger, String history) {
        LedgerText.Kept kept = LedgerText.look(live(Map.of("ledger.json", ledger, "history.json", history)));
        if (!(kept instanceof LedgerText.Found found)) {
            return kept.getClass().getSimpleName();
        }
        Manifest written = LedgerText.manifest(found.ledger(), "module");
        Map<String, Object> data = new TreeMap<>();
        List.of("ledger.json", "history.json").forEach(key -> data.put(key, text(written, key)));
        assertEquals(Optional.of(found.ledger()), LedgerText.read(live(data)));
        return found.isHistoryDamaged() + " " + shape(found.ledger().history()) + " "
                + outcome(plan(world(MetalLb.CRD), found.ledger()));
    }

    /** What of each kind is there. */
    private static String shape(History history) {
        return history.revisions().stream()
                        .map(revision -> revision.network().isPresent() + "/"
                                + revision.apps().size())
                        .collect(Collectors.joining(" "))
                + " "
                + history.trial()
                        .map(trial -> trial.tiers().size() + "/" + trial.nodes().size()) + " "
                + history.undone().isPresent() + " "
                + history.held().isPresent() + " "
                + history.apps().trials().size() + "/"
                + history.apps().undone().size();
    }

    private static Planned plan(SimulatedCluster cluster, Ledger ledger) {
        Observed observed = ConfigMapRegime.view(cluster.observed(), SimulatedCluster.SCOPE.metalLbNamespace());
        return PLANNER.plan(Optional.of(DOCUMENT), observed, ledger);
    }

    /** The steps and the codes. */
    private static String outcome(Planned planned) {
        return planned.plan().stages().values().stream()
                        .mapToInt(List::size)
                        .boxed()
                        .toList() + " "
                + planned.problems().stream()
                        .map(problem -> problem.code() + " "
                                + problem.message().replaceAll("[0-9]+", "0").replaceAll("\"[^\"]*\"", ""))
                        .map(problem -> problem.substring(0, Math.min(problem.length(), 200)))
                        .sorted()
                        .collect(Collectors.joining(", "));
    }

    private static SimulatedCluster world(LoadBalancer regime) {
        SimulatedCluster cluster = new SimulatedCluster(Access.WRITE, regime);
        cluster.set(Area.DNS, Access.WRITE);
        return cluster;
    }

    private static Fields configMap(String namespace, String name, Map<String, Object> data) {
        return new Fields(Map.of(
                "apiVersion",
                "v1",
                "kind",
                "ConfigMap",
                "metadata",
                Map.of("name", name, "namespace", namespace),
                "data",
                data));
    }

    private static LiveObject live(Map<String, Object> data) {
        ObjectRef ref = new ObjectRef("v1", "ConfigMap", "module", LedgerText.NAME);
        return new LiveObject(ref, "u", "1", configMap("module", LedgerText.NAME, data), Fields.EMPTY);
    }
}
