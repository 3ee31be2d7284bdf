package io.fairlead.standin.hub;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** The listeners of a stand-in, and the one place events come from. */
final class HubEvents {
    private final List<Consumer<HubEvent>> listeners = new CopyOnWriteArrayList<>();

    void listen(Consumer<HubEvent> listener) {
        listeners.add(listener);
    }

    void tell(HubEvent.Kind kind, ModuleId who, String text) {
        tell(kind, who.clientId(), text);
    }

    void tell(HubEvent.Kind kind, String who, String text) {
        HubEvent event = new HubEvent(Instant.now(), kind, who, text);
        listeners.forEach(listener -> listener.accept(event));
    }
}
