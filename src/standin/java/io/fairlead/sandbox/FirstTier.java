package io.fairlead.sandbox;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.fairlead.address.Address;
import io.fairlead.address.AddressSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The tier of a document that a sandbox explains itself by: the first with an external address, else the first.
 *
 * @param name its app and tier
 * @param path where it is in the document
 * @param replicas how many it has
 * @param port its first port; 0 where it has none
 * @param address its external address, where it has one
 */
record FirstTier(String name, List<String> path, int replicas, int port, Optional<Address> address) {

    FirstTier {
        path = List.copyOf(path);
    }

    static Optional<FirstTier> of(JsonObject document, JsonObject reported) {
        Optional<FirstTier> first = Optional.empty();
        for (Map.Entry<String, JsonElement> app :
                Narrator.child(document, "apps").entrySet()) {
            JsonObject tiers = Narrator.child(reported(reported, app.getKey()), "tiers");
            for (Map.Entry<String, JsonElement> tier : tiers.entrySet()) {
                FirstTier found = of(
                        app.getKey(), tier.getKey(), document, tier.getValue().getAsJsonObject());
                if (found.address().isPresent()) {
                    return Optional.of(found);
                }
                first = first.or(() -> Optional.of(found));
            }
        }
        return first;
    }

    private static JsonObject reported(JsonObject reported, String app) {
        return Narrator.child(Narrator.child(reported, "workloads"), app);
    }

    private static FirstTier of(String app, String tier, JsonObject document, JsonObject state) {
        JsonObject wanted = Narrator.child(Narrator.child(document, "apps"), app);
        boolean several = wanted.has("tiers");
        JsonObject settings = several ? Narrator.child(Narrator.child(wanted, "tiers"), tier) : wanted;
        String replicas = Narrator.text(settings, "replicas");
        String port = Narrator.text(state, "ports").replaceFirst("/.*", "");
        return new FirstTier(
                app + "/" + tier,
                several ? List.of("apps", app, "tiers", tier) : List.of("apps", app),
                replicas.matches("\\d{1,3}") ? Integer.parseInt(replicas) : 1,
                port.matches("\\d{1,5}") ? Integer.parseInt(port) : 0,
                Address.parse(Narrator.text(state, "address")));
    }

    /** A patch of the twin that gives the tier a value. */
    String patch(String key, Object value) {
        String inner = "{\"" + key + "\":" + (value instanceof Number ? value : "\"" + value + "\"") + "}";
        return desired(path, inner);
    }

    /** Its name in the cluster's DNS, once {@link #named()} is sent. */
    String dnsName() {
        return app() + ".edge.local";
    }

    /** A patch that gives its address this name. */
    String named() {
        String tier = path.size() > 2 ? ",\"tier\":\"" + path.get(path.size() - 1) + "\"" : "";
        return desired(
                List.of("network", "dns"),
                "{\"zone\":\"edge.local\",\"records\":{\"first\":{\"name\":\"" + app() + "\",\"app\":\"" + app() + "\""
                        + tier + "}}}");
    }

    private String app() {
        return path.get(1);
    }

    /** A patch that takes its address out of its pool; empty where no pool has more. */
    Optional<String> shrink(JsonObject document) {
        JsonObject pools = Narrator.child(Narrator.child(Narrator.child(document, "network"), "services"), "pools");
        for (String id : pools.keySet()) {
            try {
                AddressSet pool = AddressSet.of(Narrator.text(Narrator.child(pools, id), "addresses"));
                AddressSet rest = address.map(own -> pool.minus(AddressSet.of(own.toString())))
                        .orElse(pool);
                if (!rest.equals(pool) && !rest.isEmpty()) {
                    return Optional.of(
                            desired(List.of("network", "services", "pools", id), "{\"addresses\":\"" + rest + "\"}"));
                }
            } catch (IllegalArgumentException otherSpelling) {
                // An array of ranges: another pool may do.
            }
        }
        return Optional.empty();
    }

    private static String desired(List<String> path, String inner) {
        String patch = inner;
        for (String key : path.reversed()) {
            patch = "{\"" + key + "\":" + patch + "}";
        }
        return "{\"properties\":{\"desired\":" + patch + "}}";
    }
}
