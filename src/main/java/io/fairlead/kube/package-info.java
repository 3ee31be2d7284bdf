/**
 * The device's Kubernetes cluster: watches, server-side apply, deletion and rights, over the HTTP layer of the fabric8
 * client. Objects stay plain JSON trees; no model classes are loaded.
 */
@NullMarked
package io.fairlead.kube;

import org.jspecify.annotations.NullMarked;
