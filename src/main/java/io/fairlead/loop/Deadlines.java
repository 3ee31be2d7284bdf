package io.fairlead.loop;

import java.time.Duration;

/**
 * How long tiers are waited for.
 *
 * @param network how long a changed network part may keep a tier from being Ready before it is undone; zero for ever
 * @param app the same for a new version of an app with {@code onFailure: rollBack}
 * @param ready how long the checks of a tier must pass before it is Ready
 */
public record Deadlines(Duration network, Duration app, Duration ready) {}
