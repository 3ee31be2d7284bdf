package io.fairlead.standin.hub;

import io.fairlead.standin.hub.HubEvent.Kind;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttFixedHeader;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttMessageIdVariableHeader;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttSubscribeMessage;
import io.netty.handler.codec.mqtt.MqttTopicSubscription;
import io.netty.handler.codec.mqtt.MqttUnsubscribeMessage;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.handler.timeout.IdleStateHandler;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** One MQTT 3.1.1 connection, from its CONNECT to its end. */
final class MqttConnection extends SimpleChannelInboundHandler<MqttMessage> implements ModuleLine {
    /** A connection that a verified module opened. */
    private record Open(ModuleId id, Sessions.Session session) {}

    private final HubParts parts;
    private final Faults faults;
    private final Channel channel;
    private final AtomicInteger packetIds = new AtomicInteger();
    private volatile @Nullable Open open;

    MqttConnection(HubParts parts, Channel channel) {
        this.parts = parts;
        this.faults = parts.faults();
        this.channel = channel;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, MqttMessage message) {
        Open current = open;
        MqttMessageType type =
                message.decoderResult().isSuccess() ? message.fixedHeader().messageType() : null;
        if (type == null || (current == null) != (type == MqttMessageType.CONNECT)) {
            cut();
        } else if (current == null) {
            connect((MqttConnectMessage) message);
        } else {
            handle(current, type, message);
        }
    }

    private void handle(Open current, MqttMessageType type, MqttMessage message) {
        switch (type) {
            case SUBSCRIBE -> subscribe(current, (MqttSubscribeMessage) message);
            case UNSUBSCRIBE -> unsubscribe(current, (MqttUnsubscribeMessage) message);
            case PUBLISH -> published(current, (MqttPublishMessage) message);
            case PINGREQ ->
                write(new MqttMessage(
                        new MqttFixedHeader(MqttMessageType.PINGRESP, false, MqttQoS.AT_MOST_ONCE, false, 0)));
            case PUBACK -> {}
            default -> cut();
        }
    }

    private void connect(MqttConnectMessage message) {
        OptionalInt rejection = faults.takeConnectRejection();
        String clientId = message.payload().clientIdentifier();
        Optional<Login> login = Login.verify(
                parts,
                clientId,
                Optional.ofNullable(message.payload().userName()).orElse(""),
                text(message.payload().passwordInBytes()));
        if (rejection.isPresent() || login.isEmpty()) {
            refuse(clientId, rejection.orElse(MqttConnectReturnCode.CONNECTION_REFUSED_NOT_AUTHORIZED.byteValue()));
        } else {
            accept(login.get(), message);
        }
    }

    private void refuse(String clientId, int code) {
        parts.events().tell(Kind.CONNECT_REFUSED, clientId, "CONNACK " + code);
        write(MqttMessageBuilders.connAck()
                .returnCode(MqttConnectReturnCode.valueOf((byte) code))
                .build());
        cut();
    }

    private void accept(Login login, MqttConnectMessage message) {
        boolean clean = message.variableHeader().isCleanSession() || !faults.sessionsKept();
        Sessions.Opened session = parts.sessions().open(login.id(), clean);
        boolean present = faults.sessionPresent().orElse(session.present());
        open = new Open(login.id(), session.session());
        parts.cloud().read(login.id(), twin -> {
            twin.announce(login.modelId());
            return twin;
        });
        keepAlive(message.variableHeader().keepAliveTimeSeconds());
        endWithToken(login);
        parts.events()
                .tell(
                        Kind.CONNECTED,
                        login.id(),
                        "session " + (present ? "kept" : "new") + " "
                                + message.payload().userName());
        var unused = channel.write(MqttMessageBuilders.connAck()
                .returnCode(MqttConnectReturnCode.CONNECTION_ACCEPTED)
                .sessionPresent(present)
                .build());
        // Live before the CONNACK leaves: a change that follows the client's sight of it must reach the client.
        parts.live().add(login.id(), this);
        channel.flush();
    }

    private void keepAlive(int seconds) {
        if (seconds > 0) {
            channel.pipeline().addFirst(new IdleStateHandler(seconds * 1500L, 0, 0, TimeUnit.MILLISECONDS));
        }
    }

    private void endWithToken(Login login) {
        long left = Duration.between(faults.now(), login.expiry()).toMillis();
        Runnable end = () -> {
            if (!faults.expiryIgnored()) {
                cut();
            }
        };
        var unused = channel.eventLoop().schedule(end, left, TimeUnit.MILLISECONDS);
    }

