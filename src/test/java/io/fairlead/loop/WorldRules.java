package io.fairlead.loop;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.fairlead.address.Address;
import io.fairlead.model.Code;
import io.fairlead.model.Fields;
import io.fairlead.model.LiveObject;
import io.fairlead.model.ObjectRef;
import io.fairlead.model.Phase;
import io.fairlead.model.Problem;
import io.fairlead.model.SharingGroup;
import io.fairlead.model.Tier;
import io.fairlead.model.TierHealth;
import io.fairlead.model.TierPhase;
import io.fairlead.network.metallb.MetalLbKind;
import io.fairlead.plan.LedgerRecovery;
import io.fairlead.plan.target.Parts;
import io.fairlead.report.Answers;
import io.fairlead.report.ReportInput;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What must hold in every world, whatever happens: looked at after every step and every report. */
final class WorldRules {

    /** A tier, as the ledger has it, that cannot become Ready: one without pods can. */
    private static final Pattern BROKEN =
            Pattern.compile("\"image\":\"" + RandomDocuments.BAD + "\"(?![^}]*\"replicas\":0)");

    private static final String OTHERS =
            "- name: others\n  protocol: layer2\n  addresses:\n  - 198.51.100.1-198.51.100.9\n";

    private final LoopWorld world;
    private final Map<ObjectRef, Fields> foreign = new HashMap<>();
    private SortedMap<ObjectRef, Address> addresses = new TreeMap<>();
    private SortedMap<ObjectRef, Address> atStart = new TreeMap<>();
    private Map<ObjectRef, String> uids = new HashMap<>();

    /** What was in force when each Service was given the address that it has. */
    private final Map<ObjectRef, JsonObject> givenFor = new HashMap<>();

    private int reports;
    private int returns;

    WorldRules(LoopWorld world) {
        this.world = world;
        world.afterStep = this::afterStep;
        world.afterReport = this::afterReport;
    }

    /** Something of somebody else's, which nobody but a hand changes. */
    void foreign(Fields body) {
        world.cluster.add(body);
        foreign.put(
                new ObjectRef(
                        body.text("apiVersion").orElseThrow(),
                        body.text("kind").orElseThrow(),
                        body.text("metadata", "namespace").orElse(""),
                        body.text("metadata", "name").orElseThrow()),
                body);
    }

    void foreignService(String name) {
        world.cluster.addForeignService(name);
        world.cluster.balance();
        ObjectRef ref = ObjectRef.service("foreign", name);
        foreign.put(
                ref, Objects.requireNonNull(world.cluster.everything().get(ref)).body());
    }

    /** A pool of somebody else's; MetalLB takes none that overlaps another. */
    void foreignPool(String name, String addresses) {
        Fields body = LoopWorld.fields(
                "{'apiVersion': 'metallb.io/v1beta1', 'kind': 'IPAddressPool', 'metadata': {'name': '" + name
                        + "', 'namespace': 'metallb-system'}, 'spec': {'addresses': ['" + addresses
                        + "'], 'autoAssign': true}}");
        foreign(body);
        if (world.cluster.overlap().isPresent()) {
            poolGoes(name);
        }
    }

    void poolGoes(String name) {
        ObjectRef ref = MetalLbKind.POOL.ref("metallb-system", name);
        world.cluster.remove(ref);
        foreign.remove(ref);
    }

    void foreignGoes() {
        foreign.keySet().stream()
                .filter(ref -> ref.namespace().equals("foreign"))
                .sorted()
                .findFirst()
                .ifPresent(ref -> {
                    world.cluster.remove(ref);
                    foreign.remove(ref);
                });
    }

    void deletedByHand(ObjectRef ref) {
        world.cluster.remove(ref);
    }

    /** The loop goes on, and is looked at. */
    void look(Runnable goesOn) {
        remember();
        atStart = addresses;
        int before = reports;
        goesOn.run();
        check(reports > before, "nothing was reported");
        check(
                !world.codes().contains(Code.ModuleFault),
                () -> "an error in the module: " + world.told().problems());
    }

    private void remember() {
        SortedMap<ObjectRef, Address> now = world.cluster.addresses();
        JsonObject ledger = ledger();
        now.forEach((service, address) -> {
            if (!Optional.of(address).equals(Optional.ofNullable(addresses.get(service)))) {
                givenFor.put(service, ledger);
            }
        });
        addresses = now;
        uids = new HashMap<>();
        world.cluster.everything().values().forEach(object -> uids.put(object.ref(), object.uid()));
    }

