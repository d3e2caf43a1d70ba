package io.millrace.core.resource.dynamodb;

import java.time.Instant;
import java.util.Optional;

/// How a table would be paid for; kept only.
///
/// Source: <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BillingModeSummary.html>
///
/// @param mode provisioned unless told otherwise
/// @param capacity [Capacity#NONE] on demand
/// @param onDemand bounds, where they were given
/// @param onDemandSince when the table became one on demand; empty when it never was
public record Billing(
        Mode mode, Capacity capacity, Optional<OnDemandCapacity> onDemand, Optional<Instant> onDemandSince) {
    /// What AWS calls BillingMode.
    public enum Mode {
        PROVISIONED,
        PAY_PER_REQUEST
    }

    public static Billing provisioned(Capacity capacity) {
        return new Billing(Mode.PROVISIONED, capacity, Optional.empty(), Optional.empty());
    }

    public static Billing onDemand(Optional<OnDemandCapacity> bounds, Instant since) {
        return new Billing(Mode.PAY_PER_REQUEST, Capacity.NONE, bounds, Optional.of(since));
    }
}
