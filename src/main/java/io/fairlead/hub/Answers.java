package io.fairlead.hub;

import com.microsoft.azure.sdk.iot.device.IotHubStatusCode;
import com.microsoft.azure.sdk.iot.device.Message;
import com.microsoft.azure.sdk.iot.device.exceptions.IotHubClientException;
import com.microsoft.azure.sdk.iot.device.transport.IotHubTransportMessage;
import com.microsoft.azure.sdk.iot.device.twin.GetTwinCorrelatingMessageCallback;
import com.microsoft.azure.sdk.iot.device.twin.ReportedPropertiesUpdateCorrelatingMessageCallback;
import com.microsoft.azure.sdk.iot.device.twin.ReportedPropertiesUpdateResponse;
import com.microsoft.azure.sdk.iot.device.twin.Twin;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Callbacks that take an answer from whichever of two methods the SDK calls first. The SDK sometimes acknowledges an answer and
 * forgets its request before Paho's thread has delivered it. Then it never calls {@code onResponseReceived}, but it has called
 * {@code onResponseAcknowledged} with the same message. That call also delivers answers that the SDK cannot parse: an error with
 * an empty body, or a {@code $version} beyond an {@code int}.
 */
final class Answers {
    private static final int UNKNOWN = 500;

    private Answers() {}

    /** The status of the answer; 500 if it is missing or not a number. */
    static int status(Message message) {
        if (message instanceof IotHubTransportMessage answer && answer.getStatus() != null) {
            try {
                return Integer.parseInt(answer.getStatus());
            } catch (NumberFormatException unreadable) {
                return UNKNOWN;
            }
        }
        return UNKNOWN;
    }

    /** The body as text; empty if there is none. */
    static String body(Message message) {
        byte[] bytes = message.getBytes();
        return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
    }

    /** Passes on the first message and ignores the rest. */
    private static final class Once {
        private final AtomicBoolean done = new AtomicBoolean();
        private final Consumer<Message> answered;

        Once(Consumer<Message> answered) {
            this.answered = answered;
        }

        void accept(Message message) {
            if (!done.getAndSet(true)) {
                answered.accept(message);
            }
        }
    }

    /** The answer to a twin read. */
    static final class TwinAnswer implements GetTwinCorrelatingMessageCallback {
        private final Once answer;

        TwinAnswer(Consumer<Message> answered) {
            this.answer = new Once(answered);
        }

        @Override
        public void onResponseReceived(
                Twin twin, Message message, Object context, IotHubStatusCode status, IotHubClientException e) {
            answer.accept(message);
        }

        @Override
        public void onResponseAcknowledged(Message message, Object context) {
            answer.accept(message);
        }

        @Override
        public void onRequestQueued(Message message, Object context) {}

        @Override
        public void onRequestSent(Message message, Object context) {}

        @Override
        public void onRequestAcknowledged(Message message, Object context, IotHubClientException e) {}
    }

    /** The answer to a reported patch. */
    static final class ReportAnswer implements ReportedPropertiesUpdateCorrelatingMessageCallback {
        private final Once answer;

        ReportAnswer(Consumer<Message> answered) {
            this.answer = new Once(answered);
        }

        @Override
        public void onResponseReceived(
                Message message,
                Object context,
                IotHubStatusCode status,
                ReportedPropertiesUpdateResponse response,
                IotHubClientException e) {
            answer.accept(message);
        }

        @Override
        public void onResponseAcknowledged(Message message, Object context) {
            answer.accept(message);
        }

        @Override
        public void onRequestQueued(Message message, Object context) {}

        @Override
        public void onRequestSent(Message message, Object context) {}

        @Override
        public void onRequestAcknowledged(Message message, Object context, IotHubClientException e) {}
    }
}
