package io.fairlead.report;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import io.fairlead.address.Address;
import io.fairlead.model.Access;
import io.fairlead.model.Area;
import io.fairlead.model.Control;
import io.fairlead.model.Observed;
import io.fairlead.model.PoolUsage;
import io.fairlead.model.Reservation;
import io.fairlead.model.Severity;
import io.fairlead.text.Printable;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Creates the reported properties: the whole state, of which only the changes are sent to the hub.
 *
 * <p>Unknown facts are left out, never guessed. If the cluster cannot be read, there is no {@code device}, {@code
 * pools} or {@code workloads}. A section without content is left out too, except the values of acknowledgements.
 */
public final class Reports {

    /**
     * The maximum size of a report: the hub's limit minus a margin for the keys that a patch removes. Both the hub's
     * count and the length of the JSON text must fit, because edgeHub checks the text.
     */
    public static final int BUDGET = TwinSize.LIMIT - 1024;

    /**
     * The maximum size of the answer to a direct method in bytes of JSON text (<a
     * href="https://learn.microsoft.com/azure/iot-hub/iot-hub-devguide-direct-methods#method-lifecycle">128 KB</a>),
     * minus a margin for the hub's envelope.
     */
    public static final int ANSWER_BUDGET = 127 * 1024;

    /** Sections that repeat the twin. Their text is not changed, so that it can be compared with the twin. */
    private static final Set<String> OF_THE_TWIN = Set.of("network", "apps", "control", "status");

    private Reports() {}

    /**
     * The report. Its properties have valid keys and no string above the limit, and are within {@link #BUDGET}. The
     * same input gives the same JSON text.
     */
    public static Report build(ReportInput input) {
        JsonObject whole = whole(input);
        return new Report(input, properties(whole.deepCopy()), Facts.of(whole));
    }

    private static JsonObject properties(JsonObject report) {
        Detail.ENDPOINTS.removeFrom(report);
        boolean cut = cutStrings(report);
        return within(report, cut, text -> TwinSize.of(text) <= BUDGET && TwinSize.ofText(text) <= BUDGET);
    }

    /**
     * The report with revisions, repairs, the image and the pods of each tier, and uncut strings, within {@link
     * #ANSWER_BUDGET}.
     */
    public static JsonObject full(ReportInput input) {
        JsonObject report = whole(input);
        PastSections.addTo(report, input.past());
        return within(report, false, text -> TwinSize.ofText(text) <= ANSWER_BUDGET);
    }

    private static JsonObject within(JsonObject report, boolean cut, Predicate<JsonObject> fits) {
        boolean truncated = cut;
        for (Detail detail : Detail.values()) {
            if (fits.test(report)) {
                break;
            }
            detail.removeFrom(report);
            truncated = true;
        }
        JsonObject status = report.getAsJsonObject("status");
        status.addProperty("truncated", truncated);
        status.addProperty("bytes", TwinSize.of(report));
        return report;
    }

    private static JsonObject whole(ReportInput input) {
        JsonObject report = new JsonObject();
        input.answers().ifPresent(answers -> {
            report.add(
                    "network",
                    acknowledged(
                            JsonParser.parseString(answers.network().value().json()),
                            answers.network().acknowledgement()));
            report.add(
                    "apps",
                    acknowledged(digests(answers.apps().value()), answers.apps().acknowledgement()));
            report.add(
                    "control",
                    acknowledged(
                            control(answers.control().value()),
                            answers.control().acknowledgement()));
        });
        report.add("status", status(input));
        addUnlessEmpty(report, "problems", problems(input.listed()));
        input.observed().ifPresent(observed -> {
            report.add("device", DeviceSection.of(observed));
            input.answers()
                    .map(Answers::network)
                    .ifPresent(network -> addUnlessEmpty(report, "pools", pools(network.value(), observed)));
            addUnlessEmpty(report, "workloads", WorkloadsSection.of(input.workloads(), observed));
        });
        report.add("module", module(input.module()));
        report.asMap().replaceAll((key, section) -> OF_THE_TWIN.contains(key) ? section : Printable.json(section));
        return report;
    }

    private static void addUnlessEmpty(JsonObject report, String key, JsonObject section) {
        if (!section.isEmpty()) {
            report.add(key, section);
        }
    }

