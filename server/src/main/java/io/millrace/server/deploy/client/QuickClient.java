package io.millrace.server.deploy.client;

import java.net.URI;
import java.net.http.HttpClient;
import java.security.GeneralSecurityException;
import java.time.Duration;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/// HTTP clients for commands, which end before they are warm.
public final class QuickClient {
    private QuickClient() {}

    /// A client for one server. Where it is reached without TLS, the client has none: to read the system's
    /// certificates,
    /// as it would on being made, takes longer than all that a command asks.
    public static HttpClient to(URI server, Duration connectTimeout) {
        HttpClient.Builder builder =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(connectTimeout);
        return ("http".equals(server.getScheme()) ? builder.sslContext(trustingNobody()) : builder).build();
    }

    private static SSLContext trustingNobody() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[0], new TrustManager[0], null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has TLS", e);
        }
    }
}
