package io.fairlead.network;

import io.fairlead.model.ObjectRef;
import io.fairlead.model.Path;

/** The parts that the steps of the network part belong to, and what is in them. */
public final class NetworkObjects {

    /** The part that the steps of pools and announcements belong to. */
    public static final Path PART = Path.NETWORK;

    /** The part that the steps of the pods' network belong to. */
    public static final Path PODS_PART = Path.NETWORK.at("pods");

    private NetworkObjects() {}

    /** Whether it is one of Calico's IPPools. */
    public static boolean isIpPool(ObjectRef ref) {
        return ref.kind().equals("IPPool");
    }
}
