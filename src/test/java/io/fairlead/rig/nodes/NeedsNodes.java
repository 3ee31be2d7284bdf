package io.fairlead.rig.nodes;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Marks a test class that runs on whole nodes. Where these cannot be had (no root, a kernel without what they need) it is
 * skipped with a line that says why; where only parts are missing, {@code -Drig.required} makes that a failure.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NodesCondition.class)
public @interface NeedsNodes {}
