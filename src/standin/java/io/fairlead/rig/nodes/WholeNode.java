package io.fairlead.rig.nodes;

import io.fairlead.rig.Eventually;
import io.fairlead.rig.RigBinaries;
import io.fairlead.rig.RigProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A node: a machine of namespaces (rig/nodes/machine) with kubelet, containerd and kube-proxy (rig/nodes/node). */
public final class WholeNode {

    /** The network of all pods. */
    static final String PODS = "172.27.0.0/16";

    private static final Duration BOOTED_WITHIN = Duration.ofMinutes(3);

    private final String name;
    private final int number;
    private final Path folder;
    private final Lan lan;
    private @Nullable RigProcess machine;

    /**
     * A node that is off.
     *
     * @param number from 1; its addresses come of it
     */
    WholeNode(String name, int number, Path folder, Lan lan) {
        this.name = name;
        this.number = number;
        this.folder = folder;
        this.lan = lan;
    }

    /** Its name in the cluster. */
    public String name() {
        return name;
    }

    /** Its InternalIP. */
    public String address() {
        return "10.126.75." + (199 + number);
    }

    /** The network of its pods. */
    String pods() {
        return "172.27." + number + ".0/24";
    }

    Path folder() {
        return folder;
    }

    /** Switches it on and waits until containerd has its images; kubelet registers it later. */
    public synchronized void powerOn() {
        if (machine != null && machine.alive()) {
            return;
        }
        Traces.removeCgroups(name);
        write("state", "off");
        RigProcess started = RigProcess.start(
                name,
                List.of(script("machine"), folder.toString(), Traces.OWN_CGROUP + "/" + name, script("node")),
                Map.of(),
                folder.resolve("machine.log"));
        machine = started;
        awaitState(started, List.of("booting"));
        lan.plug(name, started.pid());
    }

    /** Waits until its parts run. */
    void awaitRunning() {
        RigProcess started = machine;
        if (started != null) {
            awaitState(started, List.of("running"));
        }
    }

    /** Takes its power away: its network is gone at once, and nothing in it ends in an orderly way. */
    public synchronized void powerOff() {
        lan.unplug(name);
        if (machine != null) {
            machine.kill();
            machine = null;
        }
    }

    /** Runs a command on it, and gives what it said. */
    public String run(String... command) {
        List<String> whole = new ArrayList<>(List.of("nsenter", "--target=" + init(), "--all", "--"));
        whole.addAll(List.of(command));
        return Command.run(whole);
    }

    /** The first process of the machine, as seen from here: the only child of the one that made the namespaces. */
    private long init() {
        RigProcess running = machine;
        if (running == null) {
            throw new IllegalStateException(name + " is off");
        }
        try {
            String children =
                    Files.readString(Path.of("/proc/" + running.pid() + "/task/" + running.pid() + "/children"));
            return Long.parseLong(children.strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitState(RigProcess started, List<String> wanted) {
        Eventually.holds(name + " is " + wanted + ", see " + folder, BOOTED_WITHIN, () -> {
            started.requireAlive();
            String state = Files.readString(folder.resolve("state")).strip();
            return wanted.contains(state) || (state.equals("running") && wanted.contains("booting"));
        });
    }

    private void write(String file, String text) {
        try {
            Files.writeString(folder.resolve(file), text + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lets it have images, which it imports when it is first switched on. */
    void stock(Path images) {
        try (Stream<Path> files = Files.list(images)) {
            Path target = Files.createDirectories(folder.resolve("images"));
            for (Path image :
                    files.filter(file -> file.toString().endsWith(".tar")).toList()) {
                Files.createLink(target.resolve(image.getFileName()), image);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String script(String name) {
        return RigBinaries.projectFolder().resolve("rig/nodes").resolve(name).toString();
    }
}
