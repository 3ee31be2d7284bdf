package io.fairlead.cli.fleet;

import io.fairlead.fleet.definition.FleetSettings;
import io.fairlead.fleet.definition.Site;
import io.fairlead.fleet.site.SiteTwin;
import io.fairlead.rollout.Answer;
import io.fairlead.service.ServiceClient;
import io.fairlead.text.UnreadableText;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the twins of many sites with one call for each, because queries are not current. Reads at most at twice the fleet's rate,
 * because the limit of IoT Hub for reads is twice its limit for changes.
 *
 * @param client the hub
 * @param settings the fleet's settings
 * @param progress prints a line about the progress
 */
record TwinReader(ServiceClient client, FleetSettings settings, Consumer<String> progress) {

    private static final int TRIES = 6;

    /**
     * The twins, by site. For a site whose module is not in IoT Hub, a line is added to {@code absent}.
     *
     * @throws UnreadableText if the hub refuses a call, or does not answer
     */
    SortedMap<String, SiteTwin> read(List<Site> sites, List<String> absent) {
        SortedMap<String, SiteTwin> twins = new ConcurrentSkipListMap<>();
        Paced.each(
                sites,
                site -> (long) Math.ceil(500 / settings.rate()),
                site -> () -> one(site, twins),
                count -> progress.accept(count + " twins are read"));
        sites.stream()
                .filter(site -> !twins.containsKey(site.name()))
                .map(site -> site.name() + ": IoT Hub has no module '" + settings.module() + "' on a device '"
                        + site.device() + "'")
                .forEach(absent::add);
        return twins;
    }

    private @Nullable Void one(Site site, SortedMap<String, SiteTwin> into) throws InterruptedException {
        String why = "";
        for (int i = 0; i < TRIES; i++) {
            switch (client.read(site.name(), site.device())) {
                case Answer.Twin found -> {
                    into.put(site.name(), found.twin());
                    return null;
                }
                case Answer.Missing missing -> {
                    return null;
                }
                case Answer.Refused refused -> throw new UnreadableText("IoT Hub refuses: " + refused.why());
                case Answer.Throttled throttled -> {
                    why = "IoT Hub throttles the calls";
                    Thread.sleep(throttled.pause());
                }
                case Answer.Unknown unknown -> {
                    why = unknown.why();
                    Thread.sleep(500L << i);
                }
                case Answer.Changed changed -> why = "412";
            }
        }
        throw new UnreadableText("the twin of " + site.name() + " cannot be read: " + why);
    }
}
