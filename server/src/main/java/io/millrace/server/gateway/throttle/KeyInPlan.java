package io.millrace.server.gateway.throttle;

/// An API key in a usage plan.
///
/// @param planId of the plan
/// @param keyId of the key
public record KeyInPlan(String planId, String keyId) {}
