package club.imgeo.sandbox;

import club.imgeo.sandbox.art.Painter;
import club.imgeo.sandbox.art.Picture;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Serves the images. They are painted when somebody looks, since most never are and each can be painted again. */
final class Gallery {
    private static final int PAINTERS = 2;
    private static final int REMEMBERED = 64;
    private static final Pattern FILE = Pattern.compile("(\\d{1,15})-(\\d{1,3})\\.png");

    private final Accounts accounts;
    private final WorkerExecutor painters;
    private final Map<Picture, byte[]> painted = new LinkedHashMap<>(REMEMBERED, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Picture, byte[]> eldest) {
            return size() > REMEMBERED;
        }
    };

    Gallery(Accounts accounts, Vertx vertx) {
        this.accounts = accounts;
        this.painters = vertx.createSharedWorkerExecutor("painter", PAINTERS);
    }

    static String path(Charge charge, int index) {
        return "/images/" + charge.account() + "/" + charge.sequence() + "-" + index + ".png";
    }

    void mount(Router router) {
        router.get("/images/:account/:file").handler(this::show);
    }

    private void show(RoutingContext context) {
        Picture picture = find(context.pathParam("account"), context.pathParam("file"));
        if (picture == null) {
            throw new Refusal(404, "no such image");
        }
        // Who has left while others were being served needs no picture any more.
        painters.executeBlocking(() -> context.response().closed() ? null : paint(picture), false)
                .onSuccess(png -> {
                    if (png != null && !context.response().closed()) {
                        context.response().putHeader("Cache-Control", "public, max-age=31536000");
                        Answers.send(context.response(), 200, "image/png", Buffer.buffer(png));
                    }
                })
                .onFailure(context::fail);
    }

    private @Nullable Picture find(String account, String file) {
        Matcher name = FILE.matcher(file);
        if (!name.matches()) {
            return null;
        }
        Order order = accounts.order(account, Long.parseLong(name.group(1)));
        return order == null ? null : order.picture(Integer.parseInt(name.group(2)));
    }

    private byte[] paint(Picture picture) {
        synchronized (painted) {
            byte[] known = painted.get(picture);
            if (known != null) {
                return known;
            }
        }
        byte[] png = Painter.png(picture);
        synchronized (painted) {
            painted.put(picture, png);
        }
        return png;
    }
}
