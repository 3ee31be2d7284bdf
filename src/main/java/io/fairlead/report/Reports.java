package io.fairlead.report;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import io.fairlead.model.Access;
import io.fairlead.model.Area;
import io.fairlead.model.Control;
import io.fairlead.model.Observed;
import io.fairlead.model.PoolUsage;
import io.fairlead.model.Problem;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Makes the reported properties: the whole state to be reported, of which the hub's side sends what changed.
 *
 * <p>What is not known is left out, never guessed: without a cluster to read there is neither {@code device} nor {@code
 * pools} nor {@code workloads}. A section without content is left out too, except the values of acknowledgements.
 */
public final class Reports {

    /**
     * What a report may have: the hub's limit without a margin for the keys that a patch removes. It is held against both
     * the hub's count and the length of the JSON text, since edgeHub refuses a patch by its text.
     */
    public static final int BUDGET = TwinSize.LIMIT - 1024;

    /**
     * What the answer to a direct method may have, in bytes of JSON text (<a
     * href="https://learn.microsoft.com/azure/iot-hub/iot-hub-devguide-direct-methods#method-lifecycle">128 KB</a>), with a
     * margin for the hub's own envelope.
     */
    public static final int ANSWER_BUDGET = 127 * 1024;

    private Reports() {}

    /** The report: legal keys, no string above the limit, within {@link #BUDGET}. Same input, same JSON text. */
    public static JsonObject build(ReportInput input) {
        JsonObject report = whole(input);
        Detail.ENDPOINTS.removeFrom(report);
        boolean cut = cutStrings(report);
        return within(report, cut, text -> TwinSize.of(text) <= BUDGET && TwinSize.ofText(text) <= BUDGET);
    }

    /** The same with the pods behind each tier and with whole strings, within {@link #ANSWER_BUDGET}. */
    public static JsonObject full(ReportInput input) {
        return within(whole(input), false, text -> TwinSize.ofText(text) <= ANSWER_BUDGET);
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
        input.network()
                .ifPresent(network -> report.add(
                        "network",
                        acknowledged(JsonParser.parseString(network.value().json()), network.acknowledgement())));
        input.appDigests()
                .ifPresent(apps -> report.add("apps", acknowledged(digests(apps.value()), apps.acknowledgement())));
        input.control()
                .ifPresent(control ->
                        report.add("control", acknowledged(control(control.value()), control.acknowledgement())));
        report.add("status", status(input));
        addUnlessEmpty(report, "problems", problems(input.problems()));
        input.observed().ifPresent(observed -> {
            report.add("device", DeviceSection.of(observed));
            input.network().ifPresent(network -> addUnlessEmpty(report, "pools", pools(network.value(), observed)));
            addUnlessEmpty(report, "workloads", WorkloadsSection.of(input));
        });
        report.add("module", module(input));
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
        section.addProperty("ad", acknowledgement.ad());
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

    /** Bytes and truncated stand in it from the start, since they count themselves. */
    private static JsonObject status(ReportInput input) {
        JsonObject status = new JsonObject();
        status.addProperty("phase", input.phase().name());
        status.addProperty("desiredVersion", input.desiredVersion());
        status.addProperty("appliedVersion", input.appliedVersion());
        status.addProperty("since", seconds(input.since()));
        status.addProperty("revision", input.revision());
        status.addProperty("reconcileNonce", input.reconcileNonce());
        status.addProperty("problems", input.problems().size());
        status.addProperty("bytes", TwinSize.LIMIT);
        status.addProperty("truncated", false);
        return status;
    }

    /** Problems as the twin holds them, which has no lists. */
    public static JsonObject problems(List<Problem> sorted) {
        JsonObject problems = new JsonObject();
        for (int i = 0; i < sorted.size(); i++) {
            JsonObject problem = new JsonObject();
            problem.addProperty("path", sorted.get(i).path());
            problem.addProperty("code", sorted.get(i).code().name());
            problem.addProperty("message", sorted.get(i).message());
            problems.add("p" + (i + 1), problem);
        }
        return problems;
    }

    /** The pools in force, and those that left and still have addresses in use. */
    private static JsonObject pools(NetworkInForce inForce, Observed observed) {
        SortedMap<String, PoolUsage> usages = new TreeMap<>();
        inForce.draining().keySet().forEach(id -> usages.put(id, PoolUsage.NONE));
        inForce.pools().forEach((id, pool) -> usages.put(id, PoolUsage.of(pool, observed)));
        JsonObject pools = new JsonObject();
        usages.forEach((id, usage) -> {
            JsonObject section = new JsonObject();
            section.addProperty("total", usage.total());
            if (observed.access(Area.SERVICES) != Access.NONE) {
                section.addProperty("used", usage.used());
                section.addProperty("free", usage.free());
            }
            section.addProperty("draining", inForce.draining().getOrDefault(id, 0L));
            pools.add(id, section);
        });
        return pools;
    }

    private static JsonObject module(ReportInput input) {
        JsonObject module = new JsonObject();
        module.addProperty("version", input.moduleVersion());
        module.addProperty("startedAt", seconds(input.startedAt()));
        return module;
    }

    private static String seconds(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** Cuts every string to what IoT Hub takes, and says whether one was longer. */
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
