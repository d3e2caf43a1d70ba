package io.millrace.server.aws.s3;

import io.millrace.core.catalog.Catalog;
import io.millrace.core.resource.s3.Bucket;
import io.millrace.core.store.ObjectStore;
import io.millrace.server.aws.auth.S3Authenticator;
import io.millrace.server.aws.protocol.CredentialScope;
import io.millrace.server.http.Exchange;
import io.millrace.server.http.HttpHandler;
import io.millrace.server.http.Response;
import java.time.InstantSource;
import java.util.UUID;
import java.util.function.Supplier;

/// S3: so far, making a bucket.
public final class S3Door implements HttpHandler {
    private final Catalog catalog;
    private final ObjectStore store;
    private final S3Authenticator authenticator;
    private final InstantSource clock;

    public S3Door(
            Catalog catalog,
            ObjectStore store,
            S3Authenticator authenticator,
            InstantSource clock,
            Supplier<UUID> ids) {
        this.catalog = catalog;
        this.store = store;
        this.authenticator = authenticator;
        this.clock = clock;
    }

    @Override
    public void handle(Exchange exchange) {
        exchange.blocking(() -> {
            CredentialScope scope = authenticator.verify(exchange).scope();
            String bucket = exchange.path().substring(1);
            if (!exchange.method().equals("PUT") || !bucket.matches("[a-z0-9][a-z0-9.-]{2,62}")) {
                exchange.send(Response.of(501, "text/plain", "Not supported\n"));
                return;
            }
            store.createBucket(bucket);
            if (catalog.find(Bucket.class, Bucket.id(bucket)).isEmpty()) {
                catalog.create(new Bucket(bucket, scope.region(), clock.instant()), "BucketAlreadyOwnedByYou");
            }
            exchange.send(Response.of(200, "text/plain", ""));
        });
    }
}
