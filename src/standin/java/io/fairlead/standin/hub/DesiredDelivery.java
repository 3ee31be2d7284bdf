package io.fairlead.standin.hub;

import com.google.gson.JsonObject;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The way of desired patches to modules that listen for them now, with the faults that can happen on it. */
final class DesiredDelivery implements EdgeTwins.Delivery {
    private static final String TOPIC = "$iothub/twin/PATCH/properties/desired/?$version=";

    private final LiveModules live;
    private final Faults faults;
    private final HubEvents events;
    private final ScheduledExecutorService timer;
    private final Map<ModuleId, Runnable> overtaken = new HashMap<>();

    DesiredDelivery(LiveModules live, Faults faults, HubEvents events, ScheduledExecutorService timer) {
        this.live = live;
        this.faults = faults;
        this.events = events;
        this.timer = timer;
    }

    @Override
    public synchronized void send(ModuleId id, JsonObject patch, long version) {
        JsonObject body = patch.deepCopy();
        body.addProperty("$version", version);
        Runnable publish = () -> publish(id, body, version);
        if (faults.takeDroppedDesired()) {
            events.tell(HubEvent.Kind.FAULT, id, "desired patch $version " + version + " dropped");
            return;
        }
        if (faults.takeSwappedDesired()) {
            overtaken.merge(id, publish, DesiredDelivery::both);
            return;
        }
        later(publish);
        if (faults.takeDuplicatedDesired()) {
            later(publish);
        }
        Runnable waiting = overtaken.remove(id);
        if (waiting != null) {
            later(waiting);
        }
    }

    private static Runnable both(Runnable first, Runnable second) {
        return () -> {
            second.run();
            first.run();
        };
    }

    private void later(Runnable publish) {
        long delay = faults.desiredDelay().toMillis();
        if (delay == 0) {
            publish.run();
        } else {
            var unused = timer.schedule(publish, delay, TimeUnit.MILLISECONDS);
        }
    }

    private void publish(ModuleId id, JsonObject body, long version) {
        boolean sent = live.find(id)
                .map(line -> line.publish(TOPIC + version, body.toString()))
                .orElse(false);
        if (sent) {
            events.tell(HubEvent.Kind.DESIRED_SENT, id, "$version " + version);
        }
    }
}
