package io.fairlead.ownership;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.ToNumberPolicy;
import com.google.gson.reflect.TypeToken;
import io.fairlead.model.FieldOwner;
import io.fairlead.model.Fields;
import io.fairlead.model.HeldField;
import io.fairlead.model.LiveObject;
import io.fairlead.model.Manifest;
import io.fairlead.model.ObjectRef;
import io.fairlead.model.Path;
import io.fairlead.model.Step;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who is named for a field that has another value than the one wanted. */
class FieldDifferencesTest {

    private static final Gson GSON = new GsonBuilder()
            .setObjectToNumberStrategy(ToNumberPolicy.LONG_OR_DOUBLE)
            .create();
    private static final ObjectRef REF = ObjectRef.service("apps", "web");
    private static final Fields LABELLER = fields("{'f:metadata': {'f:labels': {'f:team': {}}}}");

    @Test
    void theOwnerOfTheFieldIsNamedAndNotWhoWroteLast() {
        assertEquals(
                List.of("scaler has .spec.replicas (is 5, desired 1)"),
                apply(
                        "{'spec': {'replicas': 1}}",
                        "{'spec': {'replicas': 5}}",
                        new FieldOwner("labeller", LABELLER),
                        new FieldOwner("scaler", fields("{'f:spec': {'f:replicas': {}}}"))));
    }

    @Test
    void anItemIsFoundByItsKeysAndAnAtomicFieldIsOneWithAllBelow() {
        assertEquals(
                List.of(
                        "second has .spec.ports[1].targetPort (is 9, desired 8)",
                        "first has .spec.selector.app (is \"x\", desired \"web\")"),
                apply(
                        "{'spec': {'ports': [{'port': 80}, {'port': 81, 'targetPort': 8}], 'selector': {'app': 'web'}}}",
                        "{'spec': {'ports': [{'port': 80}, {'port': 81, 'targetPort': 9}], 'selector': {'app': 'x'}}}",
                        new FieldOwner("labeller", LABELLER),
                        new FieldOwner(
                                "first",
                                fields("{'f:spec': {'f:selector': {}, 'f:ports':"
                                        + " {'k:{\"port\":80}': {'.': {}, 'f:targetPort': {}}}}}")),
                        new FieldOwner(
                                "second",
                                fields(
                                        "{'f:spec': {'f:ports': {'k:{\"port\":81}': {'.': {}, 'f:targetPort': {}}}}}"))));
    }

    @Test
    void whoWroteLastIsNamedWhereNobodyHasTheField() {
        assertEquals(
                List.of("labeller has .spec.replicas (is null, desired 1)"),
                apply(
                        "{'spec': {'replicas': 1}}",
                        "{'spec': {}}",
                        new FieldOwner("labeller", LABELLER),
                        new FieldOwner("scaler", fields("{'f:spec': {'f:paused': {}}}"))));
        assertEquals(
                List.of("an unknown manager has .spec.replicas (is null, desired 1)"),
                apply("{'spec': {'replicas': 1}}", "{'spec': {}}"));
    }

    @Test
    void itemsOfATextBelongToWhoHasTheText() {
        Step patch = new Step.Patch(
                REF,
                "7",
                fields("{'data': {'config': 'whatever'}}"),
                fields("{'fairlead-a': {'addresses': ['x']}}"),
                fields("{'fairlead-a': {'addresses': ['y']}, 'fairlead-b': {'addresses': ['z']}}"),
                Path.NETWORK,
                "pool changes");
        assertEquals(
                List.of(
                        "editor has .data.config.fairlead-a.addresses[0] (is \"x\", desired \"y\")",
                        "editor has .data.config.fairlead-b (is null, desired {\"addresses\":[\"z\"]})"),
                told(
                        patch,
                        "{}",
                        new FieldOwner("labeller", LABELLER),
                        new FieldOwner("editor", fields("{'f:data': {'.': {}, 'f:config': {}}}"))));
    }

    @Test
    void aPatchOfWholeFieldsIsComparedWithTheObject() {
        Step patch = new Step.Patch(REF, "7", fields("{'data': {'a': 'x', 'b': 'y'}}"), Path.NETWORK, "changes");
        assertEquals(
                List.of("editor has .data.b (is \"z\", desired \"y\")"),
                told(
                        patch,
                        "{'data': {'a': 'x', 'b': 'z'}}",
                        new FieldOwner("labeller", LABELLER),
                        new FieldOwner("editor", fields("{'f:data': {'f:b': {}}}"))));
    }

    private static List<String> apply(String wanted, String live, FieldOwner... others) {
        return told(new Step.Apply(new Manifest(REF, fields(wanted)), true, Path.app("web"), "differs"), live, others);
    }

    private static List<String> told(Step step, String live, FieldOwner... others) {
        LiveObject object = new LiveObject(REF, "u", "7", fields(live), Fields.EMPTY, List.of(others));
        return FieldDifferences.fields(step, object).stream()
                .map(HeldField::toString)
                .toList();
    }

    private static Fields fields(String relaxed) {
        return new Fields(GSON.fromJson(relaxed, new TypeToken<Map<String, Object>>() {}));
    }
}
