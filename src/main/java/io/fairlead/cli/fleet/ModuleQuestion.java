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

/**
 * Asks modules what they would do with their documents, by their method {@code plan}. Nothing is changed by it.
 *
 * @param client the hub
 * @param within how long a module may take for its answer
 */
record ModuleQuestion(ServiceClient client, Duration within) {

    private static final Duration CONNECT = Duration.ofSeconds(5);

    /** One unit of S1 carries 160 KB of method calls a second, counted in steps of 4 KB; so that others have their share. */
    private static final int BYTES_PER_SECOND = 80 * 1024;

    private static final int STEP = 4 * 1024;

    /**
     * The documents of the sites that are named, or are in a wave that is named; those of the first wave where nothing is.
     *
     * @throws UnreadableText where a name is neither
     */
    static List<SiteDocument> chosen(Fleet fleet, List<String> names) {
        List<String> waves = fleet.settings().waves().stream().map(Wave::name).toList();
        Set<String> wanted = new TreeSet<>(names.isEmpty() ? waves.subList(0, 1) : names);
        Set<String> known = new TreeSet<>(waves);
        fleet.sites().stream().map(Site::name).forEach(known::add);
        for (String name : wanted) {
            if (!known.contains(name)) {
                throw new UnreadableText("no site and no wave '" + name + "'" + FleetProblem.nearest(name, known));
            }
        }
        return fleet.documents().stream()
                .filter(document -> wanted.contains(document.site().name())
                        || wanted.contains(document.site().wave()))
                .toList();
    }

    /** What each of them says, by site. */
    SortedMap<String, SiteAnswer> ask(List<SiteDocument> documents) {
        SortedMap<String, SiteAnswer> answers = new ConcurrentSkipListMap<>();
        Paced.each(
                documents,
                ModuleQuestion::pause,
                document -> () -> answers.put(document.site().name(), one(document)));
        return answers;
    }

    private static long pause(SiteDocument document) {
        long steps = TwinLimits.bytes(document.desired()) / STEP + 1;
        return 1000 * steps * STEP / BYTES_PER_SECOND;
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
