package io.fairlead.loop;

import java.time.Duration;

/**
 * How long a change may keep a tier from being Ready before it is undone.
 *
 * @param network a changed network part; zero for ever
 * @param app a new version of an app with {@code onFailure: rollBack}
 */
public record Deadlines(Duration network, Duration app) {}
