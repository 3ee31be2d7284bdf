package io.fairlead.standin.hub;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Queries over module twins: {@code SELECT * FROM devices.modules}, or keys of the twin in place of {@code *}, with conditions
 * that a property is a text. Another query is refused, as is one that IoT Hub does not understand.
 *
 * @see <a href="https://learn.microsoft.com/azure/iot-hub/iot-hub-devguide-query-language">Query language</a>
 */
final class TwinQuery {
    private static final Pattern QUERY = Pattern.compile(
            "(?i)\\s*SELECT\\s+(\\*|\\w+(?:\\s*,\\s*\\w+)*)\\s+FROM\\s+devices\\.modules(?:\\s+WHERE\\s+(.+))?\\s*",
            Pattern.DOTALL);
    private static final int MOST_ROWS = 100;

    private final TwinStore cloud;
    private final LiveModules live;
    private final Faults faults;
    private List<JsonObject> seen = List.of();
    private Instant seenAt = Instant.EPOCH;

    /**
     * A page of rows.
     *
     * @param rows the rows
     * @param next what asks for the page after it, where there is one
     */
    record Page(JsonArray rows, Optional<String> next) {}

    TwinQuery(TwinStore cloud, LiveModules live, Faults faults) {
        this.cloud = cloud;
        this.live = live;
        this.faults = faults;
    }

    Page page(String query, Optional<String> most, Optional<String> continuation) {
        List<JsonObject> matching = matching(query);
        int from = continuation.map(TwinQuery::offset).orElse(0);
        int size = most.filter(text -> text.matches("\\d{1,6}"))
                .map(Integer::valueOf)
                .map(wanted -> Math.max(1, Math.min(MOST_ROWS, wanted)))
                .orElse(MOST_ROWS);
        int to = Math.min(matching.size(), from + size);
        JsonArray page = new JsonArray();
        matching.subList(Math.min(from, to), to).forEach(page::add);
        Optional<String> next = to < matching.size() ? Optional.of(token(to)) : Optional.empty();
        return new Page(page, next);
    }

    /** How many rows a query has. */
    int count(String query) {
        return matching(query).size();
    }

    private List<JsonObject> matching(String query) {
        Matcher read = QUERY.matcher(query);
        if (!read.matches()) {
            throw HubRefusal.invalid("The query is not understood: " + query);
        }
        TwinCondition condition = TwinCondition.of(read.group(2) == null ? "" : read.group(2));
        List<String> keys = List.of(read.group(1).split("\\s*,\\s*", -1));
        return rows().stream()
                .filter(condition::matches)
                .map(twin -> keys.equals(List.of("*")) ? twin : only(twin, keys))
                .toList();
    }

    private static JsonObject only(JsonObject twin, List<String> keys) {
        JsonObject row = new JsonObject();
        keys.stream().filter(twin::has).forEach(key -> row.add(key, twin.get(key)));
        return row;
    }

    /** The twins as the query index has them: of the time it was last brought up to date. */
    private synchronized List<JsonObject> rows() {
        Instant now = Instant.now();
        if (!seenAt.plus(faults.service().queryLag()).isAfter(now)) {
            seen = cloud.all(twin -> twin.forService(live.find(twin.id).isPresent()));
            seenAt = now;
        }
        return seen;
    }

    private static String token(int offset) {
        return Base64.getEncoder().encodeToString(("next:" + offset).getBytes(StandardCharsets.UTF_8));
    }

    private static int offset(String token) {
        try {
            String text = new String(Base64.getDecoder().decode(token), StandardCharsets.UTF_8);
            return Integer.parseInt(text.replaceFirst("next:", ""));
        } catch (IllegalArgumentException broken) {
            throw HubRefusal.invalid("The continuation is none of this hub's");
        }
    }
}
