package io.fairlead.rig;

import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Decides for {@link NeedsRig} whether the rig can run here, and lets no test begin in the aftermath of an outage. */
final class RigCondition implements ExecutionCondition, BeforeEachCallback {

    private static final AtomicBoolean SAID = new AtomicBoolean();

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if (!System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("linux")) {
            return absent("the rig needs Linux");
        }
        if (RigBinaries.here()) {
            return ConditionEvaluationResult.enabled("the rig's parts are here");
        }
        return absent("the rig's parts are missing: run rig/provision, which needs Go and takes minutes once");
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        RigCluster.allCatchUp();
    }

    static ConditionEvaluationResult absent(String reason) {
        if (required()) {
            throw new IllegalStateException(reason);
        }
        if (SAID.compareAndSet(false, true)) {
            System.err.println(reason);
        }
        return ConditionEvaluationResult.disabled(reason);
    }

    /** {@code -Drig.required} without a value counts as true. */
    private static boolean required() {
        String required = System.getProperty("rig.required");
        return required != null && !required.equalsIgnoreCase("false");
    }
}
