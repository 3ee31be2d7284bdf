package io.fairlead.network;

import io.fairlead.model.ObjectRef;
import io.fairlead.model.Path;

/** The parts of the desired properties that network steps belong to. */
public final class NetworkObjects {

    /** The part of steps on pools and announcements. */
    public static final Path PART = Path.NETWORK;

    /** The part of steps on the pod network. */
    public static final Path PODS_PART = Path.NETWORK.at("pods");

    private NetworkObjects() {}

    /** Whether {@code ref} is an IPPool of Calico. */
    public static boolean isIpPool(ObjectRef ref) {
        return ref.kind().equals("IPPool");
    }
}
