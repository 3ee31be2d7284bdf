package io.fairlead.fleet.site;

import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The state of a site before a rollout changed it. Only what is worse than the baseline counts as harm.
 *
 * @param phase the phase
 * @param ready the tiers that were Ready, by {@code app/tier}, each with its address or an empty string
 * @param rolledBack whether the network part or a version of an app had been undone already
 * @param whole false if the tag had no room for all tiers of {@code ready}; then any tier that fails counts as harm
 */
public record Baseline(String phase, SortedMap<String, String> ready, boolean rolledBack, boolean whole) {

    /**
     * The most characters of one string. IoT Hub accepts 4,096 bytes for a string and 8 KB for all tags of a twin, so two
     * strings leave room for other tags.
     */
    private static final int MOST_TEXT = 2000;

    private static final List<String> TEXTS = List.of("ready", "readyToo");

    /** Copies the map. */
    public Baseline {
        ready = Collections.unmodifiableSortedMap(new TreeMap<>(ready));
    }

    /** The baseline of a site in this state. */
    public static Baseline of(SiteHealth health) {
        SortedMap<String, String> ready = new TreeMap<>();
        health.tiers().forEach((tier, phase) -> {
            if (phase.equals("Ready")) {
                ready.put(tier, health.addresses().getOrDefault(tier, ""));
            }
        });
        return new Baseline(health.phase(), ready, health.rolledBack(), true);
    }

    /** The harm at a site that is now in this state, one line for each; empty if there is none. */
    public List<String> harm(SiteHealth now) {
        List<String> harm = new ArrayList<>();
        boolean worse = now.phase().equals("Rejected")
                ? !phase.equals("Rejected")
                : now.phase().equals("Degraded") && !phase.equals("Degraded") && !phase.equals("Rejected");
        if (worse) {
            harm.add("phase " + phase + " → " + now.phase());
        }
        if (now.rolledBack() && !rolledBack) {
            harm.add("its network part or an app was rolled back");
        }
        now.tiers().forEach((tier, phaseNow) -> {
            boolean wasReady = ready.containsKey(tier) || !whole;
            if (wasReady && phaseNow.equals("Failed")) {
                harm.add("tier " + tier + " Ready → Failed");
            } else if (!ready.getOrDefault(tier, "").isEmpty()
                    && !now.addresses().containsKey(tier)) {
                harm.add("tier " + tier + " lost the address " + ready.get(tier));
            }
        });
        return harm;
    }

    void write(JsonObject tag) {
        tag.addProperty("phase", phase);
        tag.addProperty("rolledBack", rolledBack);
        List<StringBuilder> texts = new ArrayList<>();
        TEXTS.forEach(any -> texts.add(new StringBuilder()));
        boolean room = true;
        for (String tier : ready.keySet()) {
            String entry = tier + "=" + ready.get(tier) + " ";
            room &= texts.stream()
                    .filter(text -> text.length() + entry.length() <= MOST_TEXT)
                    .findFirst()
                    .map(text -> text.append(entry).length() > 0)
                    .orElse(false);
        }
        tag.addProperty("whole", whole && room);
        for (int i = 0; i < TEXTS.size(); i++) {
            String text = texts.get(i).toString().strip();
            tag.add(TEXTS.get(i), JsonNull.INSTANCE);
            if (!text.isEmpty()) {
                tag.addProperty(TEXTS.get(i), text);
            }
        }
    }

    static Baseline read(JsonObject tag) {
        SortedMap<String, String> ready = new TreeMap<>();
        for (String key : TEXTS) {
            for (String entry : Json.text(tag, key).orElse("").split(" ", -1)) {
                int equals = entry.indexOf('=');
                if (equals > 0) {
                    ready.put(entry.substring(0, equals), entry.substring(equals + 1));
                }
            }
        }
        return new Baseline(
                Json.text(tag, "phase").orElse(SiteHealth.NONE),
                ready,
                Json.text(tag, "rolledBack").filter("true"::equals).isPresent(),
                Json.text(tag, "whole").filter("true"::equals).isPresent());
    }
}
