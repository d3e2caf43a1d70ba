package io.millrace.server.aws;

import io.millrace.server.aws.protocol.JsonProtocol;
import io.millrace.server.aws.protocol.QueryProtocol;
import io.millrace.server.aws.protocol.RestProtocol;
import io.millrace.server.http.Exchange;
import io.millrace.server.http.HttpHandler;
import java.util.Optional;

/// Tells by its form which protocol a request speaks: JSON services name their operation in `X-Amz-Target`, query
/// services post a form to `/`, REST services have paths of their own, everything
/// else is S3.
public final class AwsDoor implements HttpHandler {
    private static final String FORM = "application/x-www-form-urlencoded";

    private final JsonProtocol json;
    private final QueryProtocol query;
    private final RestProtocol rest;
    private final HttpHandler s3;

    public AwsDoor(JsonProtocol json, QueryProtocol query, RestProtocol rest, HttpHandler s3) {
        this.json = json;
        this.query = query;
        this.rest = rest;
        this.s3 = s3;
    }

    @Override
    public void handle(Exchange exchange) {
        Optional<String> target = exchange.header("X-Amz-Target");
        if (target.isPresent()) {
            json.handle(exchange, target.get());
        } else if (isQuery(exchange)) {
            query.handle(exchange);
        } else if (!rest.handle(exchange)) {
            s3.handle(exchange);
        }
    }

    private static boolean isQuery(Exchange exchange) {
        if (!exchange.path().equals("/")) {
            return false;
        }
        return (exchange.method().equals("POST")
                        && exchange.header("Content-Type").orElse("").startsWith(FORM))
                || exchange.query().contains("Action=");
    }
}