    private void afterStep(ObjectRef written) {
        SortedMap<ObjectRef, Address> now = world.cluster.addresses();
        SortedMap<ObjectRef, LiveObject> objects = world.cluster.everything();
        addresses.forEach((service, address) -> {
            LiveObject live = objects.get(service);
            Optional<Address> has = Optional.ofNullable(now.get(service));
            if (live != null && live.uid().equals(uids.get(service)) && !has.equals(Optional.of(address))) {
                boolean fresh = !Optional.of(address).equals(Optional.ofNullable(atStart.get(service)));
                check(
                        live.isFairleads()
                                && (wasAsked(live) || requestsAnother(live, address))
                                && (written.equals(service) || !fresh),
                        () -> service + " had " + address + " and has " + has + " by\n"
                                + world.plans.get(world.plans.size() - 1).print());
            }
        });
        foreign.forEach((ref, body) ->
                check(isUntouched(ref, body, objects.get(ref)), () -> ref + " was touched: " + objects.get(ref)));
        String text = objects.values().stream()
                .filter(object -> object.ref().equals(ObjectRef.configMap("metallb-system", "config")))
                .flatMap(object -> object.body().text("data", "config").stream())
                .findFirst()
                .orElse(OTHERS);
        check(text.contains(OTHERS), () -> "MetalLB's text is " + text);
        world.cluster.overlap().ifPresent(both -> check(false, both + ", which MetalLB refuses"));
        remember();
    }

    /**
     * The twin changed the tier, or those that it shares with, or says that Services are to move. What a Service was given since is
     * changed by a step on that Service alone.
     */
    private boolean wasAsked(LiveObject service) {
        if (!service.body().text("spec", "type").equals(Optional.of("LoadBalancer"))) {
            return true; // It is internal by now.
        }
        JsonObject now = ledger();
        JsonObject then = Objects.requireNonNull(givenFor.get(service.ref()));
        if (service.ref().namespace().equals("kube-system")) {
            return !network(now).equals(network(then)); // The DNS's own.
        }
        String app = service.tier().map(tier -> tier.app()).orElse("");
        boolean shares = text(now, app).contains("\"share\"") || text(then, app).contains("\"share\"");
        return (!text(now, app).equals(text(then, app)) && !isReturned(app))
                || (shares && !apps(now).equals(apps(then)))
                || network(now).contains("reassign");
    }

    /** Whether the tier, in force, requests an address or a pool that {@code has} is not, and so waited for it. */
    private boolean requestsAnother(LiveObject service, Address has) {
        Parts parts = Parts.lastGood(LedgerRecovery.read(world.cluster.observed(), "module"));
        List<Tier> external = parts.apps().values().stream()
                .flatMap(app -> app.value().tiers().values().stream())
                .filter(Tier::isExternal)
                .toList();
        return SharingGroup.of(external).stream()
                .flatMap(group -> group.tiers().stream())
                .filter(tier -> service.tier().equals(Optional.of(tier.id())))
                .anyMatch(tier ->
                        tier.address().filter(named -> !named.equals(has)).isPresent()
                                || tier.pool()
                                        .flatMap(id -> Optional.ofNullable(
                                                parts.networkOrNone().pools().get(id)))
                                        .filter(pool -> !pool.addresses().contains(has))
                                        .isPresent());
    }

    /** Whether the version of an app in force is one that was gone back to, which is no reason to move anything. */
    private boolean isReturned(String app) {
        JsonObject undone = undone();
        return undone.has(app)
                && !text(ledger(), app).isEmpty()
                && !undone.get(app).getAsString().equals(text(ledger(), app));
    }

    /** The text of each version of an app that was undone, by app. */
    private JsonObject undone() {
        JsonObject history = kept("history.json");
        JsonObject texts = new JsonObject();
        if (history.get("apps") instanceof JsonObject apps) {
            apps.getAsJsonObject("undone")
                    .entrySet()
                    .forEach(app -> texts.add(
                            app.getKey(),
                            history.getAsJsonArray("texts")
                                    .get(app.getValue()
                                            .getAsJsonObject()
                                            .get("text")
                                            .getAsInt())));
        }
        return texts;
    }

    private static String text(JsonObject ledger, String app) {
        JsonObject apps = apps(ledger);
        return apps.has(app) ? apps.getAsJsonObject(app).get("json").getAsString() : "";
    }

