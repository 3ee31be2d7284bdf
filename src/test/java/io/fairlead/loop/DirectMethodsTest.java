package io.fairlead.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.fairlead.methods.Answer;
import io.fairlead.methods.DirectMethods;
import io.fairlead.model.Code;
import io.fairlead.model.Problem;
import io.fairlead.report.ModuleInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What each direct method answers to what it is sent. */
class DirectMethodsTest {

    private static final JsonElement NOTHING = JsonNull.INSTANCE;

    private final DirectMethods methods = new DirectMethods(Map.of());

    @BeforeEach
    void aCycleHasEnded() {
        Instant start = Instant.parse("2026-01-31T12:00:00Z");
        methods.tell(new Reporting(new ModuleInfo("1.2.3", start))
                .unseen(
                        Optional.empty(),
                        new Problem("cluster", Code.ClusterUnreachable, "no route"),
                        new LoopState(start, new Deadlines(Duration.ZERO, Duration.ZERO, Duration.ZERO))));
    }

    @Test
    void pingIsAnswered() {
        assertEquals(new Answer(200, new JsonObject()), methods.call("ping", NOTHING));
        assertEquals(new Answer(200, new JsonObject()), methods.call("ping", new JsonObject()));
    }

    @Test
    void statusIsWhatTheLoopToldLast() {
        Answer answer = methods.call("status", NOTHING);
        assertEquals(200, answer.status());
        assertEquals(
                "no route",
                answer.payload()
                        .getAsJsonObject("problems")
                        .getAsJsonObject("p1")
                        .get("message")
                        .getAsString());
    }

    @Test
    void beforeTheFirstCycleThereIsNoStatus() {
        assertEquals(503, new DirectMethods(Map.of()).call("status", NOTHING).status());
        assertEquals(200, new DirectMethods(Map.of()).call("ping", NOTHING).status());
    }

    @Test
    void whatAnErrorSaysStaysInTheLog() {
        DirectMethods broken = new DirectMethods(Map.of("broken", payload -> {
            throw new IllegalStateException("password=hunter2");
        }));
        Answer answer = broken.call("broken", NOTHING);
        assertEquals(500, answer.status());
        assertTrue(
                answer.payload().toString().contains("an error in the module (IllegalStateException in"),
                answer.payload()::toString);
        assertFalse(answer.payload().toString().contains("hunter2"), answer.payload()::toString);
    }

    @Test
    void aMethodThatThereIsNotIsNotFoundAndTheKnownOnesAreNamed() {
        assertEquals(
                new Answer(404, json("{'message': 'unknown method Status; the methods are ping, status'}")),
                methods.call("Status", NOTHING));
    }

    @Test
    void aPayloadWhereNoneBelongsIsBadAndItsKeysAreNamed() {
        assertEquals(
                new Answer(
                        400,
                        json(
                                "{'message': 'the method takes no payload; leave it out', 'truncated': false, 'problems': {'p1': {'path': 'payload.app',"
                                        + " 'code': 'UnknownKey', 'severity': 'error', 'message': 'the method takes no payload; leave it out'}}}")),
                methods.call("status", json("{'app': 'shop'}")));
        assertEquals(400, methods.call("ping", JsonParser.parseString("[]")).status());
        assertEquals(
                400, methods.call("status", JsonParser.parseString("\"all\"")).status());
    }

    @Test
    void anAnswerWithMoreThanFiftyProblemsSaysThatItIsTruncated() {
        JsonObject payload = new JsonObject();
        for (int i = 0; i < 50; i++) {
            payload.addProperty("k" + i, i);
        }
        assertFalse(methods.call("ping", payload).payload().get("truncated").getAsBoolean());
        payload.addProperty("last", 1);
        assertTrue(methods.call("ping", payload).payload().get("truncated").getAsBoolean());
    }

    @Test
    void aMethodThatTakesTooLongIsAnsweredInTime() {
        DirectMethods slow = new DirectMethods(Map.of("slow", payload -> {
            Thread.sleep(Duration.ofMinutes(1));
            return new Answer(200, new JsonObject());
        }));
        long start = System.nanoTime();
        assertEquals(504, slow.call("slow", NOTHING).status());
        assertTrue(System.nanoTime() - start < Duration.ofSeconds(5).toNanos());
    }

    @Test
    void anErrorInAMethodIsAnAnswer() {
        DirectMethods broken = new DirectMethods(Map.of("broken", payload -> {
            throw new StackOverflowError();
        }));
        assertEquals(500, broken.call("broken", NOTHING).status());
    }

    private static JsonObject json(String text) {
        return JsonParser.parseString(text.replace('\'', '"')).getAsJsonObject();
    }

    @Test
    void whatAMethodIsCalledWithIsFitToBeShownInItsAnswer() {
        JsonObject payload = new JsonObject();
        payload.addProperty("a\u001b[2J", 1);

        assertEquals(
                "unknown method a\\nb; the methods are ping, status",
                methods.call("a\nb", NOTHING).payload().get("message").getAsString());
        assertEquals(
                "payload.a\\u001b[2J",
                methods.call("ping", payload)
                        .payload()
                        .getAsJsonObject("problems")
                        .getAsJsonObject("p1")
                        .get("path")
                        .getAsString());
    }
}
