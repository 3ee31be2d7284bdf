package io.fairlead.cli.fleet;

import io.fairlead.cli.FileFault;
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

/** Options for the login to IoT Hub. The login comes from a file or a command, because other users can read a command line. */
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
                "A command that prints one of these. sh runs it each time a new login is needed. For example:",
                "az account get-access-token --resource https://iothubs.azure.net --query accessToken -o tsv"
            })
    private @Nullable String command;

    @Option(
            names = "--ca",
            paramLabel = "FILE",
            description =
                    "A PEM file with the certificates to trust instead of those of Java, for a proxy that inspects TLS.")
    private @Nullable Path authorities;

    /**
     * A client of the hub.
     *
     * @throws UnreadableText if no login is given, or a file cannot be read
     */
    ServiceClient client(FleetSettings settings) {
        if (file == null && command == null) {
            throw new UnreadableText("give a login with --login-file or --login-command");
        }
        return new ServiceClient(
                settings.hub(),
                settings.module(),
                this::login,
                Optional.ofNullable(authorities).map(HubAccess::trust));
    }

    private String login() {
        return file != null ? read(file) : printed(String.valueOf(command));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw FileFault.unreadable(file, unreadable);
        }
    }

    private static String printed(String command) {
        try {
            Process shell = new ProcessBuilder("sh", "-c", command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            shell.getOutputStream().close();
            String printed = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (shell.waitFor() != 0) {
                throw new UnreadableText("--login-command ended with status " + shell.exitValue());
            }
            return printed;
        } catch (IOException noShell) {
            throw new UnreadableText("--login-command cannot be run: " + noShell.getMessage());
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
            if (number == 0) {
                throw new UnreadableText(pem + " contains no certificate");
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (IOException unreadable) {
            throw FileFault.unreadable(pem, unreadable);
        } catch (GeneralSecurityException wrong) {
            throw new UnreadableText(pem + " contains a certificate that cannot be read: " + wrong.getMessage());
        }
    }
}
