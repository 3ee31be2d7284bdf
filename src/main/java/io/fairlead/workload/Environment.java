package io.fairlead.workload;

import io.fairlead.model.App;
import io.fairlead.model.Expose;
import io.fairlead.model.SecretKey;
import io.fairlead.model.Tier;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The environment variables of a tier's container: first how to reach the tiers it needs, then those from Secrets, then its
 * own, each group sorted by name. Its own come last because Kubernetes expands {@code $(DB_HOST)} and {@code $(DB_PASSWORD)}
 * in a value only from variables defined before.
 */
final class Environment {

    private Environment() {}

    static List<Map<String, Object>> of(Tier tier, App app) {
        SortedMap<String, String> discovered = discovered(tier, app);
        discovered.keySet().removeAll(tier.env().keySet());
        discovered.keySet().removeAll(tier.pod().secretEnv().keySet());
        List<Map<String, Object>> entries = new ArrayList<>();
        discovered.forEach((name, value) -> entries.add(entry(name, value)));
        tier.pod().secretEnv().forEach((name, secret) -> entries.add(entry(name, secret)));
        tier.env().forEach((name, value) -> entries.add(entry(name, value)));
        return List.copyOf(entries);
    }

    /**
     * {@code <TIER>_HOST} and {@code <TIER>_PORT} for each needed tier, except tiers without a Service, which cannot be
     * reached.
     */
    private static SortedMap<String, String> discovered(Tier tier, App app) {
        SortedMap<String, String> variables = new TreeMap<>();
        for (String need : tier.needs()) {
            Tier needed = app.tiers().get(need);
            if (needed != null && needed.expose() != Expose.NONE) {
                String prefix = variable(need);
                variables.put(prefix + "_HOST", needed.serviceName());
                needed.ports().stream()
                        .findFirst()
                        .ifPresent(port -> variables.put(prefix + "_PORT", String.valueOf(port.port())));
            }
        }
        return variables;
    }

    /** A tier id as the start of a variable's name, which must not start with a digit. */
    private static String variable(String tierId) {
        String name = tierId.toUpperCase(Locale.ROOT).replace('-', '_');
        return Character.isDigit(name.charAt(0)) ? "_" + name : name;
    }

    /** The API server drops an empty {@code value} before it stores an object, so it would always differ if applied. */
    private static Map<String, Object> entry(String name, String value) {
        Tree entry = new Tree().put("name", name);
        if (!value.isEmpty()) {
            entry.put("value", value);
        }
        return entry.map();
    }

    /** {@code optional} is not set: without the Secret the pod does not start, and its status shows it. */
    private static Map<String, Object> entry(String name, SecretKey secret) {
        Tree key = new Tree().put("name", secret.secret()).put("key", secret.key());
        return new Tree()
                .put("name", name)
                .put("valueFrom", new Tree().put("secretKeyRef", key))
                .map();
    }
}
