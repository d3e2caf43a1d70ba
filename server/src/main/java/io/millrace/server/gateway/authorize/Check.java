package io.millrace.server.gateway.authorize;

import io.millrace.server.gateway.call.GatewayFailure;
import io.millrace.server.gateway.call.GatewayRequest;
import java.util.List;

/// One authorizer, made ready: what of a request it looks at, and how it comes to its verdict. Any thread.
interface Check {
    /// What identifies the caller; never blocks. Verdicts are kept by it; an empty list means that they cannot be.
    ///
    /// @throws GatewayFailure UNAUTHORIZED when something is missing or has the wrong form
    List<String> identity(GatewayRequest request, StageCall call) throws GatewayFailure;

    /// Asks; blocks.
    ///
    /// @param identity what [#identity] gave
    /// @throws GatewayFailure when there is no verdict; that is not kept
    Verdict ask(List<String> identity, GatewayRequest request, StageCall call)
            throws GatewayFailure, InterruptedException;
}
