package io.millrace.server;

import io.millrace.core.function.FunctionAccess;
import io.millrace.server.aws.auth.Credentials;
import io.millrace.server.aws.auth.S3Authenticator;
import io.millrace.server.aws.auth.Sessions;
import io.millrace.server.aws.auth.SigV4;
import io.millrace.server.aws.protocol.Authenticator;
import io.millrace.server.http.HttpHandler;
import io.millrace.server.http.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.InstantSource;

/// Who may come in through which door. Without a credentials file everyone who reaches the loopback address; with one,
/// AWS's calls must be signed, and the operator's pages are for this machine only.
///
/// @param json how calls of JSON services are let in
/// @param query how calls of query services are let in
/// @param s3 how requests to buckets are let in
/// @param restricted whether credentials are demanded
record Access(Authenticator json, Authenticator query, S3Authenticator s3, boolean restricted) {
    /// Whoever asks: for what this program asks of itself.
    static final Access OPEN = new Access(Authenticator.OPEN, Authenticator.OPEN, S3Authenticator.OPEN, false);

    /// @param functions what functions sign with; good on this machine only
    /// @param sessions temporary credentials
    static Access of(
            StartOptions options, InstantSource clock, FunctionAccess.Credentials functions, Sessions sessions) {
        if (options.credentials().isEmpty()) {
            return OPEN;
        }
        try {
            Credentials credentials = Credentials.read(options.credentials().get())
                    .withFunctions(functions)
                    .withSessions(sessions);
            SigV4 sigV4 = new SigV4(credentials, clock);
            return new Access(sigV4.json(), sigV4.query(), sigV4.s3(), true);
        } catch (IOException e) {
            throw new UncheckedIOException("The credentials file cannot be read: " + e.getMessage(), e);
        }
    }

    /// Keeps the operator's pages, which show records, from other machines. The health page says nothing that matters.
    HttpHandler guard(HttpHandler operator) {
        if (!restricted) {
            return operator;
        }
        return exchange -> {
            if (isLoopback(exchange.remoteAddress()) || exchange.path().endsWith("/health")) {
                operator.handle(exchange);
            } else {
                exchange.send(
                        Response.of(403, "text/plain", "These pages are for the machine that Millrace runs on\n"));
            }
        };
    }

    private static boolean isLoopback(String address) {
        try {
            return !address.isEmpty() && InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
