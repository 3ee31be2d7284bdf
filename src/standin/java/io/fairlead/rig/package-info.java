/**
 * The rig's cluster level: a real etcd, API server, controller manager and MetalLB controller as plain processes on
 * loopback, shared by the tests of one JVM. What it is made of and what it leaves out is in rig/README.md.
 */
@NullMarked
package io.fairlead.rig;

import org.jspecify.annotations.NullMarked;
