package io.fairlead.desired;

import static io.fairlead.desired.Problems.in;
import static io.fairlead.desired.Problems.quoted;

import com.google.gson.JsonObject;
import io.fairlead.model.Code;
import io.fairlead.model.ConfigFile;
import io.fairlead.model.PodSettings;
import io.fairlead.model.Port;
import io.fairlead.model.SecretKey;
import io.fairlead.model.Security;
import io.fairlead.model.TierOptions;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads the pod settings of a tier. */
final class PodSettingsReader {

    private final String path;
    private final JsonObject raw;
    private final Values values;
    private final Problems problems;

    /**
     * A reader of the tier at {@code path}.
     *
     * @param raw the tier as in the document
     * @param values its valid part, from {@link ShapeCheck}
     */
    PodSettingsReader(String path, JsonObject raw, Values values, Problems problems) {
        this.path = path;
        this.raw = raw;
        this.values = values;
        this.problems = problems;
    }

    /**
     * The settings.
     *
     * @param ports the tier's ports, which a probe may name
     * @param files its files by id
     * @param options the settings that only its create options can express
     */
    PodSettings read(List<Port> ports, SortedMap<String, ConfigFile> files, TierOptions options) {
        return new PodSettings(
                words("command"),
                words("args"),
                secretEnv(),
                new ProbeReader(in(path, "probe"), ports, problems).read(raw.get("probe"), values.object("probe")),
                new ResourcesReader(in(path, "resources"), values.object("resources"), problems).read(),
                nodeSelector(),
                pullSecret(),
                Security.valueOf(values.text("security").orElse("baseline").toUpperCase(Locale.ROOT)),
                files,
                values.text("revision").orElse(""),
                options);
    }

    private List<String> words(String key) {
        Words words = values.words(key);
        if (!words.isClosed()) {
            problems.add(
                    in(path, key),
                    Code.UnsupportedSetting,
                    "It ends inside a quote or with a backslash; close the quote, or give an array of words.");
        }
        return words.words();
    }

    /** A message never contains the value, because an author who confuses the keys may have written the secret itself. */
    private SortedMap<String, SecretKey> secretEnv() {
        SortedMap<String, SecretKey> secretEnv = new TreeMap<>();
        JsonObject env = values.object("env").clean();
        values.object("secretEnv").clean().asMap().forEach((name, value) -> {
            String at = in(in(path, "secretEnv"), name);
            String[] parts = value.getAsString().strip().split("/", -1);
            if (parts.length != 2
                    || !NameRule.SUBDOMAIN.allows(parts[0])
                    || !NameRule.SECRET_KEY.allows(parts[1])
                    || parts[1].startsWith("..")) {
                problems.add(
                        at,
                        Code.BadName,
                        "It does not name a Secret and a key in it; write name/key, such as shop-db/password.");
            } else if (env.has(name)) {
                problems.add(at, Code.UnsupportedSetting, "The variable is in `env` too; keep one of them.");
            } else {
                secretEnv.put(name, new SecretKey(parts[0], parts[1]));
            }
        });
        return secretEnv;
    }

    private SortedMap<String, String> nodeSelector() {
        String at = in(path, "nodeSelector");
        SortedMap<String, String> selector = new TreeMap<>();
        for (String entry : values.entries("nodeSelector")) {
            String[] parts = entry.split("=", 2);
            String label = parts[0].strip();
            String value = parts.length == 2 ? parts[1].strip() : "";
            if (parts.length != 2 || !NameRule.LABEL.allows(label) || !NameRule.LABEL_VALUE.allows(value)) {
                problems.add(
                        at,
                        Code.BadName,
                        quoted(entry)
                                + " is not a node's label; write label=value, such as kubernetes.io/hostname=node-a.");
            } else if (selector.put(label, value) != null) {
                problems.add(
                        at, Code.BadName, quoted(label) + " is in the list twice, and a node has it once; keep one.");
            }
        }
        return selector;
    }

    private Optional<String> pullSecret() {
        Optional<String> secret = values.text("pullSecret");
        secret.filter(name -> !NameRule.SUBDOMAIN.allows(name))
                .ifPresent(name -> problems.add(
                        in(path, "pullSecret"),
                        Code.BadName,
                        quoted(name) + " is not the name of a Secret; use " + NameRule.SUBDOMAIN.told() + "."));
        return secret;
    }
}
