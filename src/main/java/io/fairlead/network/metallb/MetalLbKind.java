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
    /** The announcement of a pool by ARP and NDP. */
    L2("metallb.io/v1beta1", "L2Advertisement"),
    /** A session with a router. */
    PEER("metallb.io/v1beta2", "BGPPeer"),
    /** The announcement of a pool by BGP. */
    BGP("metallb.io/v1beta1", "BGPAdvertisement"),
    /** The failure detection of a session. */
    BFD("metallb.io/v1beta1", "BFDProfile");

    /** The API group of all MetalLB kinds. */
    static final String GROUP = "metallb.io/";

    /** The API version of the speakers' status objects. */
    static final String STATUS_VERSION = "metallb.io/v1beta1";

    private final String apiVersion;
    private final String title;

    MetalLbKind(String apiVersion, String title) {
        this.apiVersion = apiVersion;
        this.title = title;
    }

    /** The kind's name in the API. */
    public String title() {
        return title;
    }

    /** The kind's API group and version. */
    public String apiVersion() {
        return apiVersion;
    }

    /** A reference to an object of this kind. */
    public ObjectRef ref(String namespace, String name) {
        return new ObjectRef(apiVersion, title, namespace, name);
    }

    /** Whether {@code ref} is of this kind. */
    public boolean is(ObjectRef ref) {
        return ref.kind().equals(title) && ref.apiVersion().startsWith(GROUP);
    }

    /** Whether {@code ref} is an object of BGP. */
    public static boolean isBgp(ObjectRef ref) {
        return PEER.is(ref) || BGP.is(ref) || BFD.is(ref);
    }
}
