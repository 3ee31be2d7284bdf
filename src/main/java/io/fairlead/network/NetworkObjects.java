package io.fairlead.network;

import io.fairlead.model.ObjectRef;
import java.util.Set;

/** Which objects of the cluster belong to the network part: MetalLB's and Calico's. Its planners alone add and remove them. */
public final class NetworkObjects {

    /** The part that the steps of pools and announcements belong to. */
    public static final String PART = "network";

    /** The part that the steps of the pods' network belong to. */
    public static final String PODS_PART = "network.pods";

    private static final Set<String> BGP = Set.of("BGPPeer", "BGPAdvertisement", "BFDProfile");

    private NetworkObjects() {}

    /** Whether {@code ref} is one of them. */
    public static boolean include(ObjectRef ref) {
        return isOfLoadBalancer(ref) || isIpPool(ref);
    }

    /** Whether it is one of Calico's IPPools. */
    public static boolean isIpPool(ObjectRef ref) {
        return ref.kind().equals("IPPool");
    }

    /** Whether it is one of the objects of BGP. */
    public static boolean isBgp(ObjectRef ref) {
        return isOfLoadBalancer(ref) && BGP.contains(ref.kind());
    }

    private static boolean isOfLoadBalancer(ObjectRef ref) {
        return ref.apiVersion().startsWith("metallb.io/");
    }
}
