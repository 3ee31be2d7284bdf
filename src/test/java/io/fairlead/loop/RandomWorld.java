package io.fairlead.loop;

import io.fairlead.model.Access;
import io.fairlead.model.Area;
import io.fairlead.model.LiveObject;
import io.fairlead.model.LoadBalancer;
import io.fairlead.model.NameAnswer;
import io.fairlead.model.NameQuestion;
import io.fairlead.model.ObjectRef;
import io.fairlead.model.Observed;
import io.fairlead.model.Outcome;
import io.fairlead.network.coredns.ClusterDns;
import io.fairlead.network.metallb.MetalLb;
import io.fairlead.plan.SimulatedCluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** One world from one seed: what happens in it, and how it goes on until it is at rest. */
final class RandomWorld {

    private static final int EVENTS = 10;

    private final Random random;
    private final Random pools;
    private final RandomDocuments documents;
    private final LoadBalancer regime;
    private final LoopWorld world;
    private final WorldRules rules;
    private final List<String> history = new ArrayList<>();
    private NameAnswer.State dns = NameAnswer.State.ANSWERED;
    private int foreign;
    private boolean stalls;

    RandomWorld(long seed) {
        random = new Random(seed * 0x9E3779B97F4A7C15L);
        pools = new Random(~seed); // Apart, so that all else is as without it.
        documents = new RandomDocuments(random, new Random(seed));
        regime = List.of(MetalLb.CRD, MetalLb.CRD, MetalLb.CRD_OLD, MetalLb.UNSEEN)
                .get(random.nextInt(4));
        SimulatedCluster cluster = new SimulatedCluster(Access.WRITE, regime);
        world = new LoopWorld(cluster);
        world.sight = this::answered;
        rules = new WorldRules(world);
    }

    /**
     * Everything that happens, and after each event everything that must hold.
     *
     * @return whether a version of an app was gone back from
     */
    boolean live() {
        try {
            begin();
            for (int event = 0; event < EVENTS; event++) {
                happens();
                settle();
            }
            end();
            return rules.returns() > 0;
        } catch (AssertionError | RuntimeException found) {
            throw new AssertionError(found + "\n  " + String.join("\n  ", history), found);
        }
    }

    private void begin() {
        world.cluster.set(Area.DNS, Access.WRITE);
        world.cluster.set(Area.PODS, Access.WRITE);
        world.cluster.fail(RandomDocuments.BAD);
        foreign("{'apiVersion': 'v1', 'kind': 'Node', 'metadata': {'name': 'node-a'},"
                + " 'status': {'conditions': [{'type': 'Ready', 'status': 'True'}], 'addresses': [{'type': 'InternalIP',"
                + " 'address': '10.126.75.200'}]}}");
        foreign("{'apiVersion': 'v1', 'kind': 'ConfigMap', 'metadata': {'name': 'coredns', 'namespace': 'kube-system'},"
                + " 'data': {'Corefile': '.:53 {\\n    kubernetes cluster.local\\n    forward . 1.1.1.1\\n}\\n'}}");
        foreign(
                "{'apiVersion': 'v1', 'kind': 'Service', 'metadata': {'name': 'kube-dns', 'namespace': 'kube-system'}, 'spec':"
                        + " {'clusterIP': '172.28.0.10', 'selector': {'k8s-app': 'kube-dns'}, 'ports': [{'port': 53, 'protocol':"
                        + " 'UDP'}]}}");
        foreign(
                "{'apiVersion': 'v1', 'kind': 'ConfigMap', 'metadata': {'name': 'kube-proxy', 'namespace': 'kube-system'},"
                        + " 'data': {'config.conf': 'clusterCIDR: 172.27.0.0/16\\n'}}");
        foreign(
                "{'apiVersion': 'crd.projectcalico.org/v1', 'kind': 'IPPool', 'metadata': {'name': 'default'}, 'spec': {'cidr':"
                        + " '172.27.0.0/17', 'blockSize': 26}}");
        if (regime == MetalLb.UNSEEN) {
            world.add("{'apiVersion': 'v1', 'kind': 'ConfigMap', 'metadata': {'name': 'config', 'namespace':"
                    + " 'metallb-system'}, 'data': {'config': 'address-pools:\\n- name: others\\n  protocol: layer2\\n"
                    + "  addresses:\\n  - 198.51.100.1-198.51.100.9\\n'}}");
        } else {
            foreign(
                    "{'apiVersion': 'metallb.io/v1beta1', 'kind': 'IPAddressPool', 'metadata': {'name': 'others', 'namespace':"
                            + " 'metallb-system'}, 'spec': {'addresses': ['198.51.100.1-198.51.100.9'], 'autoAssign': true}}");
        }
        document();
        settle();
    }

