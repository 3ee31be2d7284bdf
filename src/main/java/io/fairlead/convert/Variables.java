package io.fairlead.convert;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import io.fairlead.desired.CreateOptions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads the environment of a container into an app as Kubernetes evaluates it: the last entry of a name applies, and
 * {@code $(NAME)} refers to earlier entries. A tier defines its Secrets first and then its own variables, sorted by name. If
 * a value needs another order, the value that it refers to is inserted into it.
 */
final class Variables {

    private static final Pattern NAME = Pattern.compile("[-_a-zA-Z][-_a-zA-Z0-9]*");

    /** The kubelet defines these in every pod, regardless of {@code enableServiceLinks}. */
    private static final Pattern OF_THE_API_SERVER = Pattern.compile("KUBERNETES_(SERVICE_HOST|(SERVICE_)?PORT(_.*)?)");

    private static final Pattern OF_A_SERVICE =
            Pattern.compile("[A-Z_][A-Z0-9_]*_(SERVICE_HOST|(SERVICE_)?PORT(_.*)?)");

    private enum Kind {
        VALUE,
        SECRET,
        LEFT
    }

    /**
     * A variable of the source.
     *
     * @param entry its index; of entries with the same name the last applies
     * @param text its value, in which only references to Secrets remain
     */
    private record Variable(int entry, Kind kind, String text) {}

    private final Taken container;
    private final AppDraft app;
    private final ConfigMaps configMaps;
    private final boolean serviceLinks;
    private final Map<String, Integer> last = new HashMap<>();
    private final Set<String> secrets = new HashSet<>();
    private final Map<String, Variable> defined = new HashMap<>();
    private boolean fromElsewhere;

    Variables(Taken container, AppDraft app, ConfigMaps configMaps, boolean serviceLinks) {
        this.container = container;
        this.app = app;
        this.configMaps = configMaps;
        this.serviceLinks = serviceLinks;
    }

    void read() {
        List<Taken> entries = container.objects("env");
        for (int i = 0; i < entries.size(); i++) {
            Optional<String> name = entries.get(i).seenText("name");
            if (name.isPresent()) {
                last.put(name.get(), i);
                secrets.remove(name.get());
                if (entries.get(i).mapOf("valueFrom").containsKey("secretKeyRef")) {
                    secrets.add(name.get());
                }
            }
        }
        container.objects("envFrom").forEach(this::from);
        for (int i = 0; i < entries.size(); i++) {
            variable(i, entries.get(i));
        }
        for (String key : List.of("command", "args")) {
            container.texts(key).ifPresent(words -> words(key, words));
        }
    }

    /** Reads all entries of a ConfigMap. An entry that {@code env} defines too is overridden there. */
    private void from(Taken source) {
        Taken reference = source.object("configMapRef");
        Optional<ConfigMaps.Content> content = reference.seenText("name").flatMap(configMaps::find);
        if (content.isEmpty()) {
            fromElsewhere = true;
            source.leaveWhole("which variables these are is not in the source; name each in `env` or `secretEnv`");
            return;
        }
        reference.used("name");
        reference.expect("optional", "true", "false");
        String prefix = source.text("prefix").orElse("");
        content.get().data().forEach((key, value) -> {
            String name = prefix + key;
            if (!NAME.matcher(name).matches()) {
                source.tell("configMapRef", "`" + name + "` is no name of a tier's variable");
            } else if (!last.containsKey(name)) {
                String text = CreateOptions.literal(value);
                defined.put(name, new Variable(-1, Kind.VALUE, text));
                app.put(reference.origin("name"), text, "env", name);
            }
        });
    }

    private void variable(int index, Taken entry) {
        Optional<String> name = entry.text("name");
        if (name.isEmpty()) {
            return;
        }
        boolean counts = last.getOrDefault(name.get(), index) == index;
        Variable variable = NAME.matcher(name.get()).matches()
                ? read(index, entry, name.get(), counts)
                : leave(
                        index,
                        entry,
                        "`" + name.get() + "` is no name of a tier's variable, which has letters, digits, _ and -");
        defined.put(name.get(), variable);
        if (!counts) {
            entry.noteWhole("`" + name.get() + "` is defined again below, and the last definition applies");
        }
    }

    private static Variable leave(int index, Taken entry, String reason) {
        entry.leaveWhole(reason);
        return new Variable(index, Kind.LEFT, "");
    }

