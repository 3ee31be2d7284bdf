package io.fairlead.rig;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Marks a test class that runs against {@link RigCluster}. Without the rig's binaries it is skipped with a line that
 * says what to do; with {@code -Drig.required} they are fetched or built, and it is a failure when that does not work.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(RigCondition.class)
public @interface NeedsRig {}
