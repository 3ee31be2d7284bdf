package io.fairlead.network;

import io.fairlead.address.Address;
import io.fairlead.model.LiveObject;
import java.util.stream.Stream;

/** The InternalIPs of a node. */
public final class NodeIps {

    private NodeIps() {}

    /** The InternalIPs of {@code node}. */
    public static Stream<Address> of(LiveObject node) {
        return node.body().each("status", "addresses").stream()
                .filter(entry -> entry.text("type").filter("InternalIP"::equals).isPresent())
                .flatMap(entry -> entry.text("address").flatMap(Address::parse).stream());
    }
}
