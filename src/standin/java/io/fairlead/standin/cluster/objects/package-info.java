/** The stand-in's objects: kinds, store with its history, admission and the writes that keep field ownership. */
@NullMarked
package io.fairlead.standin.cluster.objects;

import org.jspecify.annotations.NullMarked;
