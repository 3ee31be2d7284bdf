package io.fairlead.rig.nodes;

import io.fairlead.rig.Eventually;
import io.fairlead.rig.RigProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A network namespace without a name: it lives as long as a process in it, and leaves nothing behind.
 *
 * @param keeper the process
 */
record Netns(RigProcess keeper) {

    private static final Duration MADE_WITHIN = Duration.ofSeconds(10);

    /** A new one, empty but for its loopback interface. */
    static Netns create(String name, Path log) {
        RigProcess keeper =
                RigProcess.start("netns-" + name, List.of("unshare", "--net", "sleep", "infinity"), Map.of(), log);
        Netns made = new Netns(keeper);
        Eventually.holds("the network namespace " + name + " is there", MADE_WITHIN, () -> {
            keeper.requireAlive();
            return !namespace(keeper.pid())
                    .equals(namespace(ProcessHandle.current().pid()));
        });
        made.run("ip", "link", "set", "lo", "up");
        return made;
    }

    long pid() {
        return keeper.pid();
    }

    /** The command line that runs a command in here. Not {@code ip netns exec}, which hides /sys/fs/cgroup. */
    List<String> enter(List<String> command) {
        List<String> whole = new ArrayList<>(List.of("nsenter", "--net=/proc/" + pid() + "/ns/net", "--"));
        whole.addAll(command);
        return whole;
    }

    String run(String... command) {
        return Command.run(enter(List.of(command)));
    }

    /** The network namespace of a process. */
    static String namespace(long pid) {
        try {
            return Files.readSymbolicLink(Path.of("/proc/" + pid + "/ns/net")).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
