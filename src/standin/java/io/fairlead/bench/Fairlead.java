package io.fairlead.bench;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.util.List;

/** The module in a process of its own, converged before anything is measured; every change is a patch of the twin. */
final class Fairlead implements Contender {

    private final ModuleProcess module;
    private final Apps apps;
    private final Arrivals arrivals;

    /** A module that has started and waits. */
    Fairlead(Place place, Apps apps, Arrivals arrivals, String device) throws IOException, InterruptedException {
        this.apps = apps;
        this.arrivals = arrivals;
        module = new ModuleProcess(place, device);
    }

    /** The process, to be asked what it uses. */
    ModuleProcess module() {
        return module;
    }

    /** From the patch of the twin to the last object written. */
    @Override
    public double first() {
        JsonObject desired = apps.desired();
        long begun = System.nanoTime();
        module.patch(desired);
        return Contender.millis(begun, arrivals.lastOf(apps.all()));
    }

    /** From the patch of the twin that asks for a look to the report that answers it. */
    @Override
    public double again() throws InterruptedException {
        return module.look();
    }

    /** From the patch of the twin to the object written. */
    @Override
    public double change(int index, String tag) {
        JsonObject patch = apps.change(index, tag);
        long begun = System.nanoTime();
        module.patch(patch);
        return Contender.millis(begun, arrivals.lastOf(List.of(Apps.deployment(index, Apps.image(tag)))));
    }

    @Override
    public void close() {
        module.close();
    }
}
