package io.fairlead.standin.hub;

import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;

/** MQTT sessions: what clients subscribed to, kept between connections of clients that asked for that. */
final class Sessions {
    private final Map<ModuleId, Session> kept = new ConcurrentHashMap<>();

    /** A client's subscriptions: topic filter to granted QoS. */
    static final class Session {
        private final Map<String, Integer> filters = new ConcurrentHashMap<>();

        void subscribe(String filter, int qos) {
            filters.put(filter, qos);
        }

        void unsubscribe(String filter) {
            filters.remove(filter);
        }

        /** The granted QoS of the subscription that covers a topic; filters are exact or end in {@code #}. */
        OptionalInt qosFor(String topic) {
            return filters.entrySet().stream()
                    .filter(entry -> covers(entry.getKey(), topic))
                    .mapToInt(Map.Entry::getValue)
                    .max();
        }

        private static boolean covers(String filter, String topic) {
            return filter.endsWith("#")
                    ? topic.startsWith(filter.substring(0, filter.length() - 1))
                    : filter.equals(topic);
        }
    }

    /**
     * The session a connection uses.
     *
     * @param session its subscriptions
     * @param present whether it was kept from before
     */
    record Opened(Session session, boolean present) {}

    Opened open(ModuleId id, boolean clean) {
        if (clean) {
            kept.remove(id);
            return new Opened(new Session(), false);
        }
        Session older = kept.get(id);
        Session session = older == null ? new Session() : older;
        kept.put(id, session);
        return new Opened(session, older != null);
    }

    void forget() {
        kept.clear();
    }
}
