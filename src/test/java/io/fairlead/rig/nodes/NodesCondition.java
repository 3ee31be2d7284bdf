package io.fairlead.rig.nodes;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Decides for {@link NeedsNodes} whether whole nodes can run here. */
final class NodesCondition implements ExecutionCondition {

    private static final AtomicBoolean SAID = new AtomicBoolean();

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        Optional<String> impossible = NodeRig.impossible();
        if (impossible.isPresent()) {
            return absent(impossible.get());
        }
        Optional<String> missing = NodeRig.missing();
        if (missing.isPresent() && required()) {
            throw new IllegalStateException(missing.get());
        }
        return missing.map(NodesCondition::absent)
                .orElseGet(() -> ConditionEvaluationResult.enabled("whole nodes can run here"));
    }

    private static ConditionEvaluationResult absent(String why) {
        String line = "Tests on whole nodes are skipped: " + why + ".";
        if (SAID.compareAndSet(false, true)) {
            System.err.println(line);
        }
        return ConditionEvaluationResult.disabled(line);
    }

    /** {@code -Drig.required} without a value counts as true. */
    private static boolean required() {
        String required = System.getProperty("rig.required");
        return required != null && !required.equalsIgnoreCase("false");
    }
}