    private Variable read(int index, Taken entry, String name, boolean counts) {
        Taken from = entry.object("valueFrom");
        if (from.seen("secretKeyRef").isPresent()) {
            return secret(index, from, name, counts);
        }
        if (from.seen("configMapKeyRef").isPresent()) {
            Optional<String> value = configMaps.value(from.object("configMapKeyRef"));
            value.filter(any -> counts)
                    .ifPresent(
                            text -> app.put(from.origin("configMapKeyRef"), CreateOptions.literal(text), "env", name));
            return value.map(text -> new Variable(index, Kind.VALUE, CreateOptions.literal(text)))
                    .orElseGet(() -> new Variable(index, Kind.LEFT, ""));
        }
        if (!from.left().isEmpty()) {
            return new Variable(index, Kind.LEFT, ""); // Its own line names the field.
        }
        if (entry.seen("value").filter(value -> !Taken.isText(value)).isPresent()) {
            return new Variable(index, Kind.LEFT, "");
        }
        String value = entry.text("value").orElse("");
        Optional<String> written = resolve(entry, "value", value, name);
        if (written.isEmpty()) {
            return new Variable(index, Kind.LEFT, "");
        }
        if (counts) {
            app.put(entry.origin("value"), written.get(), "env", name);
        }
        return new Variable(index, Kind.VALUE, inlined(value));
    }

    private Variable secret(int index, Taken from, String name, boolean counts) {
        Taken secret = from.object("secretKeyRef");
        if (secret.isTrue("optional")) {
            from.clearRest();
            secret.leaveWhole("it is optional, and a tier's pods wait for each Secret that they name");
            return new Variable(index, Kind.LEFT, "");
        }
        secret.expect("optional", "false");
        String key = secret.text("name").orElse("") + "/" + secret.text("key").orElse("");
        if (counts) {
            app.put(from.origin("secretKeyRef"), key, "secretEnv", name);
        }
        return new Variable(index, Kind.SECRET, "$(" + name + ")");
    }

    private void words(String key, JsonArray words) {
        JsonArray written = new JsonArray();
        for (JsonElement word : words) {
            Optional<String> text = resolve(container, key, word.getAsString(), "");
            if (text.isEmpty()) {
                return;
            }
            written.add(text.get());
        }
        app.put(container.origin(key), written, key);
    }

    /**
     * The text for the tier; empty, with a report, if the tier cannot have it.
     *
     * @param name the variable of this value; empty for a word of the command, which may refer to all variables
     */
    private Optional<String> resolve(Taken at, String key, String text, String name) {
        Optional<String> obstacle = References.in(text).stream()
                .flatMap(reference -> obstacle(reference).stream())
                .findFirst();
        if (obstacle.isPresent()) {
            at.tell(key, obstacle.get());
            return Optional.empty();
        }
        return Optional.of(References.replace(text, reference -> written(at, key, reference, name)));
    }

    /** Why a tier cannot have the value that the reference points to. */
    private Optional<String> obstacle(String reference) {
        Variable variable = defined.get(reference);
        if (variable != null) {
            boolean lost =
                    variable.kind() == Kind.LEFT || (variable.kind() == Kind.SECRET && !isLast(reference, variable));
            return lost ? Optional.of("it needs " + reference + ", which is left out") : Optional.empty();
        }
        if (OF_THE_API_SERVER.matcher(reference).matches() || last.containsKey(reference)) {
            return Optional.empty();
        }
        if (fromElsewhere) {
            return Optional.of("it needs " + reference + ", which nothing in the tier defines");
        }
        return serviceLinks && OF_A_SERVICE.matcher(reference).matches()
                ? Optional.of("it needs " + reference
                        + ", and a tier's pods have no variables of other Services; write the Service's name instead")
                : Optional.empty();
    }

    private String written(Taken at, String key, String reference, String name) {
        String same = "$(" + reference + ")";
        Variable variable = defined.get(reference);
        boolean seen = secrets.contains(reference) || name.isEmpty() || reference.compareTo(name) < 0;
        if (variable != null) {
            return seen && isLast(reference, variable) ? same : variable.text();
        }
        if (OF_THE_API_SERVER.matcher(reference).matches()) {
            return same;
        }
        at.note(key, "nothing defines " + reference + " before it, so " + same + " stays unchanged, in Kubernetes too");
        return last.containsKey(reference) ? "$" + same : same;
    }

    private boolean isLast(String name, Variable variable) {
        return last.getOrDefault(name, -1) == variable.entry();
    }

    private String inlined(String value) {
        return References.replace(value, reference -> {
            Variable variable = defined.get(reference);
            if (variable != null) {
                return variable.text();
            }
            return (last.containsKey(reference) ? "$" : "") + "$(" + reference + ")";
        });
    }

    /** Whether a string in {@code value} refers to the variable {@code name}. */
    static boolean refersTo(JsonElement value, String name) {
        List<JsonElement> words = new ArrayList<>();
        if (value.isJsonArray()) {
            value.getAsJsonArray().forEach(words::add);
        } else {
            words.add(value);
        }
        return words.stream()
                .anyMatch(word ->
                        Taken.isText(word) && References.in(word.getAsString()).contains(name));
    }
}
