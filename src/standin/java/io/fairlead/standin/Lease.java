package io.fairlead.standin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Something of which there is one on a machine (a loopback address, a folder), held by one holder at a time among all JVMs.
 * It ends with {@link #close} or with the JVM.
 */
public final class Lease implements AutoCloseable {

    /** A lease that nobody refers to any more is kept too: a channel that is collected would end it. */
    private static final Set<Lease> HELD = ConcurrentHashMap.newKeySet();

    private final FileChannel file;

    private Lease(FileChannel file) {
        this.file = file;
    }

    /** The lease of a loopback address; empty while another holds it. A hub keeps it while it restarts. */
    public static Optional<Lease> ofAddress(String address) {
        return of(Path.of(System.getProperty("java.io.tmpdir"), "fairlead-" + address + ".lock"));
    }

    /**
     * The lease that {@code file} stands for; empty while another holds it.
     *
     * @throws UncheckedIOException when the file cannot be written
     */
    public static Optional<Lease> of(Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (lock(channel).isPresent()) {
                Lease lease = new Lease(channel);
                HELD.add(lease);
                return Optional.of(lease);
            }
            channel.close();
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<FileLock> lock(FileChannel channel) throws IOException {
        try {
            return Optional.ofNullable(channel.tryLock());
        } catch (OverlappingFileLockException heldInThisJvm) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        HELD.remove(this);
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
