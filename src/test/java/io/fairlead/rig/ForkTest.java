package io.fairlead.rig;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;

/** Each test JVM of a run knows its number, by which it has folders and ports of its own. */
class ForkTest {

    @Test
    void mavenNumbersItsTestJvms() {
        assumeTrue(System.getProperty("basedir") != null, "not started by Maven");
        assertTrue(Integer.getInteger("fork", 0) > 0, "pom.xml gives no -Dfork");
    }
}
