package io.fairlead.standin.cluster.objects;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.fairlead.standin.cluster.objects.ApiFailure.Cause;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The rules of the API server that Fairlead can run into. */
final class Validation {
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9.]*[a-z0-9])?");
    private static final Pattern LABEL_VALUE = Pattern.compile("(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?");

    private static final Pattern LABEL_NAME = Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?");
    private static final List<String> SERVICE_TYPES = List.of("ClusterIP", "ExternalName", "LoadBalancer", "NodePort");
    private static final String NAME_RULE = "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric"
            + " characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com',"
            + " regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";
    private static final String LABEL_RULE = "a lowercase RFC 1123 label must consist of lower case alphanumeric"
            + " characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or"
            + " '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')";

    private final List<Cause> causes = new ArrayList<>();

    private Validation() {}

    /** Refuses an object that breaks a rule with 422 and every cause. */
    static void check(ObjectKey key, Optional<JsonObject> before, JsonObject object) {
        Validation validation = new Validation();
        validation.metadata(key, object);
        if (key.kind().equals(Catalog.DEPLOYMENT)) {
            validation.deployment(before, object);
        } else if (key.kind().equals(Catalog.SERVICE)) {
            validation.service(before, object);
        } else if (key.kind().equals(Catalog.ADDRESS_POOL)) {
            validation.addressPool(object);
        }
        if (!validation.causes.isEmpty()) {
            throw ApiFailure.invalid(key, validation.causes);
        }
    }

    private void metadata(ObjectKey key, JsonObject object) {
        if (key.name().length() > 253 || !NAME.matcher(key.name()).matches()) {
            invalid("metadata.name", '"' + key.name() + '"', NAME_RULE);
        }
        Json.map(object, "metadata", "labels").values().stream()
                .filter(value ->
                        value.length() > 63 || !LABEL_VALUE.matcher(value).matches())
                .forEach(
                        value -> invalid(
                                "metadata.labels",
                                '"' + value + '"',
                                "a valid label must be an empty string"
                                        + " or consist of alphanumeric characters, '-', '_' or '.', no more than 63 characters"));
    }

    private void deployment(Optional<JsonObject> before, JsonObject object) {
        Optional<JsonElement> selector = Json.at(object, "spec", "selector");
        Optional<JsonElement> old = before.flatMap(live -> Json.at(live, "spec", "selector"));
        Map<String, String> labels = Json.map(object, "spec", "template", "metadata", "labels");
        if (selector.isEmpty()) {
            required("spec.selector", "");
            mismatch(labels);
        } else {
            if (!Selector.selects(selector.get().getAsJsonObject(), labels)) {
                mismatch(labels);
            }
            if (old.isPresent() && !old.equals(selector)) {
                invalid("spec.selector", selector.get().toString(), "field is immutable");
            }
        }
        if (Json.number(object, 1, "spec", "replicas") < 0) {
            invalid("spec.replicas", Json.text(object, "spec", "replicas"), "must be greater than or equal to 0");
        }
        containers(Json.objects(object, "spec", "template", "spec", "containers"));
    }

    private void mismatch(Map<String, String> labels) {
        invalid(
                "spec.template.metadata.labels",
                Json.ofTexts(labels).toString(),
                "`selector` does not match template `labels`");
    }

    private void containers(List<JsonObject> containers) {
        String field = "spec.template.spec.containers";
        if (containers.isEmpty()) {
            required(field, "");
        }
        for (int i = 0; i < containers.size(); i++) {
            JsonObject container = containers.get(i);
            String name = Json.text(container, "name");
            if (!LABEL_NAME.matcher(name).matches()) {
                invalid(field + "[" + i + "].name", '"' + name + '"', LABEL_RULE);
            }
            List<JsonObject> env = Json.objects(container, "env");
            for (int j = 0; j < env.size(); j++) {
                if (Json.text(env.get(j), "name").isEmpty()) {
                    required(field + "[" + i + "].env[" + j + "].name", "");
                }
            }
            if (Json.text(container, "image").isEmpty()) {
                required(field + "[" + i + "].image", "");
            }
            for (String what : List.of("cpu", "memory")) {
                if (requestOverLimit(container, what)) {
                    invalid(
                            field + "[" + i + "].resources.requests",
                            '"' + Json.text(container, "resources", "requests", what) + '"',
                            "must be less than or equal to " + what + " limit of "
                                    + Json.text(container, "resources", "limits", what));
                }
            }
        }
    }

    private static boolean requestOverLimit(JsonObject container, String what) {
        Optional<Quantity> request = Quantity.parse(Json.text(container, "resources", "requests", what));
        Optional<Quantity> limit = Quantity.parse(Json.text(container, "resources", "limits", what));
        return request.isPresent()
                && limit.isPresent()
                && request.get().value().compareTo(limit.get().value()) > 0;
    }

    private void service(Optional<JsonObject> before, JsonObject object) {
        List<JsonObject> ports = Json.objects(object, "spec", "ports");
        if (ports.isEmpty() && !Json.text(object, "spec", "clusterIP").equals("None")) {
            required("spec.ports", "");
        }
        Set<String> names = new HashSet<>();
        for (int i = 0; i < ports.size(); i++) {
            servicePort("spec.ports[" + i + "]", ports.get(i), ports.size() > 1, names);
        }
        String type = Json.text(object, "spec", "type");
        if (!SERVICE_TYPES.contains(type)) {
            String known = SERVICE_TYPES.stream().map(one -> '"' + one + '"').collect(Collectors.joining(", "));
            causes.add(new Cause(
                    "FieldValueNotSupported",
                    "Unsupported value: \"" + type + "\": supported values: " + known,
                    "spec.type"));
        }
        String old = before.map(live -> Json.text(live, "spec", "clusterIP")).orElse("");
        if (!old.isEmpty() && !old.equals(Json.text(object, "spec", "clusterIP"))) {
            String now = Json.list(object, "spec", "clusterIPs").toString();
            invalid("spec.clusterIPs[0]", now, "may not change once set");
        }
    }

    private void servicePort(String field, JsonObject port, boolean needsName, Set<String> names) {
        String name = Json.text(port, "name");
        if (name.isEmpty() && needsName) {
            required(field + ".name", "");
        } else if (!names.add(name)) {
            causes.add(new Cause("FieldValueDuplicate", "Duplicate value: \"" + name + '"', field + ".name"));
        }
        for (String which : List.of("port", "targetPort")) {
            Optional<JsonElement> number = Json.at(port, which)
                    .filter(value -> value.getAsJsonPrimitive().isNumber())
                    .filter(value -> value.getAsInt() < 1 || value.getAsInt() > 65535);
            number.ifPresent(
                    value -> invalid(field + "." + which, value.toString(), "must be between 1 and 65535, inclusive"));
        }
    }

    private void addressPool(JsonObject object) {
        if (Json.at(object, "spec", "addresses").isEmpty()) {
            required("spec.addresses", "");
        }
    }

    private void required(String field, String why) {
        causes.add(new Cause("FieldValueRequired", "Required value" + (why.isEmpty() ? "" : ": " + why), field));
    }

    private void invalid(String field, String value, String why) {
        causes.add(new Cause("FieldValueInvalid", "Invalid value: " + value + ": " + why, field));
    }
}
