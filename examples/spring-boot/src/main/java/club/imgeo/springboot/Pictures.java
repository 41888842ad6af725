package club.imgeo.springboot;

import club.imgeo.camel.ImgeoConstants;
import java.util.UUID;
import org.apache.camel.ProducerTemplate;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

@RestController
final class Pictures {
    private final ProducerTemplate route;

    Pictures(ProducerTemplate route) {
        this.route = route;
    }

    /** A request that comes again with the same {@code Idempotency-Key} gets the same picture, for nothing. */
    @PostMapping(path = "/pictures", consumes = MediaType.TEXT_PLAIN_VALUE)
    ResponseEntity<Picture> draw(
            @RequestBody String prompt,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
        Picture picture = route.requestBodyAndHeader(
                "direct:picture",
                prompt,
                ImgeoConstants.CHARGE_KEY,
                key == null ? UUID.randomUUID().toString() : key,
                Picture.class);
        return ResponseEntity.created(picture.url()).body(picture);
    }
}
