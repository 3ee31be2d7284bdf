package io.fairlead.rig.nodes;

import java.nio.file.Path;
import java.util.List;

/**
 * A LAN: one bridge in a namespace of its own, and cables to everything that is on it. This machine is on it too, at
 * {@link #HERE}, by an interface that goes when the LAN goes.
 */
final class Lan {

    /** This machine's address: that of the hub stand-in, and the gateway that leads nowhere. */
    static final String HERE = "10.126.75.1";

    static final String CONTROL_PLANE = "10.126.75.2";
    static final String CLIENT = "10.126.75.9";
    static final String INTERFACE = "fairlead0";

    private static final String PREFIX = "/24";

    private final Netns bridge;

    /** Makes it and plugs this machine in. */
    Lan(Path logs) {
        bridge = Netns.create("lan", logs.resolve("lan.log"));
        bridge.run("ip", "link", "add", "br0", "type", "bridge", "forward_delay", "0");
        bridge.run("ip", "link", "set", "br0", "up");
        Command.run(
                "ip",
                "link",
                "add",
                INTERFACE,
                "type",
                "veth",
                "peer",
                "name",
                "here",
                "netns",
                Long.toString(bridge.pid()));
        connect("here");
        Command.run("ip", "address", "add", HERE + PREFIX, "dev", INTERFACE);
        Command.run("ip", "link", "set", INTERFACE, "up");
    }

    /** A namespace on the LAN with one address. */
    Netns join(String name, String address, Path logs) {
        Netns member = Netns.create(name, logs.resolve(name + ".log"));
        plug(name, member.pid());
        member.run("ip", "address", "add", withPrefix(address), "dev", "eth0");
        member.run("ip", "link", "set", "eth0", "up");
        return member;
    }

    /** Gives the network namespace of a process an interface {@code eth0}, neither up nor with an address. */
    void plug(String name, long pid) {
        Command.run(
                "ip",
                "link",
                "add",
                "eth0",
                "netns",
                Long.toString(pid),
                "type",
                "veth",
                "peer",
                "name",
                name,
                "netns",
                Long.toString(bridge.pid()));
        connect(name);
    }

    /** Takes the cable out, for good. */
    void unplug(String name) {
        var unused = Command.attempt(bridge.enter(List.of("ip", "link", "delete", name)));
    }

    private void connect(String name) {
        bridge.run("ip", "link", "set", name, "master", "br0", "up");
    }

    static String withPrefix(String address) {
        return address + PREFIX;
    }
}
