package io.fairlead.cli.fleet;

import io.fairlead.fleet.definition.FleetSettings;
import io.fairlead.fleet.definition.Site;
import io.fairlead.fleet.site.SiteTwin;
import io.fairlead.rollout.Answer;
import io.fairlead.service.ServiceClient;
import io.fairlead.text.UnreadableText;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Reads the twins of many sites, each by itself, since only such a read is current. At most twice the fleet's rate a second: what
 * IoT Hub lets through for reads is twice what it lets through for changes.
 *
 * @param client the hub
 * @param settings the fleet's settings
 */
record TwinReader(ServiceClient client, FleetSettings settings) {

    private static final int TRIES = 6;

    /**
     * The twins that the hub has, by site; {@code absent} gets a line for each other.
     *
     * @throws UnreadableText where the hub refuses, or does not answer
     */
    SortedMap<String, SiteTwin> read(List<Site> sites, List<String> absent) {
        SortedMap<String, SiteTwin> twins = new ConcurrentSkipListMap<>();
        List<Future<?>> all = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Site site : sites) {
                all.add(threads.submit(() -> one(site, twins)));
                Thread.sleep((long) Math.ceil(500 / settings.rate()));
            }
            for (int i = 0; i < sites.size(); i++) {
                all.get(i).get();
                if (!twins.containsKey(sites.get(i).name())) {
                    absent.add(sites.get(i).name() + ": IoT Hub has no module '" + settings.module() + "' on a device '"
                            + sites.get(i).device() + "'");
                }
            }
            return twins;
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof IllegalArgumentException why
                    ? why
                    : new UnreadableText(failed.toString());
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new UnreadableText("interrupted");
        }
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
                case Answer.Throttled throttled -> Thread.sleep(throttled.pause());
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
