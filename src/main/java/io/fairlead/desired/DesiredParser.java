package io.fairlead.desired;

import static io.fairlead.desired.Problems.in;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.fairlead.model.App;
import io.fairlead.model.Code;
import io.fairlead.model.Control;
import io.fairlead.model.Network;
import io.fairlead.model.ParsedDocument;
import io.fairlead.model.Part;
import io.fairlead.model.Platform;
import io.fairlead.model.Problem;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Parses desired properties into accepted and refused parts, and reports every problem of the document at once.
 *
 * <p>A problem refuses the part that contains it: the network, one app, the control part. A problem of the whole document
 * ({@code schema}, its size) refuses every part, including absent ones, so that nothing counts as removed. An unknown key at
 * the root refuses nothing by itself. But if it looks like a misspelled {@code network} or {@code apps} and that key is
 * absent, it refuses that part.
 */
public final class DesiredParser {

    /** The path of a problem of the whole document. */
    static final String WHOLE = "desired";

    private final JsonObject desired;
    private final Platform platform;
    private final Problems root;
    private final Problems network;
    private final Problems control;
    private final SortedMap<String, AppReader.Draft> apps = new TreeMap<>();
    private boolean appsReadable = true;

    private DesiredParser(JsonObject desired, Platform platform) {
        this.desired = desired;
        this.platform = platform;
        this.root = new Problems(platform);
        this.network = new Problems(platform);
        this.control = new Problems(platform);
    }

    /** Validates a document for an Azure Stack Edge, which has the strictest rules. */
    public static ParsedDocument parse(long version, JsonObject desired) {
        return parse(version, desired, Platform.AzureStackEdge);
    }

    /**
     * Validates a document. Never throws, whatever the JSON. The result depends only on the content, not on the order of the
     * keys.
     *
     * @param version the document's {@code $version}
     * @param desired the desired properties, with or without {@code $version} and {@code $metadata} of the hub
     * @param platform the platform that the document is for
     */
    public static ParsedDocument parse(long version, JsonObject desired, Platform platform) {
        return new DesiredParser(desired, platform).parse(version);
    }

    private ParsedDocument parse(long version) {
        boolean whole = wholeDocument();
        unknownKeys();
        NetworkReader.Draft networkDraft = part("network", network)
                .map(raw -> NetworkReader.read(raw, network))
                .orElse(NetworkReader.Draft.ABSENT);
        readApps();
        Control controlRead = part("control", control)
                .map(raw -> ControlReader.read(raw, control))
                .orElse(Control.DEFAULT);
        NameCheck.check(apps.values());
        PoolCheck.check(networkDraft, network, apps.values());
        if (appsReadable) {
            DnsCheck.check(networkDraft, network, apps);
        }
        SortedMap<String, Part<App>> appParts = new TreeMap<>();
        apps.forEach((id, draft) -> appParts.put(id, appPart(whole, id, draft)));
        return new ParsedDocument(
                version,
                networkPart(whole, networkDraft.network()),
                appParts,
                whole && appsReadable,
                controlRead,
                whole && !control.refuse(),
                problems());
    }

    /** Whether the document as a whole can be read. */
    private boolean wholeDocument() {
        Problems found = new Problems();
        schema(found);
        long bytes = TwinLimits.bytes(desired);
        if (bytes > TwinLimits.MOST_BYTES) {
            found.add(
                    WHOLE,
                    Code.TooLarge,
                    "The document has " + bytes + " bytes as IoT Hub counts them; it takes " + TwinLimits.MOST_BYTES
                            + ". Shorten it: the texts of `config` and `env` are mostly the longest, and what is the same"
                            + " everywhere can be in the image.");
        }
        found.all().forEach(problem -> root.add(problem.path(), problem.code(), problem.message()));
        return !found.refuse();
    }

    private void schema(Problems found) {
        JsonElement schema = desired.get("schema");
        if (schema == null) {
            found.add("schema", Code.MissingValue, "`schema` is missing; add \"schema\": " + Keys.SCHEMA + ".");
            return;
        }
        if (!schema.isJsonPrimitive() || !schema.getAsJsonPrimitive().isNumber()) {
            found.add(
                    "schema",
                    Code.WrongType,
                    "It is " + Problems.kind(schema) + "; give the number " + Keys.SCHEMA + ".");
            return;
        }
        boolean known = Numbers.exact(schema.getAsJsonPrimitive())
                .filter(number -> number.compareTo(BigDecimal.valueOf(Keys.SCHEMA)) == 0)
                .isPresent();
        if (!known) {
            found.add(
                    "schema",
                    Code.UnsupportedSchema,
                    Problems.quoted(schema.getAsString())
                            + " is not a version of the contract that this release knows; use " + Keys.SCHEMA + ".");
        }
    }

    private void unknownKeys() {
        for (String key : desired.keySet()) {
            if (TwinLimits.isOfTheHub(key) || Keys.ROOT.keys().containsKey(key)) {
                continue;
            }
            new ShapeCheck(root).unknown("", key, Keys.ROOT);
            appsReadable &= !isSlipOf(key, AppReader.APPS);
        }
    }

    private boolean isSlipOf(String key, String part) {
        return !desired.has(part) && NearestKey.isSlipOf(key, part);
    }

    private Optional<JsonElement> part(String key, Problems problems) {
        Optional<JsonElement> raw = Optional.ofNullable(desired.get(key));
        raw.ifPresent(value -> TwinLimits.check(key, 1, value, problems));
        return raw.map(value -> TwinLimits.cut(1, value));
    }

    private void readApps() {
        JsonElement raw = desired.get(AppReader.APPS);
        if (raw == null) {
            return;
        }
        if (!raw.isJsonObject()) {
            root.add(
                    AppReader.APPS,
                    Code.WrongType,
                    "It is " + Problems.kind(raw) + "; give an object with one key for each app.");
            appsReadable = false;
            return;
        }
        raw.getAsJsonObject().asMap().forEach((id, app) -> {
            Problems problems = new Problems(platform);
            TwinLimits.check(in(AppReader.APPS, id), 2, app, problems);
            apps.put(id, AppReader.read(id, TwinLimits.cut(2, app), problems));
        });
    }

    private Part<Network> networkPart(boolean whole, Network read) {
        JsonElement raw = desired.get("network");
        boolean slipped = desired.keySet().stream().anyMatch(key -> isSlipOf(key, "network"));
        if (!whole || network.refuse() || slipped) {
            return new Part.Refused<>();
        }
        return raw == null ? new Part.Absent<>() : new Part.Accepted<>(read, CanonicalJson.of(raw));
    }

    private Part<App> appPart(boolean whole, String id, AppReader.Draft draft) {
        JsonElement raw = desired.getAsJsonObject(AppReader.APPS).get(id);
        return whole && !draft.problems().refuse()
                ? new Part.Accepted<>(draft.app(), CanonicalJson.of(raw))
                : new Part.Refused<>();
    }

    private List<Problem> problems() {
        List<Problem> all = new ArrayList<>(root.all());
        all.addAll(network.all());
        all.addAll(control.all());
        apps.values().forEach(app -> all.addAll(app.problems().all()));
        return all;
    }
}
