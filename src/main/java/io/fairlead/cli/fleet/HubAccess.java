package io.fairlead.cli.fleet;

import io.fairlead.fleet.definition.FleetSettings;
import io.fairlead.service.ServiceClient;
import io.fairlead.text.UnreadableText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a command gets into the hub. The login itself is in a file or comes from a command, never on the command line. */
final class HubAccess {

    @Option(
            names = "--login-file",
            paramLabel = "FILE",
            description =
                    "A file with a connection string of the hub, a SAS token or an access token of Microsoft Entra ID.")
    private @Nullable Path file;

    @Option(
            names = "--login-command",
            paramLabel = "COMMAND",
            description = {
                "A command that prints one of these, run by sh each time a new one is needed, such as:",
                "az account get-access-token --resource https://iothubs.azure.net --query accessToken -o tsv"
            })
    private @Nullable String command;

    @Option(
            names = "--ca",
            paramLabel = "FILE",
            description = "Certificates to trust in place of Java's own, in PEM: for a proxy that opens TLS.")
    private @Nullable Path authorities;

    /**
     * A client of the hub.
     *
     * @throws UnreadableText where no login is named, or a file cannot be read
     */
    ServiceClient client(FleetSettings settings) {
        if (file == null && command == null) {
            throw new UnreadableText("name a login with --login-file or --login-command");
        }
        return new ServiceClient(
                settings.hub(),
                settings.module(),
                this::login,
                Optional.ofNullable(authorities).map(HubAccess::trust));
    }

    private String login() {
        try {
            if (file != null) {
                return Files.readString(file);
            }
            Process shell = new ProcessBuilder("sh", "-c", String.valueOf(command))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            shell.getOutputStream().close();
            String printed = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (shell.waitFor() != 0) {
                throw new UnreadableText("--login-command ended with status " + shell.exitValue());
            }
            return printed;
        } catch (IOException unreadable) {
            throw new UnreadableText("the login cannot be read: " + unreadable.getMessage());
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new UnreadableText("interrupted");
        }
    }

    private static SSLContext trust(Path pem) {
        try (InputStream text = Files.newInputStream(pem)) {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int number = 0;
            for (Certificate one : CertificateFactory.getInstance("X.509").generateCertificates(text)) {
                store.setCertificateEntry("ca" + number++, one);
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException unreadable) {
            throw new UnreadableText(pem + " cannot be read as certificates: " + unreadable.getMessage());
        }
    }
}
