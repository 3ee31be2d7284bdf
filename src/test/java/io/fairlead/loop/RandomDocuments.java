package io.fairlead.loop;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

/** Documents by chance: most of them good, and of few ids and addresses, so that they get into one another's way. */
final class RandomDocuments {

    /** An image that never starts. */
    static final String BAD = "nginx:bad";

    private static final List<String> APPS = List.of("x", "y", "z", "w");
    private static final List<String> POOLS = List.of("a", "b", "c");

    private final Random random;
    private final Random failures;
    private final Map<String, String> before = new HashMap<>();

    /** @param failures the chance of what fails, so that all else in the worlds is as without it */
    RandomDocuments(Random random, Random failures) {
        this.random = random;
        this.failures = failures;
    }

    String next() {
        String network = chance(10)
                ? ""
                : "'network': {'services': {" + policy() + "'pools': {" + pools() + "}}" + bgp() + pods() + dns()
                        + "},";
        return "{'schema': 1, " + network + "'apps': {" + apps() + "}, 'control': {" + control() + "}}";
    }

    private boolean chance(int oneIn) {
        return random.nextInt(oneIn) == 0;
    }

    @SafeVarargs
    private <T> T of(T... values) {
        return values[random.nextInt(values.length)];
    }

    private String policy() {
        return "'onShrink': '" + of("refuse", "drain", "reassign") + "', 'manage': '"
                + of("own", "own", "own", "own", "observe", "adopt") + "', 'keepFree': " + of(0, 0, 0, 1, 2) + ", ";
    }

    /** Ranges of few addresses that mostly do not overlap, since a document of which they do is refused whole. */
    private String pools() {
        int[] cuts = random.ints(1, 40).distinct().limit(6).sorted().toArray();
        List<String> ids = new ArrayList<>(POOLS);
        Collections.shuffle(ids, random);
        List<String> pools = new ArrayList<>();
        for (int i = 0; i < ids.size(); i++) {
            if (!chance(4)) {
                int last = chance(20) ? 40 : cuts[2 * i + 1];
                String more = (chance(4) ? ", 'autoAssign': false" : "")
                        + (chance(6) ? ", 'avoidBuggyIPs': true" : "")
                        + (chance(4) ? ", 'advertise': '" + of("bgp", "both", "none", "l2") + "'" : "");
                pools.add("'" + ids.get(i) + "': {'addresses': '192.0.2." + cuts[2 * i] + "-192.0.2." + last
                        + (chance(12) ? ", 2001:db8::" + i + "1-2001:db8::" + i + "9" : "") + "'" + more + "}");
            }
        }
        return String.join(", ", pools);
    }

    private String bgp() {
        return chance(3)
                ? ", 'bgp': {'localAsn': 64513, 'peers': {'tor1': {'address': '10.126.75.1', 'asn': " + of(64512, 64514)
                        + (chance(3) ? ", 'bfd': true" : "") + "}}}"
                : "";
    }

    private String pods() {
        return chance(4)
                ? ", 'pods': {'cidr': '" + of("172.27.0.0/16", "172.27.128.0/20", "172.30.0.0/16") + "', 'change': '"
                        + of("plan", "apply") + "'}"
                : "";
    }

    private String dns() {
        if (!chance(3)) {
            return "";
        }
        String serve = chance(2)
                ? ""
                : ", 'serve': {" + of("", "'pool': 'a'", "'address': '192.0.2." + (1 + random.nextInt(40)) + "'") + "}";
        return ", 'dns': {'zone': 'edge.local', 'records': {'x': {'name': 'x', 'app': 'x'}, 'p': {'name': 'p', 'address':"
                + " '10.126.75.90'}}"
                + (chance(3) ? ", 'forward': {'c': {'zone': 'corp.example', 'servers': '10.0.0.53'}}" : "")
                + serve + "}";
    }

    private String apps() {
        List<String> apps = new ArrayList<>();
        for (String id : APPS) {
            if (before.containsKey(id) && !chance(3)) {
                apps.add(Objects.requireNonNull(before.get(id))); // What has an address is worth most where it stays.
            } else if (!chance(4)) {
                String namespace = (chance(6) ? ", 'namespace': 'shop'" : "") + onFailure();
                String app = chance(4)
                        ? "'" + id + "': {'tiers': {'web': {" + tier() + "}, 'db': {" + tier() + ", 'needs': 'web'}}"
                                + namespace + "}"
                        : "'" + id + "': {" + tier() + namespace + "}";
                apps.add(app);
                before.put(id, app);
            } else {
                before.remove(id);
            }
        }
        return String.join(", ", apps);
    }

    private String onFailure() {
        return failures.nextBoolean() ? ", 'onFailure': 'rollBack'" : "";
    }

    private String image(String good) {
        return failures.nextInt(4) == 0 ? BAD : good;
    }

    private String tier() {
        String ports = of("80", "80", "81", "443", "53/UDP", "80, 80/UDP");
        String expose = of("external", "external", "external", "internal");
        String more = expose.equals("external")
                ? (chance(4) ? ", 'pool': '" + of("a", "b", "c") + "'" : "")
                        + (chance(5) ? ", 'address': '192.0.2." + (1 + random.nextInt(40)) + "'" : "")
                        + (chance(5) ? ", 'share': '" + of("s", "t") + "'" : "")
                        + (chance(8) ? ", 'trafficPolicy': 'Local'" : "")
                : "";
        return "'image': '" + image(of("nginx:1", "nginx:2")) + "', 'ports': '" + ports + "', 'expose': '" + expose
                + "', 'replicas': " + of(1, 1, 2, 0) + more;
    }

    private String control() {
        return "'paused': " + chance(12) + ", 'allowEmpty': " + chance(4) + ", 'rollbackTo': "
                + (chance(12) ? random.nextInt(6) : 0) + ", 'reconcileNonce': '" + (chance(6) ? random.nextInt(9) : "")
                + "'";
    }
}
