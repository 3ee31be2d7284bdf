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
import picocli.CommandLine.Spec;

/** {@code fairlead health}: the health check of the image, which has no curl. It asks the module in the same container. */
@Command(
        name = "health",
        mixinStandardHelpOptions = true,
        description = "Asks the module in this container whether it is healthy: exit code 0, or 1 with the reason.",
        footerHeading = "%nExample:%n",
        footer = "  fairlead health --port 9600")
final class HealthCommand implements Callable<Integer> {

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
        Console.of(spec).getErr().println("fairlead health: " + why);
        Console.of(spec).getErr().flush();
        return 1;
    }
}
