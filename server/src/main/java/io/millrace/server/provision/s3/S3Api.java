package io.millrace.server.provision.s3;

import io.millrace.core.stack.type.ResourceCall;
import io.millrace.server.provision.call.InnerApi;
import io.millrace.server.provision.call.InnerApi.Call;
import java.nio.charset.StandardCharsets;

/// S3 as a client of it.
final class S3Api {
    private final InnerApi inner;

    S3Api(InnerApi inner) {
        this.inner = inner;
    }

    static Call request(ResourceCall call, String method, String bucket, String query) {
        return Call.of(call.region(), "s3", method, "/" + bucket).withQuery(query);
    }

    static Call with(Call request, String contentType, String body) {
        return request.withBody(contentType, body.getBytes(StandardCharsets.UTF_8));
    }

    void send(Call request) throws InterruptedException {
        inner.send(request);
    }

    boolean found(Call request, String... notFound) {
        return inner.found(request, notFound);
    }

    boolean exists(Call request, String... notFound) throws InterruptedException {
        return inner.exists(request, notFound);
    }
}
