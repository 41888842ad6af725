package club.imgeo.sandbox;

import io.netty.channel.ChannelOption;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;

/** The two ways to end a connection, which a client can tell apart. */
final class Wire {
    private Wire() {}

    /** Ends it with a TCP reset. Vert.x has no word for that, so this reaches for Netty's channel under it. */
    static void reset(HttpConnection connection) {
        var channel = ((ConnectionBase) connection).channel();
        channel.config().setOption(ChannelOption.SO_LINGER, 0);
        var unused = channel.close();
    }

    /** Ends it as a server does that has nothing more to say. */
    static void end(HttpConnection connection) {
        var unused = connection.close();
    }
}
