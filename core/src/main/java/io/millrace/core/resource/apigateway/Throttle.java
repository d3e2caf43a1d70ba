package io.millrace.core.resource.apigateway;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.limit.Limit;
import io.millrace.core.resource.Fields;
import java.util.Optional;

/// A token bucket.
///
/// Source: <https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html>
///
/// @param ratePerSecond tokens that come each second; a negative number is no bound
/// @param burst tokens that the bucket holds; a negative number is no bound
public record Throttle(double ratePerSecond, int burst) {
    /// As it is answered and kept.
    public ObjectNode json() {
        return JsonNodeFactory.instance.objectNode().put("burstLimit", burst).put("rateLimit", ratePerSecond);
    }

    /// What is not said is the account's.
    ///
    /// @throws io.millrace.core.fault.RequestException what [Fields] throws
    public static Throttle parse(Fields fields) {
        Throttle throttle = of(fields.number("rateLimit"), fields.integer("burstLimit"));
        fields.refuseUnknown();
        return throttle;
    }

    static Throttle of(Optional<Double> ratePerSecond, Optional<Integer> burst) {
        return new Throttle(
                ratePerSecond.orElse((double) Limit.API_GATEWAY_RATE.value()),
                burst.orElse(Limit.API_GATEWAY_BURST.intValue()));
    }
}
