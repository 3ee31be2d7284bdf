package io.fairlead.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.azure.sdk.iot.device.IotHubStatusCode;
import com.microsoft.azure.sdk.iot.device.Message;
import com.microsoft.azure.sdk.iot.device.MessageType;
import com.microsoft.azure.sdk.iot.device.transport.IotHubTransportMessage;
import com.microsoft.azure.sdk.iot.device.twin.ReportedPropertiesUpdateResponse;
import com.microsoft.azure.sdk.iot.device.twin.Twin;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Answers as the SDK hands them over: by one of two callbacks, or by both. */
@SuppressWarnings("NullAway") // The SDK itself hands nulls to its callbacks.
class AnswersTest {
    private final List<Message> taken = new ArrayList<>();

    @Test
    void aTwinThatIsOnlyAcknowledgedIsTakenAllTheSame() {
        new Answers.TwinAnswer(taken::add).onResponseAcknowledged(message("200", "{}"), "");
        assertEquals(1, taken.size());
    }

    @Test
    void aTwinIsTakenOnce() {
        Answers.TwinAnswer answer = new Answers.TwinAnswer(taken::add);
        Message message = message("200", "{\"desired\":{}}");
        answer.onResponseReceived(new Twin(null, null), message, "", IotHubStatusCode.OK, null);
        answer.onResponseAcknowledged(message, "");
        assertEquals(List.of(message), taken);
        assertEquals("{\"desired\":{}}", Answers.body(message));
    }

    @Test
    void aReportsAnswerThatIsOnlyAcknowledgedIsTakenOnceAllTheSame() {
        Answers.ReportAnswer answer = new Answers.ReportAnswer(taken::add);
        answer.onResponseAcknowledged(message("429", ""), "");
        answer.onResponseReceived(
                message("429", ""), "", IotHubStatusCode.THROTTLED, new ReportedPropertiesUpdateResponse(1), null);
        assertEquals(List.of(429), taken.stream().map(Answers::status).toList());
    }

    @Test
    void anAnswerWithoutAReadableStatusCountsAsAnErrorOfTheHub() {
        assertEquals(500, Answers.status(new Message("x")));
        assertEquals(500, Answers.status(new IotHubTransportMessage(new byte[0], MessageType.DEVICE_TWIN)));
        assertEquals(500, Answers.status(message("abc", "")));
    }

    private static Message message(String status, String body) {
        IotHubTransportMessage message = new IotHubTransportMessage(body);
        message.setStatus(status);
        return message;
    }
}
