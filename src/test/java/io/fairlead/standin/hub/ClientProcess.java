package io.fairlead.standin.hub;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A client in another language, spoken to in JSON lines: commands to its standard input, events from its standard output. */
public final class ClientProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Process process;
    private final Writer commands;
    private final BlockingQueue<JsonObject> events = new LinkedBlockingQueue<>();
    private final Queue<String> noise = new ConcurrentLinkedQueue<>();

    public ClientProcess(List<String> command, Map<String, String> environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        process = builder.start();
        commands = process.outputWriter(StandardCharsets.UTF_8);
        follow(process.getInputStream(), this::event);
        follow(process.getErrorStream(), noise::add);
    }

    /** Tells the client to do something. */
    public void tell(String json) throws IOException {
        commands.write(json + "\n");
        commands.flush();
    }

    /** The next event, which has to be of this name. */
    public JsonObject expect(String name) throws InterruptedException {
        JsonObject event = events.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        if (event == null || !event.get("event").getAsString().equals(name)) {
            throw new AssertionError(
                    "expected " + name + ", got " + event + "; the client said:\n" + String.join("\n", noise));
        }
        return event;
    }

    private void event(String line) {
        if (line.startsWith("{")) {
            events.add(JsonParser.parseString(line).getAsJsonObject());
        } else {
            noise.add(line);
        }
    }

    private static void follow(InputStream stream, Consumer<String> reader) {
        Thread.ofVirtual().start(() -> {
            try (BufferedReader lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
                lines.lines().forEach(reader);
            } catch (IOException | UncheckedIOException ended) {
                // The client is gone; whoever waits for it says so.
            }
        });
    }

    /** Asks the client to close, and ends it where it does not. */
    @Override
    public void close() throws IOException {
        try (commands) {
            if (process.isAlive()) {
                tell("{\"do\":\"close\"}");
            }
        } catch (IOException alreadyGone) {
            noise.add(alreadyGone.toString());
        }
        var unused =
                process.onExit().completeOnTimeout(process, 5, TimeUnit.SECONDS).join();
        process.destroyForcibly();
    }
}
