package io.fairlead.bench;

import io.fairlead.model.Manifest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code kubectl apply} of one file, timed as a whole process. Its discovery cache is kept between the calls. */
final class Kubectl implements Contender {

    private final KubectlProcess kubectl;
    private final Place place;
    private final Apps apps;
    private final List<String> options;

    /** The kubectl of the rig with further options of {@code apply}. */
    Kubectl(Path kubectl, Place place, Apps apps, List<String> options) {
        this.kubectl = new KubectlProcess(kubectl, place.kubeconfig(), Bench.FOLDER.resolve("kubectl"));
        this.place = place;
        this.apps = apps;
        this.options = options;
        this.kubectl.write("all.json", Apps.list(apps.manifests(place)));
        double unused = this.kubectl.run(List.of("get", "services", "--namespace", place.appsNamespace()));
    }

    @Override
    public double first() {
        return apply(kubectl.folder().resolve("all.json"));
    }

    @Override
    public double again() {
        return apply(kubectl.folder().resolve("all.json"));
    }

    @Override
    public double change(int index, String tag) {
        Manifest changed = apps.changed(index, tag, place);
        return apply(kubectl.write("one.json", Apps.json(changed)));
    }

    private double apply(Path file) {
        List<String> arguments = new ArrayList<>(List.of("apply", "--filename", file.toString()));
        arguments.addAll(options);
        return kubectl.run(arguments);
    }

    @Override
    public void close() {
        // Every call was a process of its own.
    }
}
