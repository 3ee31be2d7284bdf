package io.fairlead.report;

import io.fairlead.model.Network;

/**
 * The network part in force.
 *
 * @param network what it says
 * @param json its text, an object; {@code {}} where there never was one
 */
public record NetworkInForce(Network network, String json) {

    /** No network part yet. */
    public static final NetworkInForce NONE = new NetworkInForce(Network.NONE, "{}");
}
