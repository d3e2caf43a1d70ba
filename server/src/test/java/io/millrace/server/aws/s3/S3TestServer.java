package io.millrace.server.aws.s3;

import io.millrace.backends.log.EmbeddedLog;
import io.millrace.backends.log.EmbeddedLogConfig;
import io.millrace.backends.objects.LocalObjects;
import io.millrace.core.catalog.Catalog;
import io.millrace.core.log.EventLog;
import io.millrace.server.aws.auth.S3Authenticator;
import io.millrace.server.http.HttpListener;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/// The door behind a real listener, on the real log and object store in a folder; its clock stands still.
final class S3TestServer implements AutoCloseable {
    static final Instant NOW = Instant.parse("2026-11-21T09:00:00Z");
    static final StaticCredentialsProvider CREDENTIALS =
            StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDEXAMPLE", "secretexample"));

    private final EventLog log;
    private final LocalObjects store;
    private final HttpListener listener;

    S3TestServer(Path folder, S3Authenticator authenticator, InstantSource clock) {
        log = EmbeddedLog.open(EmbeddedLogConfig.DEFAULT, folder.resolve("log"), clock);
        store = new LocalObjects(folder, clock);
        AtomicInteger ids = new AtomicInteger();
        listener = HttpListener.start(
                "127.0.0.1",
                0,
                new S3Door(Catalog.open(log), store, authenticator, clock, () -> "id-" + ids.incrementAndGet()));
    }

    static S3TestServer open(Path folder) {
        return new S3TestServer(folder, S3Authenticator.OPEN, InstantSource.fixed(NOW));
    }

    int port() {
        return listener.port();
    }

    LocalObjects store() {
        return store;
    }

    /// `host` or `bucket.s3.localhost`-like names all lead here.
    URI endpoint() {
        return URI.create("http://127.0.0.1:" + listener.port());
    }

    S3Client client() {
        return S3Client.builder()
                .endpointOverride(endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(CREDENTIALS)
                .httpClient(UrlConnectionHttpClient.create())
                .forcePathStyle(true)
                .build();
    }

    S3Presigner presigner() {
        return S3Presigner.builder()
                .endpointOverride(endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(CREDENTIALS)
                .serviceConfiguration(
                        S3Configuration.builder().pathStyleAccessEnabled(true).build())
                .build();
    }

    @Override
    public void close() {
        listener.close();
        log.close();
    }
}
