package club.imgeo.sandbox;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.contract.Operation;
import io.vertx.openapi.validation.RequestUtils;
import io.vertx.openapi.validation.RequestValidator;
import io.vertx.openapi.validation.ResponseValidator;
import io.vertx.openapi.validation.ValidatableResponse;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Stands before a server on a real socket, passes everything on in both directions, and notes what the OpenAPI
 * description would not have expected.
 */
final class ContractGate implements AutoCloseable {
    private static final String DESCRIPTION = "../../docs/openapi/imgeo-v1.yaml";

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = vertx.createHttpClient();
    private final List<String> oddRequests = new CopyOnWriteArrayList<>();
    private final List<String> oddAnswers = new CopyOnWriteArrayList<>();
    private final URI server;
    private final OpenAPIContract contract;
    private final RequestValidator requests;
    private final ResponseValidator answers;
    private final HttpServer gate;

    ContractGate(URI server) {
        this.server = server;
        contract = await(OpenAPIContract.from(vertx, DESCRIPTION)); // fails unless it is valid OpenAPI 3.1
        requests = RequestValidator.create(vertx, contract);
        answers = ResponseValidator.create(vertx, contract);
        gate = await(vertx.createHttpServer().requestHandler(this::handle).listen(0, "127.0.0.1"));
    }

    URI baseUrl() {
        return URI.create("http://127.0.0.1:" + gate.actualPort());
    }

    /** What callers sent that the description does not have. */
    List<String> oddRequests() {
        return oddRequests;
    }

    /** What the server answered that the description does not have. */
    List<String> oddAnswers() {
        return oddAnswers;
    }

    @Override
    public void close() {
        await(vertx.close());
    }

    private void handle(HttpServerRequest request) {
        Operation operation = contract.findOperation(request.path(), request.method());
        if (operation == null) {
            oddRequests.add(request.method() + " " + request.path() + ": no such operation");
            request.response().setStatusCode(404).end();
            return;
        }
        request.body()
                .compose(body -> check(request, body, operation)
                        .compose(checked -> forward(request, body))
                        .compose(answer -> answer.body().compose(bytes -> check(operation, answer, bytes)
                                .compose(checked -> reply(request, answer, bytes)))))
                .onFailure(lost -> request.connection().close());
    }

    private Future<Void> check(HttpServerRequest request, Buffer body, Operation operation) {
        String key = String.valueOf(request.getHeader("Authorization"));
        if (!operation.getSecurityRequirements().isEmpty() && !key.startsWith("Bearer imgeo_sk_")) {
            oddRequests.add(operation.getOperationId() + ": no API key");
        }
        return RequestUtils.extract(request, operation, () -> Future.succeededFuture(body))
                .compose(sent -> requests.validate(sent, operation.getOperationId()))
                .onFailure(odd -> oddRequests.add(operation.getOperationId() + ": " + odd.getMessage()))
                .otherwiseEmpty()
                .mapEmpty();
    }

    private Future<HttpClientResponse> forward(HttpServerRequest request, Buffer body) {
        RequestOptions options = new RequestOptions()
                .setMethod(request.method())
                .setHost(server.getHost())
                .setPort(server.getPort())
                .setURI(request.uri())
                .setHeaders(request.headers());
        return client.request(options).compose(onward -> onward.send(body));
    }

    private Future<Void> check(Operation operation, HttpClientResponse answer, Buffer body) {
        Map<String, String> headers = answer.headers().entries().stream()
                .collect(Collectors.toMap(header -> header.getKey(), header -> header.getValue(), (a, b) -> a));
        var received = ValidatableResponse.create(answer.statusCode(), headers, body, answer.getHeader("Content-Type"));
        return answers.validate(received, operation.getOperationId())
                .onFailure(odd -> oddAnswers.add(
                        operation.getOperationId() + " " + answer.statusCode() + ": " + odd.getMessage()))
                .otherwiseEmpty()
                .mapEmpty();
    }

    private static Future<Void> reply(HttpServerRequest request, HttpClientResponse answer, Buffer body) {
        request.response().setStatusCode(answer.statusCode()).headers().setAll(answer.headers());
        return request.response().end(body);
    }

    private static <T> T await(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
    }
}
