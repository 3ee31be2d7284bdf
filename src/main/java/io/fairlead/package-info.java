/**
 * Fairlead: network settings and stateless apps from an IoT Edge module twin to a Kubernetes cluster.
 *
 * <p>The core ({@code model}, {@code address}, {@code desired}, {@code network}, {@code workload}, {@code plan}, {@code
 * health}, {@code report}) is pure. {@code loop} joins it with the shell ({@code hub}, {@code kube}, {@code http}),
 * which {@code app} and {@code cli} wire together.
 */
@NullMarked
package io.fairlead;

import org.jspecify.annotations.NullMarked;