    private void foreign(String json) {
        rules.foreign(LoopWorld.fields(json));
    }

    private void document() {
        String text = documents.next();
        history.add("document " + (world.version() + 1) + " " + text);
        world.document(text);
    }

    private void happens() {
        if (regime != MetalLb.UNSEEN && pools.nextInt(12) == 0) {
            foreignPool();
        }
        if (random.nextInt(4) == 0) {
            world.killAfter = random.nextInt(7);
            history.add("will be killed after " + world.killAfter + " steps");
        }
        switch (random.nextInt(16)) {
            case 0, 1, 2, 3, 4, 5 -> document();
            case 6 -> rights();
            case 7 -> foreignService();
            case 8 -> foreignGoes();
            case 9 -> byHand();
            case 10 -> {
                history.add("restart");
                world.restart();
            }
            case 11 -> {
                history.add("the cluster is away, and comes back");
                world.blind(true);
                settle();
                world.blind(false);
            }
            case 12 -> failures();
            case 13 -> {
                dns = of(NameAnswer.State.values());
                history.add("the DNS says " + dns);
            }
            case 14 -> {
                stalls = !stalls;
                history.add("new pods start: " + !stalls);
                world.cluster.stall(stalls);
            }
            default -> {
                int minutes = 1 + random.nextInt(12);
                history.add(minutes + " minutes");
                rules.look(() -> pass(Duration.ofMinutes(minutes)));
            }
        }
    }

    private void rights() {
        Area area = of(Area.values());
        Access access = of(Access.values());
        history.add(area + " " + access);
        world.cluster.set(area, access);
    }

    private <T> T of(T[] values) {
        return List.of(values).get(random.nextInt(values.length));
    }

    private void foreignService() {
        String name = "foreign-" + ++foreign;
        history.add(name + " comes");
        rules.foreignService(name);
    }

    /** One that overlaps nothing as it comes; Fairlead's may overlap it later, or have to wait for it to go. */
    private void foreignPool() {
        if (pools.nextBoolean()) {
            history.add("the pool lab goes");
            rules.poolGoes("lab");
        } else {
            int first = 1 + pools.nextInt(40);
            String addresses = "192.0.2." + first + "-192.0.2." + (first + pools.nextInt(5));
            history.add("the pool lab comes with " + addresses);
            rules.foreignPool("lab", addresses);
        }
    }

    private void foreignGoes() {
        history.add("a foreign Service goes");
        rules.foreignGoes();
    }

    private void byHand() {
        List<LiveObject> own = world.cluster.observed().objects().values().stream()
                .filter(LiveObject::isFairleads)
                .filter(object -> !object.ref().kind().equals("ConfigMap"))
                .filter(object -> !object.ref().kind().equals("IPPool"))
                .toList();
        if (!own.isEmpty()) {
            ObjectRef ref = own.get(random.nextInt(own.size())).ref();
            history.add(ref + " is deleted by hand");
            rules.deletedByHand(ref);
        }
    }

    private void failures() {
        int oneIn = 1 + random.nextInt(4);
        history.add("one in " + oneIn + " writes fails for a minute");
        world.answers = step -> {
            if (random.nextInt(oneIn) != 0) {
                return Optional.empty();
            }
            return Optional.of(
                    switch (random.nextInt(4)) {
                        case 0 -> new Outcome.Denied(step, "forbidden");
                        case 1 -> new Outcome.Invalid(step, "invalid");
                        case 2 -> new Outcome.WebhookDown(step, "no endpoints");
                        default -> new Outcome.Failed(step, "no answer");
                    });
        };
        rules.look(() -> pass(Duration.ofMinutes(1)));
        world.answers = step -> Optional.empty();
    }

    /** Everybody may do everything again, and the loop comes to rest. */
    private void end() {
        history.add("the end");
        world.killAfter = -1;
        dns = NameAnswer.State.ANSWERED;
        stalls = false;
        world.cluster.stall(false);
        for (Area area : Area.values()) {
            world.cluster.set(area, area == Area.NODES || area == Area.SERVICES ? Access.READ : Access.WRITE);
        }
        settle();
        rules.look(() -> pass(Duration.ofMinutes(15)));
        rules.atRest();
    }

    private void settle() {
        rules.look(() -> pass(Duration.ofSeconds(20)));
    }

    private void pass(Duration time) {
        int cycles = world.pass(time, Duration.ofMinutes(1));
        if (cycles > 100 + time.toSeconds()) {
            throw new AssertionError(cycles + " cycles in " + time);
        }
    }

    private Observed answered(Observed observed) {
        Map<NameQuestion, NameAnswer> answers = new HashMap<>();
        ClusterDns.questions(observed).forEach(question -> answers.put(question, new NameAnswer(dns, "no answer")));
        return observed.with(answers);
    }
}
