package io.fairlead.standin.hub;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.mqtt.MqttConnAckMessage;
import io.netty.handler.codec.mqtt.MqttDecoder;
import io.netty.handler.codec.mqtt.MqttEncoder;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttSubAckMessage;
import io.netty.handler.codec.mqtt.MqttVersion;
import io.netty.handler.ssl.SslHandler;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/** A module that sees every packet: what Azure's clients hide (order, acknowledgements, flags) is what tests of faults ask. */
final class MqttProbe implements AutoCloseable {
    static final String TWIN_ANSWERS = "$iothub/twin/res/#";
    static final String DESIRED = "$iothub/twin/PATCH/properties/desired/#";
    static final String METHODS = "$iothub/methods/POST/#";

    private static final EventLoopGroup LOOPS = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final HubStandIn hub;
    private final BlockingQueue<MqttMessage> received = new LinkedBlockingQueue<>();
    private final Channel channel;
    private int packetId;

    private MqttProbe(HubStandIn hub) {
        this.hub = hub;
        this.channel = new Bootstrap()
                .group(LOOPS)
                .channel(NioSocketChannel.class)
                .handler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel socket) {
                        prepare(socket);
                    }
                })
                .connect(hub.address(), HubOptions.MQTT_PORT)
                .syncUninterruptibly()
                .channel();
    }

    private void prepare(SocketChannel socket) {
        SSLEngine engine = hub.authority().trustingContext().createSSLEngine(hub.address(), HubOptions.MQTT_PORT);
        engine.setUseClientMode(true);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        engine.setSSLParameters(parameters);
        socket.pipeline()
                .addLast(new SslHandler(engine))
                .addLast(new MqttDecoder(1 << 20))
                .addLast(MqttEncoder.INSTANCE)
                .addLast(new SimpleChannelInboundHandler<MqttMessage>() {
                    @Override
                    protected void channelRead0(ChannelHandlerContext ctx, MqttMessage message) {
                        received.add(
                                message instanceof MqttPublishMessage publication
                                        ? publication.replace(Unpooled.copiedBuffer(publication.payload()))
                                        : message);
                    }

                    @Override
                    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
                        var unused = ctx.close();
                    }
                });
    }

    /** A connection over TLS that has said nothing yet. */
    static MqttProbe connectionTo(HubStandIn hub) {
        return new MqttProbe(hub);
    }

    /** A connection with its TLS handshake done; fails as the handshake does. */
    static MqttProbe securedTo(HubStandIn hub) throws InterruptedException {
        MqttProbe probe = new MqttProbe(hub);
        probe.channel.pipeline().get(SslHandler.class).handshakeFuture().sync();
        return probe;
    }

    /** A logged-in module edge1/fairlead with a persistent session and no subscriptions of its own yet. */
    static MqttProbe module(HubStandIn hub) throws InterruptedException {
        MqttProbe probe = securedTo(hub);
        probe.login(300);
        MqttConnAckMessage answer = probe.next(MqttConnAckMessage.class);
        if (answer.variableHeader().connectReturnCode().byteValue() != 0) {
            throw new AssertionError("refused: " + answer);
        }
        return probe;
    }

    /** A logged-in module that listens to twin answers, desired patches and methods. */
    static MqttProbe listeningModule(HubStandIn hub) throws InterruptedException {
        MqttProbe probe = module(hub);
        probe.subscribe(TWIN_ANSWERS);
        probe.subscribe(DESIRED);
        probe.subscribe(METHODS);
        return probe;
    }

    /** Sends a CONNECT with the right credentials. */
    void login(int keepAliveSeconds) {
        String key = hub.moduleConnectionString("edge1", "fairlead").replaceFirst(".*SharedAccessKey=([^;]+).*", "$1");
        connect(
                "edge1/fairlead",
                SasTokens.create(
                        "fairlead-hub.test/devices/edge1/modules/fairlead",
                        key,
                        "",
                        Instant.now().plusSeconds(600)),
                keepAliveSeconds);
    }

    /** Sends a CONNECT. */
    void connect(String clientId, String token, int keepAliveSeconds) {
        send(MqttMessageBuilders.connect()
                .protocolVersion(MqttVersion.MQTT_3_1_1)
                .cleanSession(false)
                .clientId(clientId)
                .username("fairlead-hub.test/" + clientId + "/?api-version=2020-09-30")
                .password(token.getBytes(StandardCharsets.UTF_8))
                .keepAlive(keepAliveSeconds)
                .build());
    }

    /** Subscribes at QoS 1 and waits for the acknowledgement, which it returns. */
    MqttMessage subscribe(String filter) throws InterruptedException {
        send(MqttMessageBuilders.subscribe()
                .addSubscription(MqttQoS.AT_LEAST_ONCE, filter)
                .messageId(++packetId)
                .build());
        return next(MqttSubAckMessage.class);
    }

    /** Publishes at QoS 1. */
    void publish(String topic, String body) {
        send(MqttMessageBuilders.publish()
                .topicName(topic)
                .qos(MqttQoS.AT_LEAST_ONCE)
                .messageId(++packetId)
                .payload(Unpooled.copiedBuffer(body, StandardCharsets.UTF_8))
                .build());
    }

    void send(MqttMessage message) {
        var unused = channel.writeAndFlush(message);
    }

    /** Asks for the twin. */
    void read(String request) {
        publish("$iothub/twin/GET/?$rid=" + request, "");
    }

    /** Reports a patch. */
    void report(String request, String patch) {
        publish("$iothub/twin/PATCH/properties/reported/?$rid=" + request, patch);
    }

    /** The next packet; {@code null} where none comes in {@code patience}. */
    @Nullable
    MqttMessage poll(Duration patience) throws InterruptedException {
        return received.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** The next packet, which has to be of a type. */
    <T extends MqttMessage> T next(Class<T> type) throws InterruptedException {
        MqttMessage message = poll(PATIENCE);
        if (!type.isInstance(message)) {
            throw new AssertionError("expected " + type.getSimpleName() + ", got " + message);
        }
        return type.cast(message);
    }

    /** The next publication, PUBACKs passed over: its topic, a blank, its body. */
    String nextPublication() throws InterruptedException {
        while (true) {
            MqttMessage message = next(MqttMessage.class);
            if (message instanceof MqttPublishMessage publication) {
                return text(publication);
            }
        }
    }

    static String text(MqttPublishMessage publication) {
        return publication.variableHeader().topicName() + " "
                + publication.payload().toString(StandardCharsets.UTF_8);
    }

    /** Whether the other side ends the connection in time. */
    boolean endsWithin(Duration patience) throws InterruptedException {
        return channel.closeFuture().await(patience.toMillis());
    }

    boolean open() {
        return channel.isActive();
    }

    @Override
    public void close() {
        channel.close().syncUninterruptibly();
    }
}
