/** One site as its twin shows it: what it should have, what it last reported, and what a rollout noted there. */
@NullMarked
package io.fairlead.fleet.site;

import org.jspecify.annotations.NullMarked;
