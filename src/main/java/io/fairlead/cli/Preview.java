package io.fairlead.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.fairlead.model.Ledger;
import io.fairlead.model.LiveObject;
import io.fairlead.model.Observed;
import io.fairlead.model.ParsedDocument;
import io.fairlead.model.Plan;
import io.fairlead.model.Problem;
import io.fairlead.model.Reservation;
import io.fairlead.model.Stage;
import io.fairlead.model.Step;
import io.fairlead.model.TierId;
import io.fairlead.plan.LedgerRecovery;
import io.fairlead.plan.Planned;
import io.fairlead.plan.Planner;
import io.fairlead.plan.target.Scope;
import io.fairlead.text.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the module would do with a document in the current state of the cluster.
 *
 * @param paused whether the document pauses all writes
 * @param planned the result of the module's planner
 * @param problems all problems of the document and the planner
 * @param addresses the tiers whose address is new, released or changed
 * @param steps the writes, in order
 */
record Preview(
        boolean paused, Planned planned, List<Problem> problems, List<AddressChange> addresses, List<Write> steps) {

    private static final int MOST_CHANGES = 12;

    Preview {
        problems = List.copyOf(problems);
        addresses = List.copyOf(addresses);
        steps = List.copyOf(steps);
    }

    /**
     * The change of a tier's address.
     *
     * @param before the address that is reserved now
     * @param after the address that will be reserved
     */
    record AddressChange(TierId tier, Optional<Reservation> before, Optional<Reservation> after) {

        private JsonObject json() {
            JsonObject json = new JsonObject();
            json.addProperty("tier", tier.toString());
            json.addProperty("before", text(before));
            json.addProperty("after", text(after));
            return json;
        }

        private static String text(Optional<Reservation> reservation) {
            return reservation.map(kept -> kept.address().toString()).orElse("");
        }

        @Override
        public String toString() {
            if (before.isEmpty()) {
                return tier + ": gets " + text(after);
            }
            return tier + (after.isEmpty() ? ": releases " + text(before) : ": " + text(before) + " → " + text(after));
        }
    }

    /**
     * One write.
     *
     * @param changes the fields that change, if the object exists
     */
    record Write(Stage stage, Step step, List<FieldChanges.Change> changes) {

        private JsonObject json() {
            JsonObject json = new JsonObject();
            json.addProperty("stage", stage.name());
            json.addProperty(
                    "action", step instanceof Step.Delete ? "delete" : step instanceof Step.Patch ? "patch" : "apply");
            json.addProperty("object", step.ref().toString());
            json.addProperty("part", step.part().text());
            json.addProperty("reason", step.reason());
            JsonArray fields = new JsonArray();
            for (FieldChanges.Change change : changes) {
                JsonObject field = new JsonObject();
                field.addProperty("path", change.path());
                field.addProperty("before", change.before());
                field.addProperty("after", change.after());
                fields.add(field);
            }
            json.add("changes", fields);
            return json;
        }
    }

    /** Plans the document as the next version of the twin, by the module's own rules and with the ledger in the cluster. */
    static Preview of(ParsedDocument document, Observed observed, Scope scope) {
        Ledger ledger = ledger(observed, scope);
        Planned planned = new Planner(scope).plan(Optional.of(document), observed, ledger);
        List<Problem> problems = new ArrayList<>(document.problems());
        problems.addAll(planned.problems());
        List<Write> writes = new ArrayList<>();
        Plan plan = planned.plan();
        plan.stages()
                .forEach((stage, steps) ->
                        steps.forEach(step -> writes.add(new Write(stage, step, changes(stage, step, observed)))));
        return new Preview(
                document.control().paused(),
                planned,
                problems.stream().sorted().distinct().toList(),
                addresses(ledger.reservations(), planned.ledger().reservations()),
                writes);
    }

    static Ledger ledger(Observed observed, Scope scope) {
        return LedgerRecovery.read(observed, scope.moduleNamespace());
    }

    /** The ledger is the module's own record, so its changes are not shown. */
    private static List<FieldChanges.Change> changes(Stage stage, Step step, Observed observed) {
        Optional<LiveObject> live = observed.find(step.ref());
        if (stage == Stage.LEDGER || live.isEmpty()) {
            return List.of();
        }
        if (step instanceof Step.Apply apply) {
            return FieldChanges.of(live.get().body(), apply.manifest().body());
        }
        return step instanceof Step.Patch patch ? FieldChanges.of(live.get().body(), patch.fields()) : List.of();
    }

    private static List<AddressChange> addresses(
            SortedMap<TierId, Reservation> before, SortedMap<TierId, Reservation> after) {
        TreeSet<TierId> tiers = new TreeSet<>(before.keySet());
        tiers.addAll(after.keySet());
        return tiers.stream()
                .map(tier -> new AddressChange(
                        tier, Optional.ofNullable(before.get(tier)), Optional.ofNullable(after.get(tier))))
                .filter(change -> !change.before()
                        .map(Reservation::address)
                        .equals(change.after().map(Reservation::address)))
                .toList();
    }

    /** Whether anything is refused or blocked. */
    boolean isWrong() {
        return problems.stream().anyMatch(problem -> !problem.code().isWarning());
    }

    /** The refused parts, by name. */
    List<String> refused() {
        List<String> parts = new ArrayList<>();
        if (planned.networkRefused()) {
            parts.add("network");
        }
        planned.refusedApps().stream().sorted().map(app -> "apps." + app).forEach(parts::add);
        return parts;
    }

    /** The preview for a person: addresses first, then refused parts, then writes. */
    String text() {
        List<String> lines = new ArrayList<>();
        addresses.forEach(change -> lines.add("address  " + change));
        refused().forEach(part -> lines.add("refused  " + part + "; what is in force of it stays"));
        problems.forEach(problem -> lines.add((problem.code().isWarning() ? "warning  " : "problem  ") + problem));
        SortedMap<Stage, List<Write>> stages = new TreeMap<>();
        steps.forEach(write ->
                stages.computeIfAbsent(write.stage(), any -> new ArrayList<>()).add(write));
        stages.forEach((stage, writes) -> {
            lines.add(stage.name());
            writes.forEach(write -> write(write, lines));
        });
        if (steps.isEmpty()) {
            lines.add("nothing to do");
        }
        if (paused) {
            lines.add("control.paused is true: the module writes nothing until it is false");
        } else if (planned.unfinished()) {
            lines.add("more follows once the cluster shows this done; it is planned from what the cluster shows then");
        }
        return String.join("\n", lines.stream().map(Printable::of).toList());
    }

    private static void write(Write write, List<String> lines) {
        lines.add("  " + write.step());
        write.changes().stream().limit(MOST_CHANGES).forEach(change -> lines.add("      " + change));
        if (write.changes().size() > MOST_CHANGES) {
            lines.add("      and " + (write.changes().size() - MOST_CHANGES) + " more fields");
        }
    }

    /** The preview for a program. */
    JsonObject json() {
        JsonObject json = new JsonObject();
        json.add("addresses", array(addresses.stream().map(AddressChange::json).toList()));
        JsonArray refused = new JsonArray();
        refused().forEach(refused::add);
        json.add("refused", refused);
        json.add("problems", array(problems.stream().map(ProblemJson::of).toList()));
        json.add("steps", array(steps.stream().map(Write::json).toList()));
        json.addProperty("paused", paused);
        json.addProperty("unfinished", planned.unfinished());
        return json;
    }

    private static JsonArray array(List<JsonObject> objects) {
        JsonArray array = new JsonArray();
        objects.forEach(array::add);
        return array;
    }
}
