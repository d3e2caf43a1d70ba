package io.millrace.server.gateway.backend;

import io.millrace.core.limit.Limit;
import java.net.Socket;
import java.net.http.HttpClient;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/// The two HTTP clients of all integrations: one that checks certificates, and one that does not, for those whose owner
/// asked for that by name. Each is made when it is first needed.
public final class HttpClients implements AutoCloseable {
    private final SecureRandom random;
    private HttpClient strict;
    private HttpClient lenient;

    public HttpClients(SecureRandom random) {
        this.random = random;
    }

    public synchronized HttpClient strict() {
        if (strict == null) {
            strict = builder().build();
        }
        return strict;
    }

    /// For `tlsConfig.insecureSkipVerification`.
    public synchronized HttpClient lenient() {
        if (lenient == null) {
            try {
                SSLContext context = SSLContext.getInstance("TLS");
                context.init(null, new TrustManager[] {new Anyone()}, random);
                lenient = builder().sslContext(context).build();
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("No TLS in this Java", e);
            }
        }
        return lenient;
    }

    private static HttpClient.Builder builder() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(Duration.ofSeconds(Limit.GATEWAY_CONNECT_SECONDS.value()));
    }

    @Override
    public synchronized void close() {
        if (strict != null) {
            strict.shutdownNow();
        }
        if (lenient != null) {
            lenient.shutdownNow();
        }
    }

    /// Believes every certificate, whatever host it is of.
    private static final class Anyone extends X509ExtendedTrustManager {
        private static final X509Certificate[] NONE = {};

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {
            // Believed.
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {
            // Believed.
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
            // Believed.
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
            // Believed.
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {
            // Believed.
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {
            // Believed.
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return NONE;
        }
    }
}
