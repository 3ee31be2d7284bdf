package io.fairlead.loop;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Documents by chance: most of them good, and of few ids and addresses, so that they get into one another's way. */
final class RandomDocuments {

    private static final List<String> APPS = List.of("x", "y", "z", "w");
    private static final List<String> POOLS = List.of("a", "b", "c");

    private final Random random;

    RandomDocuments(Random random) {
        this.random = random;
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

    private String pools() {
        List<String> pools = new ArrayList<>();
        for (String id : POOLS) {
            if (!chance(3)) {
                String more = (chance(4) ? ", 'autoAssign': false" : "")
                        + (chance(6) ? ", 'avoidBuggyIPs': true" : "")
                        + (chance(4) ? ", 'advertise': '" + of("bgp", "both", "none", "l2") + "'" : "");
                pools.add("'" + id + "': {'addresses': '" + ranges() + "'" + more + "}");
            }
        }
        return String.join(", ", pools);
    }

    private String ranges() {
        String range = range();
        return chance(4) ? range + ", " + range() : chance(12) ? range + ", 2001:db8::1-2001:db8::9" : range;
    }

    private String range() {
        int first = 1 + random.nextInt(40);
        return "192.0.2." + first + "-192.0.2." + (first + random.nextInt(8));
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
            if (!chance(4)) {
                String namespace = chance(6) ? ", 'namespace': 'shop'" : "";
                apps.add(
                        chance(4)
                                ? "'" + id + "': {'tiers': {'web': {" + tier() + "}, 'db': {" + tier()
                                        + ", 'needs': 'web'}}" + namespace + "}"
                                : "'" + id + "': {" + tier() + namespace + "}");
            }
        }
        return String.join(", ", apps);
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
        return "'image': '" + of("nginx:1", "nginx:2") + "', 'ports': '" + ports + "', 'expose': '" + expose
                + "', 'replicas': " + of(1, 1, 2, 0) + more;
    }

    private String control() {
        return "'paused': " + chance(12) + ", 'allowEmpty': " + chance(4) + ", 'rollbackTo': "
                + (chance(12) ? random.nextInt(6) : 0) + ", 'reconcileNonce': '" + (chance(6) ? random.nextInt(9) : "")
                + "'";
    }
}
