package io.fairlead.rig.nodes;

import io.fairlead.standin.Certificates;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The cluster's authority: who is who by certificate. */
final class Pki {

    private final Certificates authority = Certificates.authority("rig");
    private final Path folder;
    private final String server;

    Pki(Path folder, String server) {
        this.folder = folder;
        this.server = server;
        Path unused = authority.writeCaPem(caFile());
    }

    Path caFile() {
        return folder.resolve("ca.pem");
    }

    /** Writes NAME.pem and NAME.key of a server; returns the former. */
    Path server(String name, List<String> names) {
        return authority.server(name, names).write(folder, name);
    }

    /** Writes NAME.pem and NAME.key of a user; returns the former. */
    Path client(String name, String user, List<String> groups) {
        return authority.issue(user, groups, List.of()).write(folder, name);
    }

    /** Writes a kubeconfig that names no other file. */
    Path kubeconfig(Path file, String user, List<String> groups) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            return Files.writeString(
                    file, authority.issue(user, groups, List.of()).kubeconfig(server, authority.caPem()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
