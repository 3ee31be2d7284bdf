package io.fairlead.desired;

import static io.fairlead.desired.Problems.in;
import static io.fairlead.desired.Problems.quoted;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.fairlead.model.App;
import io.fairlead.model.Code;
import io.fairlead.model.ConfigFile;
import io.fairlead.model.OnFailure;
import io.fairlead.model.SystemNamespace;
import io.fairlead.model.Tier;
import io.fairlead.model.TierId;
import io.fairlead.model.TierOptions;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reads one app, either with {@code tiers} or in the short form, where the keys of its only tier are on the app itself. */
final class AppReader {

    /** The path of the apps. */
    static final String APPS = "apps";

    /**
     * The part of an app that could be read.
     *
     * @param app the app, valid only if it has no problem
     * @param tiers its tiers by id
     * @param problems the problems of the app
     */
    record Draft(App app, SortedMap<String, TierReader.Draft> tiers, Problems problems) {}

    private final String id;
    private final String path;
    private final Problems problems;
    private final SortedMap<String, TierReader.Draft> tiers = new TreeMap<>();
    private final SortedMap<String, TierOptions> options = new TreeMap<>();
    private SortedMap<String, SortedMap<String, ConfigFile>> files = new TreeMap<>();

    private AppReader(String id, Problems problems) {
        this.id = id;
        this.path = in(APPS, id);
        this.problems = problems;
    }

    static Draft read(String id, JsonElement raw, Problems problems) {
        return new AppReader(id, problems).app(raw);
    }

    private SortedMap<String, ConfigFile> files(String tier) {
        return files.getOrDefault(tier, new TreeMap<>());
    }

    private Draft app(JsonElement given) {
        JsonElement element = given.isJsonObject() ? expanded(given.getAsJsonObject()) : given;
        ShapeCheck shapes = new ShapeCheck(problems);
        shapes.name(path, id, NameRule.ID);
        if (NameRule.ID.allows(id) && !Character.isLetter(id.charAt(0))) {
            problems.add(
                    path,
                    Code.BadName,
                    quoted(id) + " begins the names of Services, which begin with a letter; rename it.");
        }
        JsonObject clean = shapes.object(path, element, Keys.APP);
        if (element.isJsonObject()) {
            JsonObject raw = element.getAsJsonObject();
            Set<String> ids =
                    raw.has("tiers") ? new Values(clean).object("tiers").clean().keySet() : Set.of(id);
            files = new ConfigReader(path, new Values(clean).object(ConfigReader.KEY), problems).read(ids);
            if (raw.has("tiers")) {
                tiers(raw, new Values(clean).object("tiers"));
            } else {
                shortForm(raw, clean);
            }
        }
        NeedsCheck.check(tiers, problems);
        SortedMap<String, Tier> read = new TreeMap<>();
        tiers.forEach((tier, draft) -> read.put(tier, draft.tier()));
        Values values = new Values(clean);
        OnFailure onFailure =
                values.text("onFailure").filter("rollBack"::equals).isPresent() ? OnFailure.ROLL_BACK : OnFailure.KEEP;
        App app = new App(id, namespace(values), read, values.flag("isolate", true), onFailure);
        return new Draft(app, tiers, problems);
    }

    /** The names of system namespaces are known without the module's settings. */
    private Optional<String> namespace(Values values) {
        Optional<String> namespace = values.text(Keys.NAMESPACE);
        String at = in(path, Keys.NAMESPACE);
        if (namespace.filter(SystemNamespace::has).isPresent()) {
            problems.add(
                    at,
                    Code.ForbiddenSetting,
                    quoted(namespace.get()) + " is a namespace of the system, where no app may be; name another.");
        } else if (namespace.isPresent() && !NameRule.ID.allows(namespace.get())) {
            problems.add(
                    at,
                    Code.BadName,
                    quoted(namespace.get()) + " is no name of a namespace; use " + NameRule.ID.told() + ".");
        }
        return namespace;
    }

    /**
     * The app with the create options of its tiers (or of itself in the short form) replaced by the other keys of a tier.
     */
    private JsonObject expanded(JsonObject app) {
        if (!app.has("tiers")) {
            return expanded(path, app);
        }
        if (!app.get("tiers").isJsonObject()) {
            return app;
        }
        JsonObject tiersExpanded = new JsonObject();
        app.getAsJsonObject("tiers").asMap().forEach((id, tier) -> {
            String at = in(in(path, "tiers"), id);
            tiersExpanded.add(id, tier.isJsonObject() ? expanded(at, tier.getAsJsonObject()) : tier);
        });
        JsonObject result = app.deepCopy();
        result.add("tiers", tiersExpanded);
        return result;
    }

    private JsonObject expanded(String at, JsonObject tier) {
        CreateOptions.Expanded expanded = CreateOptions.expand(at, tier);
        expanded.problems().forEach(problem -> problems.add(problem.path(), problem.code(), problem.message()));
        problems.reportAt(expanded.origins());
        options.put(at, expanded.options());
        return expanded.tier();
    }

    private void tiers(JsonObject raw, Values clean) {
        for (String key : new TreeSet<>(raw.keySet())) {
            if (Keys.TIER.keys().containsKey(key)) {
                problems.add(
                        in(path, key),
                        Code.UnsupportedSetting,
                        "`" + key + "` conflicts with `tiers`; move it into one of the tiers.");
            }
        }
        if (!raw.get("tiers").isJsonObject()) {
            return;
        }
        JsonObject rawTiers = raw.getAsJsonObject("tiers");
        if (rawTiers.isEmpty()) {
            problems.add(
                    in(path, "tiers"), Code.MissingValue, "`tiers` is empty; give a tier, or leave the whole app out.");
        }
        for (String tier : new TreeSet<>(clean.clean().keySet())) {
            tier(tier, rawTiers.getAsJsonObject(tier), clean.object(tier));
        }
    }

    private void tier(String tier, JsonObject raw, Values clean) {
        String at = in(in(path, "tiers"), tier);
        String objectName = id + "-" + tier;
        if (NameRule.ID.allows(tier) && NameRule.ID.allows(id) && objectName.length() > 63) {
            problems.add(
                    at,
                    Code.BadName,
                    quoted(objectName) + ", its name in the cluster, is over 63 characters; shorten it.");
        }
        tiers.put(
                tier,
                new TierReader(at, raw, clean.clean(), options.getOrDefault(at, TierOptions.NONE), problems)
                        .read(new TierId(id, tier), objectName, files(tier)));
    }

    private void shortForm(JsonObject raw, JsonObject clean) {
        if (!raw.has("image")) {
            problems.add(
                    in(path, "image"), Code.MissingValue, "The app has neither `image` nor `tiers`; give one of them.");
        }
        tiers.put(
                id,
                new TierReader(path, raw, clean, options.getOrDefault(path, TierOptions.NONE), problems)
                        .read(new TierId(id, id), id, files(id)));
    }
}
