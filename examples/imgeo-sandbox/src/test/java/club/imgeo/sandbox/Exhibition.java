package club.imgeo.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** What makes the page look as it does on a busy day. */
final class Exhibition {
    private record Work(String prompt, String model, String ratio) {}

    // The last is drawn last, and so hangs first.
    private static final List<Work> WORKS = List.of(
            new Work("A ringed planet, as the first probe saw it", "black-forest-labs/flux-schnell", "4:5"),
            new Work("A mountain lake in October, birds leaving", "black-forest-labs/flux-schnell", "3:2"),
            new Work("A small boat on a calm sea, golden evening", "black-forest-labs/flux-schnell", "1:1"),
            new Work("Wild flowers, watercolour", "black-forest-labs/flux-schnell", "2:3"),
            new Work("Stained glass of a river in spring", "bytedance/seedream-4", "2:3"),
            new Work("A city at night, seen from the last train", "prunaai/flux-fast", "4:3"),
            new Work("Balloons over terraced fields at sunrise", "stability-ai/sdxl", "3:2"));

    private Exhibition() {}

    /** Calls that end in all kinds of ways, and two that do not end while anybody looks. */
    static void bustle(Sandbox sandbox, Caller caller) throws Exception {
        sandbox.next("charge then reset", "429 after 2s", "ok", "500", "ok", "slow 1500ms", "slow 60s", "slow 60s");
        begin(caller, "A heron in the morning mist")
                .handle((answer, lost) -> answer)
                .join();
        caller.generate("Moonlight on a quiet sea");
        caller.generate("Moonlight on a quiet sea");
        caller.generate("Poppies along a railway line");
        new Caller(sandbox, "imgeo_sk_of_yesterday").get("/api/v1/balance");
        caller.generate(Caller.order("Moonrise over the dunes").put("count", 9));
        caller.generate("A meadow in the last light");
        var unused = begin(caller, "Snow on the high pass");
        unused = begin(caller, "Lanterns on the river");
    }

    private static CompletableFuture<HttpResponse<byte[]>> begin(Caller caller, String prompt) {
        return caller.http()
                .sendAsync(
                        caller.generateRequest(
                                BodyPublishers.ofString(Caller.order(prompt).toString())),
                        BodyHandlers.ofByteArray());
    }

    static void draw(Caller caller) throws Exception {
        for (Work work : WORKS) {
            ObjectNode order = Caller.order(work.prompt()).put("model", work.model());
            caller.generate(order.put("aspect_ratio", work.ratio()));
        }
    }
}
