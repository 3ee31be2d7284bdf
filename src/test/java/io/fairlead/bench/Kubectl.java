package io.fairlead.bench;

import io.fairlead.model.Manifest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code kubectl apply} of one file, timed as a whole process. Its discovery cache is kept between the calls. */
final class Kubectl implements Contender {

    private final Path kubectl;
    private final Place place;
    private final Apps apps;
    private final List<String> options;
    private final Path folder;

    /** The kubectl of the rig with further options of {@code apply}. */
    Kubectl(Path kubectl, Place place, Apps apps, List<String> options) {
        this.kubectl = kubectl;
        this.place = place;
        this.apps = apps;
        this.options = options;
        this.folder = Bench.FOLDER.resolve("kubectl");
        write("all.json", Apps.list(apps.manifests(place.appsNamespace())));
        run(List.of("get", "services", "--namespace", place.appsNamespace()));
    }

    @Override
    public double first() {
        return apply(folder.resolve("all.json"));
    }

    @Override
    public double again() {
        return apply(folder.resolve("all.json"));
    }

    @Override
    public double change(int index, String tag) {
        Manifest changed = apps.changed(index, tag, place.appsNamespace());
        return apply(write("one.json", Apps.json(changed)));
    }

    private double apply(Path file) {
        List<String> arguments = new ArrayList<>(List.of("apply", "--filename", file.toString()));
        arguments.addAll(options);
        return run(arguments);
    }

    private double run(List<String> arguments) {
        Path log = folder.resolve("kubectl.log");
        List<String> command = new ArrayList<>(List.of(
                kubectl.toString(),
                "--kubeconfig=" + place.kubeconfig(),
                "--cache-dir=" + folder.resolve("cache").toAbsolutePath()));
        command.addAll(arguments);
        long begun = System.nanoTime();
        try {
            int status = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start()
                    .waitFor();
            double millis = Contender.millisSince(begun);
            if (status != 0) {
                throw new IllegalStateException("kubectl ended with status " + status + ", see " + log);
            }
            return millis;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private Path write(String name, String text) {
        try {
            return Files.writeString(Files.createDirectories(folder).resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        // Every call was a process of its own.
    }
}
