package io.millrace.server.aws;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.millrace.server.aws.protocol.CredentialScope;
import io.millrace.server.aws.protocol.MissingService;
import io.millrace.server.aws.protocol.RequestIds;
import io.millrace.server.http.Exchange;
import io.millrace.server.http.HttpHandler;
import io.millrace.server.http.Response;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// Keeps calls of services that are not here from being taken for requests to buckets: those that are signed for
/// another service than S3 are answered that there is no such service.
public final class MissingServices implements HttpHandler {
    private final HttpHandler s3;

    public MissingServices(HttpHandler s3) {
        this.s3 = s3;
    }

    @Override
    public void handle(Exchange exchange) {
        CredentialScope scope = CredentialScope.of(exchange);
        if (scope.service().isEmpty() || scope.service().startsWith("s3")) {
            s3.handle(exchange);
            return;
        }
        String type = "UnknownOperationException";
        byte[] body = JsonNodeFactory.instance
                .objectNode()
                .put("__type", type)
                .put(
                        "message",
                        MissingService.of(scope, exchange.method() + " " + exchange.path())
                                .getMessage())
                .toString()
                .getBytes(StandardCharsets.UTF_8);
        exchange.send(new Response(
                404,
                Map.of(
                        "Content-Type",
                        "application/json",
                        "x-amzn-ErrorType",
                        type,
                        "x-amzn-RequestId",
                        RequestIds.next()),
                body));
    }
}
