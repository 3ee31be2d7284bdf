/**
 * A cluster of whole nodes: two machines of namespaces with kubelet, containerd and kube-proxy on a LAN of their own, and a
 * client on that LAN that is no part of the cluster.
 */
@NullMarked
package io.fairlead.rig.nodes;

import org.jspecify.annotations.NullMarked;
