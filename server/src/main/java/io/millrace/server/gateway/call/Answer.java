package io.millrace.server.gateway.call;

/// What a caller, or an integration, is answered.
///
/// @param status HTTP status
/// @param headers of it
/// @param body its bytes
public record Answer(int status, Headers headers, byte[] body) {}
