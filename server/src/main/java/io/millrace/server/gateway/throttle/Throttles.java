package io.millrace.server.gateway.throttle;

import io.millrace.core.limit.Limit;
import io.millrace.core.resource.apigateway.Stage;
import io.millrace.core.resource.apigateway.Stage.MethodSettings;
import io.millrace.core.resource.apigateway.Throttle;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/// The throttles that hold whoever calls: a method's of its stage, then the account's of the region. Settings of the
/// method itself go before those of all methods; either way each method of each stage has a bucket of its own.
///
/// Any thread; never blocks.
///
/// Source: <https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html>
public final class Throttles {
    /// AWS's default of an account, in each region.
    public static final Throttle ACCOUNT =
            new Throttle(Limit.GATEWAY_ACCOUNT_RATE.value(), Limit.GATEWAY_ACCOUNT_BURST.intValue());

    private final Optional<Throttle> account;
    private final Buckets buckets;

    private record OfMethod(String region, String apiId, String stage, MethodKey method) {}

    private record OfAccount(String region) {}

    /// @param account of all APIs of a region together; none does not hold them
    /// @param nanos [System#nanoTime]
    public Throttles(Optional<Throttle> account, LongSupplier nanos) {
        this.account = account;
        buckets = new Buckets(nanos);
    }

    /// The buckets that a request must take from, in the order in which they are asked.
    List<TokenBucket> of(Stage stage, MethodKey method) {
        List<TokenBucket> all = new ArrayList<>(2);
        throttle(stage, method)
                .ifPresent(throttle -> all.add(
                        buckets.of(new OfMethod(stage.region(), stage.apiId(), stage.name(), method), throttle)));
        account.ifPresent(throttle -> all.add(buckets.of(new OfAccount(stage.region()), throttle)));
        return all;
    }

    private static Optional<Throttle> throttle(Stage stage, MethodKey method) {
        Optional<Throttle> own = method.find(stage.methodSettings()).flatMap(MethodSettings::throttle);
        return own.isPresent()
                ? own
                : Optional.ofNullable(stage.methodSettings().get(MethodKey.ALL)).flatMap(MethodSettings::throttle);
    }
}
