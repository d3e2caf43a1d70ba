package io.millrace.core.resource.apigateway;

/// A token bucket.
///
/// Source: <https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html>
///
/// @param ratePerSecond tokens that come each second
/// @param burst tokens that the bucket holds
public record Throttle(double ratePerSecond, int burst) {}
