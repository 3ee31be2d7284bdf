package io.fairlead.network.metallb;

import io.fairlead.model.ObjectRef;

/**
 * The custom kinds of MetalLB that Fairlead writes.
 *
 * @see <a href="https://metallb.io/apis/">MetalLB API reference</a>
 */
public enum MetalLbKind {
    /** A pool. */
    POOL("metallb.io/v1beta1", "IPAddressPool"),
    /** How a pool is announced by ARP and NDP. */
    L2("metallb.io/v1beta1", "L2Advertisement"),
    /** A session with a router. */
    PEER("metallb.io/v1beta2", "BGPPeer"),
    /** How a pool is announced by BGP. */
    BGP("metallb.io/v1beta1", "BGPAdvertisement"),
    /** How a session is watched. */
    BFD("metallb.io/v1beta1", "BFDProfile");

    /** The group that all of them are of. */
    static final String GROUP = "metallb.io/";

    /** The group and version of what the speakers say of their work. */
    static final String STATUS_VERSION = "metallb.io/v1beta1";

    private final String apiVersion;
    private final String title;

    MetalLbKind(String apiVersion, String title) {
        this.apiVersion = apiVersion;
        this.title = title;
    }

    /** Its name in the API. */
    public String title() {
        return title;
    }

    /** Its group and version. */
    public String apiVersion() {
        return apiVersion;
    }

    /** An object of it. */
    public ObjectRef ref(String namespace, String name) {
        return new ObjectRef(apiVersion, title, namespace, name);
    }

    /** Whether {@code ref} is of it. */
    public boolean is(ObjectRef ref) {
        return ref.kind().equals(title) && ref.apiVersion().startsWith(GROUP);
    }

    /** Whether {@code ref} is an object of BGP. */
    public static boolean isBgp(ObjectRef ref) {
        return PEER.is(ref) || BGP.is(ref) || BFD.is(ref);
    }
}