    private void subscribe(Open current, MqttSubscribeMessage message) {
        var acknowledgement =
                MqttMessageBuilders.subAck().packetId(message.variableHeader().messageId());
        for (MqttTopicSubscription wanted : message.payload().topicSubscriptions()) {
            boolean known = known(current.id(), wanted.topicFilter());
            int qos = Math.min(1, wanted.qualityOfService().value());
            if (known) {
                current.session().subscribe(wanted.topicFilter(), qos);
            }
            acknowledgement.addGrantedQos(known ? MqttQoS.valueOf(qos) : MqttQoS.FAILURE);
            parts.events().tell(Kind.SUBSCRIBED, current.id(), wanted.topicFilter() + (known ? "" : " refused"));
        }
        write(acknowledgement.build());
    }

    private static boolean known(ModuleId id, String filter) {
        return filter.startsWith("$iothub/") || filter.startsWith(id.resource() + "/");
    }

    private void unsubscribe(Open current, MqttUnsubscribeMessage message) {
        message.payload().topics().forEach(current.session()::unsubscribe);
        write(MqttMessageBuilders.unsubAck()
                .packetId(message.variableHeader().messageId())
                .build());
    }

    private void published(Open current, MqttPublishMessage message) {
        String body = message.payload().toString(StandardCharsets.UTF_8);
        String topic = message.variableHeader().topicName();
        Topics.Meaning meaning = Topics.read(current.id(), topic);
        boolean acknowledged = message.fixedHeader().qosLevel() == MqttQoS.AT_LEAST_ONCE;
        boolean first = !(meaning instanceof Topics.Message) && !faults.answerBeforePuback();
        if (acknowledged && first) {
            acknowledge(message.variableHeader().packetId());
        }
        handle(current.id(), meaning, body);
        if (acknowledged && !first) {
            acknowledge(message.variableHeader().packetId());
        }
    }

    private void handle(ModuleId id, Topics.Meaning meaning, String body) {
        switch (meaning) {
            case Topics.TwinRead read -> answer(read.request(), parts.edge().read(id));
            case Topics.TwinWrite write -> answer(write.request(), parts.edge().write(id, body, write.version()));
            case Topics.MethodAnswer answer -> parts.methods().answered(id, answer.request(), answer.status(), body);
            case Topics.Message sent -> received(id, Telemetry.of(sent.properties(), body));
            case Topics.Unknown unknown -> cut();
        }
    }

    private void received(ModuleId id, Telemetry message) {
        parts.telemetry().add(id, message);
        parts.events().tell(Kind.TELEMETRY, id, message.body());
    }

    private void acknowledge(int packetId) {
        var header = new MqttFixedHeader(MqttMessageType.PUBACK, false, MqttQoS.AT_MOST_ONCE, false, 0);
        var acknowledgement = new MqttMessage(header, MqttMessageIdVariableHeader.from(packetId));
        faults.pubacks().pass(() -> later(faults.pubackDelay(), () -> write(acknowledgement)));
    }

    private void answer(String request, EdgeTwins.Answer answer) {
        if (faults.takeLostAnswer()) {
            parts.events().tell(Kind.FAULT, "", "answer " + answer.status() + " to request " + request + " lost");
            return;
        }
        String version =
                answer.version().isPresent() ? "&$version=" + answer.version().getAsLong() : "";
        String topic = "$iothub/twin/res/" + answer.status() + "/?$rid=" + request + version;
        faults.answers().pass(() -> later(faults.answerDelay(), () -> publish(topic, answer.body())));
    }

    private void later(Duration delay, Runnable action) {
        if (delay.isZero()) {
            action.run();
        } else {
            var unused = channel.eventLoop().schedule(action, delay.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public boolean listensTo(String topic) {
        Open current = open;
        return current != null
                && channel.isActive()
                && current.session().qosFor(topic).isPresent();
    }

    @Override
    public boolean publish(String topic, String body) {
        Open current = open;
        OptionalInt granted =
                current == null ? OptionalInt.empty() : current.session().qosFor(topic);
        if (granted.isEmpty() || !channel.isActive()) {
            return false;
        }
        int qos = Math.min(granted.getAsInt(), faults.answerQos());
        write(MqttMessageBuilders.publish()
                .topicName(topic)
                .qos(MqttQoS.valueOf(qos))
                .messageId(qos == 0 ? 0 : packetIds.updateAndGet(n -> n % 0xffff + 1))
                .payload(Unpooled.copiedBuffer(body, StandardCharsets.UTF_8))
                .build());
        return true;
    }

    @Override
    public void cut() {
        var unused = channel.close();
    }

    /** Everything that leaves goes through here: in a black hole it is gone. */
    private void write(MqttMessage message) {
        if (!faults.blackHole()) {
            var unused = channel.writeAndFlush(message);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        Open current = open;
        if (current != null) {
            parts.live().remove(current.id(), this);
            parts.events().tell(Kind.DISCONNECTED, current.id(), "");
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof IdleStateEvent && !faults.blackHole()) {
            cut();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        cut();
    }

    private static String text(byte @Nullable [] bytes) {
        return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
    }
}
