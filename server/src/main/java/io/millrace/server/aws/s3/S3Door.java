package io.millrace.server.aws.s3;

import io.millrace.core.catalog.Catalog;
import io.millrace.core.fault.RequestException;
import io.millrace.core.fault.UnavailableException;
import io.millrace.core.limit.Limit;
import io.millrace.core.store.ObjectStore;
import io.millrace.server.aws.auth.S3Authenticator;
import io.millrace.server.http.Exchange;
import io.millrace.server.http.HttpHandler;
import io.millrace.server.http.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Amazon S3 over HTTP, path style and host style, on a [Catalog] that knows the buckets and an [ObjectStore] that
/// holds what is in them. What is not supported is refused by name (501 `NotImplemented`), never passed over.
///
/// Each request runs on a virtual thread of its own; contents stream through
/// [Limit#OBJECT_BUFFER_BYTES] of memory in either direction, however large they are. Thread-safe.
///
/// Source: <https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_Amazon_Simple_Storage_Service.html>
public final class S3Door implements HttpHandler {
    private static final Logger LOG = LoggerFactory.getLogger(S3Door.class);

    private final S3Authenticator authenticator;
    private final InstantSource clock;
    private final Supplier<String> ids;
    private final Routes routes;

    /// @param clock for the times of buckets and answers
    /// @param ids makes the ids of requests and of multipart uploads, each one new
    public S3Door(
            Catalog catalog,
            ObjectStore store,
            S3Authenticator authenticator,
            InstantSource clock,
            Supplier<String> ids) {
        this.authenticator = authenticator;
        this.clock = clock;
        this.ids = ids;
        this.routes = new Routes(catalog, store, clock, ids);
    }

    @Override
    public void handle(Exchange exchange) {
        exchange.streaming(() -> {
            String id = ids.get();
            S3Answer answer = answer(exchange, id);
            switch (answer) {
                case S3Answer.Whole whole -> exchange.send(withIds(exchange, whole.response(), id));
                case S3Answer.Content content -> sendContent(exchange, content, id);
            }
        });
    }

    private S3Answer answer(Exchange exchange, String id) {
        try {
            if (exchange.method().equals("OPTIONS")) {
                return routes.cors().preflight(exchange);
            }
            S3Authenticator.Verified verified = authenticator.verify(exchange);
            S3Request request = new S3Request(
                    exchange,
                    S3Address.of(exchange.host(), exchange.path()),
                    S3Query.parse(exchange.query()),
                    verified.scope().region(),
                    verified.payload());
            return routes.answer(request);
        } catch (RequestException e) {
            return error(exchange, id, e.code(), e.getMessage());
        } catch (UnavailableException e) {
            LOG.warn("{} could not be done now: {}", exchange.method(), e.getMessage());
            return error(exchange, id, "SlowDown", e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("Request {} failed through a fault of the program", id, e);
            return error(exchange, id, "InternalError", "We encountered an internal error. Please try again.");
        }
    }

    private static S3Answer error(Exchange exchange, String id, String code, String message) {
        if (exchange.method().equals("HEAD")) {
            return S3Answer.empty(S3Errors.status(code));
        }
        S3Xml xml = S3Xml.error(error -> error.element("Code", code)
                .element("Message", message)
                .element("Resource", exchange.path())
                .element("RequestId", id));
        return new S3Answer.Whole(new Response(
                S3Errors.status(code),
                Map.of("Content-Type", "application/xml"),
                xml.toString().getBytes(StandardCharsets.UTF_8)));
    }

    private Response withIds(Exchange exchange, Response response, String id) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("x-amz-request-id", id);
        headers.put("x-amz-id-2", id);
        headers.put("Server", "AmazonS3");
        headers.put("Date", S3Times.http(clock.instant()));
        headers.putAll(routes.cors().headers(exchange));
        headers.putAll(response.headers());
        boolean bodiless = exchange.method().equals("HEAD");
        return new Response(response.status(), headers, bodiless ? new byte[0] : response.body());
    }

    private void sendContent(Exchange exchange, S3Answer.Content answer, String id) throws IOException {
        byte[] buffer = new byte[Limit.OBJECT_BUFFER_BYTES.intValue()];
        try (InputStream content = answer.content();
                OutputStream out = exchange.sendStream(withIds(exchange, answer.head(), id))) {
            int count = content.read(buffer);
            while (count >= 0) {
                out.write(buffer, 0, count);
                count = content.read(buffer);
            }
        } catch (IOException e) {
            LOG.debug("An answer broke off: {}", e.getMessage());
        }
    }
}