    private static JsonObject acknowledged(JsonElement value, Acknowledgement acknowledgement) {
        JsonObject section = new JsonObject();
        section.add("value", value);
        section.addProperty("ac", acknowledgement.ac());
        section.addProperty("av", acknowledgement.av());
        section.addProperty("ad", Printable.of(acknowledgement.ad()));
        return section;
    }

    private static JsonObject digests(SortedMap<String, String> digests) {
        JsonObject value = new JsonObject();
        digests.forEach(value::addProperty);
        return value;
    }

    private static JsonObject control(Control control) {
        JsonObject value = new JsonObject();
        value.addProperty("paused", control.paused());
        value.addProperty("reconcileNonce", control.reconcileNonce());
        value.addProperty("allowEmpty", control.allowEmpty());
        if (!control.takeOwnership().isEmpty()) {
            value.addProperty("takeOwnership", String.join(", ", control.takeOwnership()));
        }
        value.addProperty("rollbackTo", Math.max(0, control.rollbackTo()));
        return value;
    }

    /** The keys {@code bytes} and {@code truncated} are present from the start, because their size counts too. */
    private static JsonObject status(ReportInput input) {
        JsonObject status = new JsonObject();
        ModuleStatus told = input.status();
        status.addProperty("phase", told.phase().name());
        status.addProperty("desiredVersion", told.desiredVersion());
        status.addProperty("appliedVersion", told.appliedVersion());
        status.addProperty("since", seconds(told.since()));
        status.addProperty("revision", told.revision());
        status.addProperty("reconcileNonce", told.reconcileNonce());
        status.addProperty("problems", input.listed().count(Severity.error));
        status.addProperty("warnings", input.listed().count(Severity.warning));
        status.addProperty("bytes", TwinSize.LIMIT);
        status.addProperty("truncated", false);
        return status;
    }

    /** The problems as an object, because the twin has no lists. */
    public static JsonObject problems(ProblemList list) {
        JsonObject problems = new JsonObject();
        list.byNumber().forEach((number, problem) -> {
            JsonObject text = new JsonObject();
            text.addProperty("path", Printable.of(problem.path()));
            text.addProperty("code", problem.code().name());
            text.addProperty("severity", problem.code().severity().name());
            text.addProperty("message", Printable.of(problem.message()));
            problems.add("p" + number, text);
        });
        return problems;
    }

    /** The pools in force, and those that left the twin but still have addresses in use. */
    private static JsonObject pools(NetworkInForce inForce, Observed observed) {
        SortedMap<String, PoolUsage> usages = new TreeMap<>();
        inForce.draining().keySet().forEach(id -> usages.put(id, PoolUsage.NONE));
        List<Address> reserved = inForce.reservations().values().stream()
                .map(Reservation::address)
                .toList();
        inForce.pools().forEach((id, pool) -> usages.put(id, PoolUsage.of(pool, observed, reserved)));
        JsonObject pools = new JsonObject();
        usages.forEach((id, usage) -> {
            JsonObject section = new JsonObject();
            section.addProperty("total", usage.total());
            if (observed.access(Area.SERVICES) != Access.NONE) {
                section.addProperty("used", usage.used());
                section.addProperty("free", usage.free());
            }
            section.addProperty("draining", inForce.drainingOf(id));
            pools.add(id, section);
        });
        return pools;
    }

    private static JsonObject module(ModuleInfo info) {
        JsonObject module = new JsonObject();
        module.addProperty("version", info.version());
        module.addProperty("startedAt", seconds(info.startedAt()));
        return module;
    }

    private static String seconds(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** Cuts every string to the length that IoT Hub accepts. Returns whether one was longer. */
    private static boolean cutStrings(JsonObject object) {
        boolean cut = false;
        for (String key : List.copyOf(object.keySet())) {
            JsonElement value = object.get(key);
            if (value.isJsonObject()) {
                cut |= cutStrings(value.getAsJsonObject());
            } else if (tooLong(value)) {
                object.add(key, new JsonPrimitive(Text.cut(value.getAsString(), TwinSize.STRING_LIMIT)));
                cut = true;
            }
        }
        return cut;
    }

    private static boolean tooLong(JsonElement value) {
        return Optional.of(value)
                .filter(JsonElement::isJsonPrimitive)
                .map(JsonElement::getAsJsonPrimitive)
                .filter(JsonPrimitive::isString)
                .map(text -> TwinSize.utf8(text.getAsString()) > TwinSize.STRING_LIMIT)
                .orElse(false);
    }
}
