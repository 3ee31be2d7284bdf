package io.fairlead.cli.fleet;

import com.google.gson.JsonElement;
import io.fairlead.desired.TwinLimits;
import io.fairlead.fleet.definition.Fleet;
import io.fairlead.fleet.definition.FleetProblem;
import io.fairlead.fleet.definition.Site;
import io.fairlead.fleet.definition.SiteDocument;
import io.fairlead.fleet.definition.Wave;
import io.fairlead.fleet.plan.SiteAnswer;
import io.fairlead.service.MethodAnswer;
import io.fairlead.service.ServiceClient;
import io.fairlead.text.UnreadableText;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;

/**
 * Calls the direct method {@code plan} of modules: what each would do with its document. Changes nothing.
 *
 * @param client the hub
 * @param within how long to wait for the answer of a module
 * @param progress prints a line about the progress
 */
record ModuleQuestion(ServiceClient client, Duration within, Consumer<String> progress) {

    private static final Duration CONNECT = Duration.ofSeconds(5);

    /** Half of what one S1 unit allows: 160 KB of method calls a second, in units of 4 KB. Others may call methods too. */
    private static final int BYTES_PER_SECOND = 80 * 1024;

    private static final int UNIT = 4 * 1024;

    /**
     * The documents of these sites and waves; those of the first wave if there is no name.
     *
     * @throws UnreadableText if a name is neither a site nor a wave
     */
    static List<SiteDocument> chosen(Fleet fleet, List<String> names) {
        List<String> waves = fleet.settings().waves().stream().map(Wave::name).toList();
        Set<String> chosen = new TreeSet<>(names.isEmpty() ? waves.subList(0, 1) : names);
        Set<String> known = new TreeSet<>(waves);
        fleet.sites().stream().map(Site::name).forEach(known::add);
        for (String name : chosen) {
            if (!known.contains(name)) {
                throw new UnreadableText("no site and no wave '" + name + "'" + FleetProblem.nearest(name, known));
            }
        }
        return fleet.documents().stream()
                .filter(document -> chosen.contains(document.site().name())
                        || chosen.contains(document.site().wave()))
                .toList();
    }

    /** The answers, by site. */
    SortedMap<String, SiteAnswer> ask(List<SiteDocument> documents) {
        SortedMap<String, SiteAnswer> answers = new ConcurrentSkipListMap<>();
        Paced.each(
                documents,
                ModuleQuestion::pause,
                document -> () -> answers.put(document.site().name(), one(document)),
                count -> progress.accept(count + " modules have been asked"));
        return answers;
    }

    private static long pause(SiteDocument document) {
        long units = TwinLimits.bytes(document.desired()) / UNIT + 1;
        return 1000 * units * UNIT / BYTES_PER_SECOND;
    }

    private SiteAnswer one(SiteDocument document) {
        JsonElement desired = document.desired();
        return switch (client.invoke(document.site().device(), "plan", desired, CONNECT, within)) {
            case MethodAnswer.Answered said -> SiteAnswer.of(said.status(), said.payload());
            case MethodAnswer.Away away -> SiteAnswer.none("away: its module is not connected to IoT Hub");
            case MethodAnswer.Late late ->
                SiteAnswer.none("connected, and did not answer within " + within.toSeconds() + " s");
            case MethodAnswer.Refused refused -> throw new UnreadableText("IoT Hub refuses: " + refused.why());
            case MethodAnswer.Failed failed -> SiteAnswer.none("could not be asked: " + failed.why());
        };
    }
}
