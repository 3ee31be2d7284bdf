package io.fairlead.rig;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Loopback ports nobody listens on. They lie below the kernel's ephemeral range (32768 and up): a client that keeps
 * dialling a stopped server's port out of that range ends up connected to itself and keeps the server from coming back.
 */
public final class FreePorts {

    private static final int FIRST = 20_000;
    private static final int END = 30_000;

    /** Test JVMs that run side by side take none of one another's, also while a server is stopped: each has a part. */
    private static final int FORK = Integer.getInteger("fork", 0);

    private static final int PARTS = 6;

    private static final int PART = (END - FIRST) / PARTS;

    private final Set<Integer> given = new HashSet<>();

    /** A port that this has not given before. */
    public int next() {
        while (true) {
            int port =
                    ThreadLocalRandom.current().nextInt(FIRST + FORK % PARTS * PART, FIRST + (FORK % PARTS + 1) * PART);
            if (!given.contains(port) && free(port)) {
                given.add(port);
                return port;
            }
        }
    }

    private static boolean free(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
