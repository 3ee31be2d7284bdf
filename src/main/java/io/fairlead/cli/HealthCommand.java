package io.fairlead.cli;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code fairlead health}: the health check of the image, which has no curl. It asks the module in the same container. */
@Command(
        name = "health",
        mixinStandardHelpOptions = true,
        description = "Asks the module in this container whether it is healthy, and prints the reason if it is not.",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:healthy", "1:not healthy, or no answer", "2:wrong usage"},
        footerHeading = "%nExample:%n",
        footer = "  fairlead health --port 9600")
final class HealthCommand implements Callable<Integer> {

    private static final int MOST = 65_535;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--port",
            defaultValue = "${env:FAIRLEAD_PORT:-9600}",
            description = "The port of the module on 127.0.0.1. Default: ${DEFAULT-VALUE}.")
    private int port;

    @Override
    public Integer call() {
        if (port < 0 || port > MOST) {
            throw new ParameterException(Console.of(spec), "--port: " + port + " is not a port; use 1 to " + MOST);
        }
        if (port == 0) {
            return failed(
                    "the port is unknown, because FAIRLEAD_PORT is 0; set a fixed port, or disable the health check of the"
                            + " container");
        }
        try {
            HttpURLConnection health = (HttpURLConnection)
                    URI.create("http://127.0.0.1:" + port + "/healthz").toURL().openConnection();
            health.setConnectTimeout(Math.toIntExact(PATIENCE.toMillis()));
            health.setReadTimeout(Math.toIntExact(PATIENCE.toMillis()));
            int status = health.getResponseCode();
            return status == 200 ? 0 : failed("the module is not healthy: HTTP status " + status + " from /healthz");
        } catch (IOException e) {
            return failed("the module does not answer on port " + port + ": " + e.getMessage());
        }
    }

    private int failed(String why) {
        int unused = Console.unreadable(spec, why);
        return 1;
    }
}
