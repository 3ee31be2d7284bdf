package io.fairlead.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyBoolean;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.timeout;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import com.google.gson.JsonObject;
import com.microsoft.azure.sdk.iot.device.MessageSentCallback;
import com.microsoft.azure.sdk.iot.device.ModuleClient;
import com.microsoft.azure.sdk.iot.device.transport.IotHubTransportMessage;
import com.microsoft.azure.sdk.iot.device.twin.GetTwinCorrelatingMessageCallback;
import com.microsoft.azure.sdk.iot.device.twin.ReportedPropertiesUpdateCorrelatingMessageCallback;
import com.microsoft.azure.sdk.iot.device.twin.SubscriptionAcknowledgedCallback;
import io.fairlead.methods.DirectMethods;
import io.fairlead.report.Event;
import io.fairlead.rig.Eventually;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mockito.stubbing.Answer;
import org.mockito.stubbing.Stubber;

/** Whichever call of the SDK throws, and whatever: that client is closed, and the next one serves. */
class FailingClientTest {

    private static final HubTiming QUICK = new HubTiming(
            Duration.ofSeconds(20),
            Duration.ofSeconds(20),
            Duration.ofSeconds(8),
            Duration.ofMinutes(10),
            Duration.ofSeconds(30),
            Duration.ofMillis(10),
            Duration.ofMillis(10),
            Duration.ofMillis(10),
            Duration.ofMillis(20),
            Duration.ofHours(1),
            0.2);

    private final ModuleClients clients = mock(ModuleClients.class);

    /** A call that the module makes. */
    enum Call {
        LISTEN,
        OPEN,
        SUBSCRIBE_PROPERTIES,
        SUBSCRIBE_METHODS,
        READ,
        REPORT,
        SEND;

        void fail(ModuleClient client, Throwable fault) throws Exception {
            ModuleClient call = throwing(fault).when(client);
            switch (this) {
                case LISTEN -> call.setConnectionStatusChangeCallback(any(), any());
                case OPEN -> call.open(anyBoolean());
                case SUBSCRIBE_PROPERTIES -> call.subscribeToDesiredPropertiesAsync(any(), any(), any(), any());
                case SUBSCRIBE_METHODS -> call.subscribeToMethodsAsync(any(), any(), any(), any());
                case READ -> call.getTwinAsync(any(GetTwinCorrelatingMessageCallback.class), any());
                case REPORT ->
                    call.updateReportedPropertiesAsync(
                            any(), any(ReportedPropertiesUpdateCorrelatingMessageCallback.class), any());
                case SEND -> call.sendEventAsync(any(), any(), any(), anyString());
            }
        }

        private static Stubber throwing(Throwable fault) {
            return doThrow(fault);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aClientThatThrowsAStateIsClosedAndTheNextOneServes(Call call) throws Exception {
        serves(call, new IllegalStateException("closed meanwhile"));
    }

    @ParameterizedTest
    @EnumSource
    void soIsOneThatThrowsWhatNobodyExpects(Call call) throws Exception {
        serves(call, new UnsupportedOperationException("not here"));
    }

    @ParameterizedTest
    @EnumSource
    void soIsOneWhoseClassesAreBroken(Call call) throws Exception {
        serves(call, new StackOverflowError());
    }

    @Test
    void aClientThatCannotBeMadeIsMadeAgain() throws Exception {
        ModuleClient good = client();
        when(clients.create()).thenThrow(new NoClassDefFoundError("io/netty/X")).thenReturn(good);
        try (HubConnection connection = HubConnection.start(QUICK, clients, () -> {}, new DirectMethods(Map.of()))) {
            awaitDocument(connection);
        }
        verify(good, timeout(5000)).close();
    }

    private void serves(Call call, Throwable fault) throws Exception {
        ModuleClient bad = client();
        call.fail(bad, fault);
        ModuleClient good = client();
        when(clients.create()).thenReturn(bad).thenReturn(good);
        try (HubConnection connection = HubConnection.start(QUICK, clients, () -> {}, new DirectMethods(Map.of()))) {
            JsonObject report = new JsonObject();
            report.addProperty("a", 1);
            connection.report(report);
            connection.send(new Event(Event.Type.TierReady, Optional.empty(), new JsonObject()));
            awaitDocument(connection);
            verify(bad, timeout(10_000)).close();
            verify(good, timeout(10_000)).sendEventAsync(any(), any(), any(), anyString());
            verify(good, timeout(10_000))
                    .updateReportedPropertiesAsync(
                            any(), any(ReportedPropertiesUpdateCorrelatingMessageCallback.class), any());
        }
        verify(good, timeout(5000)).close();
    }

    private static void awaitDocument(HubConnection connection) {
        Eventually.holds(
                "the document is there",
                Duration.ofSeconds(20),
                () -> connection.latest().isPresent());
        assertEquals(3, connection.latest().orElseThrow().version());
    }

    /** A client of a hub that holds version 3 and takes everything. */
    private static ModuleClient client() throws Exception {
        ModuleClient client = mock(ModuleClient.class);
        doAnswer(subscribed(2)).when(client).subscribeToDesiredPropertiesAsync(any(), any(), any(), any());
        doAnswer(subscribed(2)).when(client).subscribeToMethodsAsync(any(), any(), any(), any());
        doAnswer(call -> {
                    call.getArgument(0, GetTwinCorrelatingMessageCallback.class)
                            .onResponseAcknowledged(
                                    answer("200", "{\"desired\": {\"$version\": 3}, \"reported\": {\"$version\": 1}}"),
                                    "");
                    return null;
                })
                .when(client)
                .getTwinAsync(any(GetTwinCorrelatingMessageCallback.class), any());
        doAnswer(call -> {
                    call.getArgument(1, ReportedPropertiesUpdateCorrelatingMessageCallback.class)
                            .onResponseAcknowledged(answer("204", ""), "");
                    return null;
                })
                .when(client)
                .updateReportedPropertiesAsync(
                        any(), any(ReportedPropertiesUpdateCorrelatingMessageCallback.class), any());
        doAnswer(call -> {
                    call.getArgument(1, MessageSentCallback.class).onMessageSent(call.getArgument(0), null, "");
                    return null;
                })
                .when(client)
                .sendEventAsync(any(), any(), any(), anyString());
        return client;
    }

    private static Answer<Void> subscribed(int position) {
        return call -> {
            call.getArgument(position, SubscriptionAcknowledgedCallback.class).onSubscriptionAcknowledged(null, "");
            return null;
        };
    }

    private static IotHubTransportMessage answer(String status, String body) {
        IotHubTransportMessage message = new IotHubTransportMessage(body);
        message.setStatus(status);
        return message;
    }
}
