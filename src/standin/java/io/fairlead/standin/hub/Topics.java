package io.fairlead.standin.hub;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The topics a module publishes to.
 *
 * @see <a href="https://github.com/Azure/iotedge/blob/main/doc/edgehub-api.md">edgeHub's API</a>
 */
final class Topics {
    private static final Pattern METHOD_ANSWER = Pattern.compile("\\$iothub/methods/res/(-?\\d{1,9})/\\?(.*)");
    private static final String READ = "$iothub/twin/GET/?";
    private static final String WRITE = "$iothub/twin/PATCH/properties/reported/?";

    private Topics() {}

    /** What a publication means. */
    sealed interface Meaning {}

    /** A read of the twin. */
    record TwinRead(String request) implements Meaning {}

    /** A patch of the reported properties, on condition of a version where one is given. */
    record TwinWrite(String request, OptionalLong version) implements Meaning {}

    /** The answer to a direct method. */
    record MethodAnswer(String request, int status) implements Meaning {}

    /** A message with its system ({@code $.}) and application properties. */
    record Message(Map<String, String> properties) implements Meaning {}

    /** Nothing that edgeHub knows. */
    record Unknown() implements Meaning {}

    static Meaning read(ModuleId sender, String topic) {
        if (topic.startsWith(READ)) {
            return new TwinRead(query(topic.substring(READ.length())).getOrDefault("$rid", ""));
        }
        if (topic.startsWith(WRITE)) {
            Map<String, String> query = query(topic.substring(WRITE.length()));
            return new TwinWrite(query.getOrDefault("$rid", ""), number(query.getOrDefault("$version", "")));
        }
        Matcher answer = METHOD_ANSWER.matcher(topic);
        if (answer.matches()) {
            return new MethodAnswer(query(answer.group(2)).getOrDefault("$rid", ""), Integer.parseInt(answer.group(1)));
        }
        String events = sender.resource() + "/messages/events/";
        if (topic.startsWith(events)) {
            String bag = topic.substring(events.length());
            return new Message(query(bag.endsWith("/") ? bag.substring(0, bag.length() - 1) : bag));
        }
        return new Unknown();
    }

    /** Reads {@code name=value&name=value}, %-decoded. */
    static Map<String, String> query(String text) {
        Map<String, String> values = new HashMap<>();
        for (String pair : text.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = SasTokens.decode(equals < 0 ? pair : pair.substring(0, equals));
            if (!name.isEmpty()) {
                values.put(name, equals < 0 ? "" : SasTokens.decode(pair.substring(equals + 1)));
            }
        }
        return values;
    }

    private static OptionalLong number(String text) {
        return text.matches("\\d{1,18}") ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
    }
}
