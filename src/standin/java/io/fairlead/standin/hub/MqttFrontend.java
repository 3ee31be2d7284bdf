package io.fairlead.standin.hub;

import io.fairlead.standin.Certificates;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import io.netty.handler.codec.mqtt.MqttDecoder;
import io.netty.handler.codec.mqtt.MqttEncoder;
import io.netty.handler.flow.FlowControlHandler;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;

/** The MQTT listener: TLS, and the connections that came through it. */
final class MqttFrontend implements AutoCloseable {
    private static final int MESSAGE_BYTES = 512 * 1024;

    private final HubParts parts;
    private final SSLContext right;
    private final SSLContext wrong;
    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());
    private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final Channel listener;
    private final Channel webSockets;

    MqttFrontend(
            HubParts parts,
            Certificates.Issued certificate,
            Certificates.Issued wrong,
            InetSocketAddress address,
            int webSocketPort)
            throws BindException {
        this.parts = parts;
        this.right = certificate.sslContext();
        this.wrong = wrong.sslContext();
        this.listener = bind(address, false);
        this.webSockets = bind(new InetSocketAddress(address.getAddress(), webSocketPort), true);
    }

    private Channel bind(InetSocketAddress address, boolean overWebSockets) throws BindException {
        var bound = new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        prepare(channel, overWebSockets);
                    }
                })
                .bind(address)
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            var unused = loops.shutdownGracefully();
            BindException failure = new BindException("cannot listen on " + address);
            failure.initCause(bound.cause());
            throw failure;
        }
        return bound.channel();
    }

    private void prepare(SocketChannel channel, boolean overWebSockets) {
        connections.add(channel);
        channel.config().setAutoRead(!parts.faults().blackHole());
        if (parts.faults().takeHandshakeCut()) {
            parts.events().tell(HubEvent.Kind.FAULT, "", "TLS handshake cut");
            channel.pipeline().addLast(new CutOnFirstBytes());
            return;
        }
        SSLEngine engine = (parts.faults().wrongCertificate() ? wrong : right).createSSLEngine();
        engine.setUseClientMode(false);
        channel.pipeline().addLast(new SslHandler(engine));
        if (overWebSockets) {
            channel.pipeline()
                    .addLast(new HttpServerCodec())
                    .addLast(new HttpObjectAggregator(MESSAGE_BYTES))
                    .addLast(new WebSocketServerProtocolHandler(WebSocketServerProtocolConfig.newBuilder()
                            .websocketPath("/$iothub/websocket")
                            .subprotocols("mqtt")
                            .checkStartsWith(true)
                            .maxFramePayloadLength(MESSAGE_BYTES)
                            .build()))
                    .addLast(new WebSocketBytes());
        }
        channel.pipeline()
                .addLast(new MqttDecoder(MESSAGE_BYTES))
                // What was read as a black hole began waits for its end, and is not taken to be lost.
                .addLast(new FlowControlHandler())
                .addLast(MqttEncoder.INSTANCE)
                .addLast(new MqttConnection(parts, channel));
    }

    /** Where MQTT over WebSockets is spoken. */
    int webSocketPort() {
        return ((InetSocketAddress) webSockets.localAddress()).getPort();
    }

    /** Closes every connection; the listener stays. */
    void closeConnections() {
        connections.close().awaitUninterruptibly();
    }

    /** Reads again, or no more, as the black hole fault says. */
    void readingChanged() {
        boolean reading = !parts.faults().blackHole();
        connections.forEach(channel -> channel.config().setAutoRead(reading));
    }

    /**
     * Closes the listener first and its connections after: a client that reconnects at once would else be taken by a dying
     * listener.
     */
    @Override
    public void close() {
        listener.close().awaitUninterruptibly();
        webSockets.close().awaitUninterruptibly();
        closeConnections();
        loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    /** Closes a connection as soon as it says something. */
    private static final class CutOnFirstBytes extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext ctx, Object bytes) {
            ReferenceCountUtil.release(bytes);
            var unused = ctx.close();
        }
    }
}
