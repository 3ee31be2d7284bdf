package io.fairlead.report;

import com.google.gson.JsonObject;
import io.fairlead.model.Code;
import io.fairlead.model.Path;
import io.fairlead.model.TierPhase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A lasting fact in a report, and the event when its value changes.
 *
 * @param key the subject
 * @param value its value
 * @param change gives the event for the previous value, which is empty if there was none
 */
record Fact(String key, String value, Function<Optional<String>, Optional<Event>> change) {

    private static final int REFUSED = 400;

    /**
     * The number of characters of a message that are compared. A shortened report keeps at least that many, and the
     * rest may change without a new cause.
     */
    private static final int BEGINNING = 60;

    /** All facts of a report. A tier that is Progressing or Removing has no fact about being Ready or Failed. */
    static List<Fact> of(JsonObject report) {
        List<Fact> facts = new ArrayList<>();
        entries(report, "workloads").forEach(app -> facts.addAll(app(app.key(), app.value(), report)));
        Stream.of("network", "control")
                .filter(report::has)
                .forEach(part -> facts.add(part(part, report.getAsJsonObject(part), report)));
        facts.add(rolledBackByHand(report));
        if (report.get("device") instanceof JsonObject device && device.get("rights") instanceof JsonObject rights) {
            rights.keySet().forEach(area -> facts.add(right(area, text(rights, area))));
        }
        entries(report, "pools")
                .filter(pool -> pool.value().has("used"))
                .forEach(pool -> facts.add(pool(pool.key(), pool.value())));
        return facts;
    }

    private static List<Fact> app(String id, JsonObject app, JsonObject report) {
        List<Fact> facts = new ArrayList<>();
        String code = text(app, "code");
        facts.add(new Fact(
                "refused " + id,
                code,
                before -> code.isEmpty()
                        ? Optional.empty()
                        : event(
                                code.equals(Code.AppRolledBack.name()) ? Event.Type.RolledBack : Event.Type.PlanRefused,
                                id,
                                "path",
                                Path.app(id).text(),
                                "code",
                                code,
                                "message",
                                why(report, id, code))));
        entries(app, "tiers").forEach(tier -> {
            TierPhase phase = TierPhase.valueOf(text(tier.value(), "phase"));
            if (phase != TierPhase.Removing) {
                facts.add(address(id, tier.key(), text(tier.value(), "address")));
            }
            if (phase == TierPhase.Ready || phase == TierPhase.Failed) {
                facts.add(settled(id, tier.key(), phase, tier.value()));
            }
        });
        return facts;
    }

    /** The first message under the app's path; if equal problems were merged, the first with its code. */
    private static String why(JsonObject report, String app, String code) {
        Path path = Path.app(app);
        return entries(report, "problems")
                .map(Entry::value)
                .filter(problem -> path.holds(text(problem, "path")))
                .findFirst()
                .or(() -> entries(report, "problems")
                        .map(Entry::value)
                        .filter(problem -> text(problem, "code").equals(code))
                        .findFirst())
                .map(problem -> text(problem, "message"))
                .orElse("");
    }

    private static Fact address(String app, String tier, String address) {
        return new Fact("address " + app + "/" + tier, address, before -> {
            String had = before.orElse("");
            if (address.isEmpty()) {
                return event(Event.Type.AddressLost, app, "tier", tier, "address", had);
            }
            return had.isEmpty()
                    ? event(Event.Type.AddressAssigned, app, "tier", tier, "address", address)
                    : event(Event.Type.AddressChanged, app, "tier", tier, "before", had, "address", address);
        });
    }

    private static Fact settled(String app, String tier, TierPhase phase, JsonObject says) {
        String code = text(says, "code");
        return new Fact(
                "tier " + app + "/" + tier,
                phase + code,
                before -> phase == TierPhase.Ready
                        ? event(Event.Type.TierReady, app, "tier", tier)
                        : event(
                                Event.Type.TierFailed,
                                app,
                                "tier",
                                tier,
                                "code",
                                code,
                                "message",
                                text(says, "message")));
    }

    private static Fact part(String part, JsonObject acknowledged, JsonObject report) {
        boolean refused = acknowledged.get("ac").getAsInt() >= REFUSED;
        String why = text(acknowledged, "ad");
        Event.Type type = has(report, part, Code.RollbackDone) ? Event.Type.RolledBack : Event.Type.PlanRefused;
        return new Fact(
                "refused " + part + " as a part",
                refused ? why.substring(0, Math.min(BEGINNING, why.length())) : "",
                before -> refused ? event(type, "", "path", part, "message", why) : Optional.empty());
    }

    private static boolean has(JsonObject report, String path, Code code) {
        return entries(report, "problems")
                .map(Entry::value)
                .anyMatch(problem -> text(problem, "path").equals(path)
                        && text(problem, "code").equals(code.name()));
    }

    private static Fact rolledBackByHand(JsonObject report) {
        String revision =
                report.get("control") instanceof JsonObject control && control.get("value") instanceof JsonObject value
                        ? text(value, "rollbackTo")
                        : "0";
        return new Fact(
                "rolled back to",
                revision,
                before -> revision.equals("0")
                        ? Optional.empty()
                        : event(Event.Type.RolledBack, "", "path", "control.rollbackTo", "revision", revision));
    }

    private static Fact right(String area, String access) {
        return new Fact(
                "right " + area,
                access,
                before -> before.flatMap(
                        had -> event(Event.Type.RightsChanged, "", "area", area, "before", had, "access", access)));
    }

    /**
     * A pool is nearly full if one address or at most a tenth is free. Without the right to read Services this is
     * unknown.
     */
    private static Fact pool(String id, JsonObject pool) {
        long free = pool.get("free").getAsLong();
        long total = pool.get("total").getAsLong();
        boolean full = pool.get("used").getAsLong() > 0 && free <= Math.max(1, total / 10);
        return new Fact(
                "pool " + id,
                full ? "nearly full" : "",
                before -> full
                        ? event(
                                Event.Type.PoolNearlyFull,
                                "",
                                "pool",
                                id,
                                "free",
                                Long.toString(free),
                                "total",
                                "" + total)
                        : Optional.empty());
    }

    private static Optional<Event> event(Event.Type type, String app, String... details) {
        JsonObject texts = new JsonObject();
        for (int i = 0; i < details.length; i += 2) {
            texts.addProperty(details[i], details[i + 1]);
        }
        return Optional.of(new Event(type, Optional.of(app).filter(id -> !id.isEmpty()), texts));
    }

    private static Stream<Entry> entries(JsonObject parent, String key) {
        return parent.get(key) instanceof JsonObject section
                ? section.entrySet().stream()
                        .filter(entry -> entry.getValue().isJsonObject())
                        .map(entry -> new Entry(entry.getKey(), entry.getValue().getAsJsonObject()))
                : Stream.of();
    }

    private static String text(JsonObject holder, String key) {
        return holder.has(key) ? holder.get(key).getAsString() : "";
    }

    /** A key and its object. */
    private record Entry(String key, JsonObject value) {}
}
