/** The controllers that the stand-in plays: deployments, endpoint slices, MetalLB's controller and its speakers. */
@NullMarked
package io.fairlead.standin.cluster.control;

import org.jspecify.annotations.NullMarked;
