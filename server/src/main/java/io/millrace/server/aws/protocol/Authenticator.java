package io.millrace.server.aws.protocol;

import io.millrace.server.http.Exchange;

/// Says whether a request may come in, and for which region it is. [#OPEN] is used on loopback without a credentials
/// file; otherwise signatures are verified.
public interface Authenticator {
    /// Lets everyone in and only reads the scope.
    Authenticator OPEN = (exchange, body) -> CredentialScope.of(exchange);

    /// Checks a request whose whole body is here.
    ///
    /// @return the scope of the credential
    /// @throws io.millrace.core.fault.RequestException when it may not: `InvalidSignatureException`,
    /// `UnrecognizedClientException`, …
    CredentialScope verify(Exchange exchange, byte[] body);
}
