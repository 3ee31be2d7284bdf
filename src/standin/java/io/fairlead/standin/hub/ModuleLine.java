package io.fairlead.standin.hub;

/** The open connection of one module. */
interface ModuleLine {
    /** Publishes to the module if one of its subscriptions covers the topic; false, and nothing sent, where none does. */
    boolean publish(String topic, String body);

    /** Whether a subscription covers the topic. */
    boolean listensTo(String topic);

    /** Ends the connection without a word. */
    void cut();
}
