package io.millrace.server.aws.auth;

import io.millrace.server.aws.protocol.CredentialScope;
import io.millrace.server.http.Exchange;

/// Says whether an S3 request may come in, as soon as its headers are there: who sends it, and how its body is to be
/// verified while it is read.
@FunctionalInterface
public interface S3Authenticator {
    /// Lets everyone in, signed or not, and holds no body to anything.
    S3Authenticator OPEN = exchange -> new Verified(CredentialScope.of(exchange), Payload.UNSIGNED);

    /// Checks a request whose headers are here.
    ///
    /// @throws io.millrace.core.fault.RequestException when it may not: `AccessDenied`, `SignatureDoesNotMatch`, …
    Verified verify(Exchange exchange);

    /// A request that may come in.
    ///
    /// @param payload what its body must be
    record Verified(CredentialScope scope, Payload payload) {}
}
