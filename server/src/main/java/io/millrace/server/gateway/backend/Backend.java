package io.millrace.server.gateway.backend;

import io.millrace.server.gateway.call.GatewayFailure;

/// What stands behind a method. Any thread; blocks, so it is called on virtual threads.
@FunctionalInterface
public interface Backend {
    /// @throws GatewayFailure `INTEGRATION_TIMEOUT`, `INTEGRATION_FAILURE`, or what is wrong with its configuration
    BackendAnswer call(BackendRequest request) throws GatewayFailure, InterruptedException;
}
