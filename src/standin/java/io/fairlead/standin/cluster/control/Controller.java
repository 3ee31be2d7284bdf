package io.fairlead.standin.cluster.control;

import java.time.Duration;

/** Something that brings the cluster a step nearer to what its objects ask for. */
interface Controller {
    /** How long a controller can wait when only a change of the cluster can give it work. */
    Duration IDLE = Duration.ofSeconds(30);

    /** Looks at everything and does what is to be done now; returns after what time to look again at the latest. */
    Duration reconcile();
}
