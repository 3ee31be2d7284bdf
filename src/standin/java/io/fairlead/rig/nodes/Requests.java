package io.fairlead.rig.nodes;

import io.fairlead.rig.RigProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A client on the LAN, no part of the cluster, that asks one URL again and again, by a new connection each time. */
public final class Requests implements AutoCloseable {

    private static final AtomicInteger STARTED = new AtomicInteger();

    private final RigProcess process;
    private final Path output;

    /**
     * One request and what came of it.
     *
     * @param began when, in ms since 1970
     * @param tookMs how long
     * @param ok whether the answer was 200; no answer within a second is a failure
     * @param text the answer, or why there is none
     */
    public record Answer(long began, long tookMs, boolean ok, String text) {

        /** When it was answered, or given up. */
        public long ended() {
            return began + tookMs;
        }

        /** What the app says of itself, such as {@code pod}. */
        public String say(String key) {
            for (String word : text.split(" ", -1)) {
                if (word.startsWith(key + "=")) {
                    return word.substring(key.length() + 1);
                }
            }
            return "";
        }
    }

    /** Begins to ask. */
    public Requests(NodeRig rig, String url, Duration every) {
        String name = "requests-" + STARTED.incrementAndGet();
        output = rig.folder().resolve(name + ".log");
        process = rig.client(name, output, "ask", url, Long.toString(every.toMillis()));
    }

    /** All answers until now, in the order in which they came. */
    public List<Answer> answers() {
        try {
            return Files.readAllLines(output).stream()
                    .map(line -> line.split(" ", 4))
                    .filter(words -> words.length == 4)
                    .map(words -> new Answer(
                            Long.parseLong(words[0]), Long.parseLong(words[1]), words[2].equals("ok"), words[3]))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The answers to what was asked from a moment on, in ms since 1970. */
    public List<Answer> since(long moment) {
        return answers().stream().filter(answer -> answer.began() >= moment).toList();
    }

    /** Asks no more. */
    @Override
    public void close() {
        process.kill();
    }
}
