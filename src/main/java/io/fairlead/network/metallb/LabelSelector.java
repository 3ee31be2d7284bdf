package io.fairlead.network.metallb;

import io.fairlead.model.Fields;
import io.fairlead.model.LiveObject;
import java.util.List;
import java.util.Optional;

/**
 * A label selector of Kubernetes.
 *
 * @param fields its {@code matchLabels} and {@code matchExpressions}; without them it selects everything
 * @see <a href="https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#label-selectors">Label
 *      selectors</a>
 */
record LabelSelector(Fields fields) {

    /** Whether one of {@code selectors} selects {@code object}. */
    static boolean anyMatches(List<Fields> selectors, LiveObject object) {
        return selectors.stream().anyMatch(fields -> new LabelSelector(fields).matches(object));
    }

    boolean matches(LiveObject object) {
        return fields.at("matchLabels").map().entrySet().stream()
                        .allMatch(label ->
                                object.label(label.getKey()).equals(Optional.of(String.valueOf(label.getValue()))))
                && fields.each("matchExpressions").stream().allMatch(expression -> holds(expression, object));
    }

    private static boolean holds(Fields expression, LiveObject object) {
        Optional<String> label = object.label(expression.text("key").orElse(""));
        List<String> values = expression.texts("values");
        return switch (expression.text("operator").orElse("")) {
            case "In" -> label.filter(values::contains).isPresent();
            case "NotIn" -> label.filter(values::contains).isEmpty();
            case "Exists" -> label.isPresent();
            case "DoesNotExist" -> label.isEmpty();
            default -> false;
        };
    }
}