    private static JsonObject apps(JsonObject ledger) {
        JsonObject texts = new JsonObject();
        if (ledger.get("apps") instanceof JsonObject apps) {
            apps.entrySet().forEach(app -> {
                JsonObject part = new JsonObject();
                part.add("json", app.getValue().getAsJsonObject().get("json"));
                texts.add(app.getKey(), part);
            });
        }
        return texts;
    }

    private static String network(JsonObject ledger) {
        return ledger.get("network") instanceof JsonObject network
                ? network.get("json").getAsString()
                : "";
    }

    private JsonObject ledger() {
        return kept("ledger.json");
    }

    private JsonObject kept(String key) {
        return Optional.ofNullable(world.cluster.everything().get(ObjectRef.configMap("module", "fairlead-ledger")))
                .flatMap(map -> map.body().text("data", key))
                .map(text -> JsonParser.parseString(text).getAsJsonObject())
                .orElseGet(JsonObject::new);
    }

    private static boolean isUntouched(ObjectRef ref, Fields body, @Nullable LiveObject live) {
        if (ref.kind().equals("IPPool")) {
            return true; // Pods leave it where the twin says so.
        }
        if (live == null) {
            return false;
        }
        if (ref.name().equals("coredns")) {
            String text = live.body().text("data", "Corefile").orElse("");
            return text.replaceAll("(?s)\n# fairlead begin\n.*# fairlead end\n", "")
                    .equals(body.text("data", "Corefile").orElse(""));
        }
        return live.body().at("spec").equals(body.at("spec"))
                && live.body().at("metadata").equals(body.at("metadata"))
                && live.body().at("data").equals(body.at("data"));
    }

    private void afterReport(ReportInput report) {
        reports++;
        check(
                report.problems().stream().noneMatch(problem -> problem.code() == Code.ModuleFault),
                () -> report.problems().toString());
        if (report.observed().isEmpty()) {
            return;
        }
        SortedMap<ObjectRef, Address> now = world.cluster.addresses();
        report.workloads()
                .health()
                .forEach((tier, health) -> health.address()
                        .ifPresent(address -> check(
                                health.phase() != TierPhase.Ready || now.containsValue(address),
                                () -> tier + " is said to be Ready at " + address + ", which no Service has")));
        report.problems().stream()
                .filter(problem -> problem.code() == Code.AppRolledBack)
                .map(problem -> problem.path().substring("apps.".length()))
                .forEach(app -> {
                    returns++;
                    check(
                            !BROKEN.matcher(text(ledger(), app)).find(),
                            () -> app + " was gone back to " + text(ledger(), app));
                    check(isReturned(app), () -> app + " is said to be gone back from " + text(ledger(), app));
                });
        if (report.phase() == Phase.Converged) {
            check(
                    report.problems().stream().map(Problem::code).allMatch(Code::isWarning),
                    () -> "Converged with " + report.problems());
            check(
                    report.workloads().health().values().stream()
                            .map(TierHealth::phase)
                            .allMatch(TierPhase.Ready::equals),
                    () -> "Converged with " + report.workloads().health());
        }
        report.answers()
                .map(Answers::network)
                .filter(network -> network.acknowledgement().ac() == 200)
                .ifPresent(network -> check(
                        network(ledger()).isEmpty() == network.value().json().equals("{}")
                                || network.value().json().equals(network(ledger())),
                        () -> "200 for " + network.value().json() + " and in force is " + network(ledger())));
        check(
                !ledger().has("revision")
                        || report.status().revision()
                                == ledger().get("revision").getAsLong(),
                () -> "revision " + report.status().revision() + " is reported and " + ledger().get("revision")
                        + " in force");
    }

    /** In how many reports a version of an app was gone back from. */
    int returns() {
        return returns;
    }

    /** Nothing is left to do, and what is there is somebody's. */
    void atRest() {
        int before = world.plans.size();
        look(() -> {
            var unused = world.pass(Duration.ofMinutes(1));
        });
        check(
                before == world.plans.size(),
                () -> "still writes: " + world.plans.get(world.plans.size() - 1).print());
        RestRules.check(world);
    }

    private static void check(boolean holds, String otherwise) {
        check(holds, () -> otherwise);
    }

    private static void check(boolean holds, Supplier<String> otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise.get());
        }
    }
}
