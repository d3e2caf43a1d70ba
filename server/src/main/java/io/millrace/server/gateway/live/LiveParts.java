package io.millrace.server.gateway.live;

import io.millrace.server.gateway.backend.HttpClients;
import io.millrace.server.http.HttpHandler;

/// What methods lead to.
///
/// @param aws the door of AWS's APIs, which lets in whoever asks
/// @param http for integrations elsewhere
public record LiveParts(HttpHandler aws, HttpClients http) {}
