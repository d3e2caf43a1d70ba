package io.millrace.server.aws.dynamodb;

import static io.millrace.server.aws.dynamodb.request.RequestShape.invalid;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.core.limit.TableLimit;
import io.millrace.core.resource.dynamodb.Billing;
import io.millrace.core.resource.dynamodb.Capacity;
import io.millrace.core.resource.dynamodb.OnDemandCapacity;
import java.time.Instant;
import java.util.Optional;

/// Reads what tables and indexes would be paid for, from requests whose members have their types.
///
/// Source: <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/capacity-mode.html>
///
/// @param mode of the table, after the request
record BillingReader(Billing.Mode mode) {
    private static final String WRONG = "One or more parameter values were invalid: ";
    private static final String THROUGHPUT = "ProvisionedThroughput";

    /// `BillingMode` of a new table.
    static BillingReader ofNew(JsonNode request) {
        return new BillingReader(mode(request).orElse(Billing.Mode.PROVISIONED));
    }

    static Optional<Billing.Mode> mode(JsonNode request) {
        return Optional.ofNullable(request.path("BillingMode").textValue()).map(Billing.Mode::valueOf);
    }

    /// How a new table would be paid for.
    Billing billing(JsonNode request, Instant now) {
        Optional<Capacity> capacity = capacity(request);
        return switch (mode) {
            case PAY_PER_REQUEST -> {
                if (capacity.isPresent()) {
                    throw notOnDemand();
                }
                yield Billing.onDemand(onDemand(request), now);
            }
            case PROVISIONED ->
                new Billing(
                        mode,
                        bounded(capacity.orElseThrow(() -> invalid(WRONG + "ReadCapacityUnits and WriteCapacityUnits"
                                + " must both be specified when BillingMode is PROVISIONED"))),
                        onDemand(request),
                        Optional.empty());
        };
    }

    static RuntimeException notOnDemand() {
        return invalid(WRONG + "Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is"
                + " PAY_PER_REQUEST");
    }

    /// That of a new index.
    Capacity capacityOfIndex(String index, JsonNode given) {
        Optional<Capacity> capacity = capacity(given);
        return switch (mode) {
            case PAY_PER_REQUEST -> {
                if (capacity.isPresent()) {
                    throw invalid(WRONG + "ProvisionedThroughput should not be specified for index: " + index
                            + " when BillingMode is PAY_PER_REQUEST");
                }
                yield Capacity.NONE;
            }
            case PROVISIONED ->
                bounded(capacity.orElseThrow(
                        () -> invalid(WRONG + "ProvisionedThroughput must be specified for index: " + index)));
        };
    }

    /// `ProvisionedThroughput`, where it is given.
    static Optional<Capacity> capacity(JsonNode given) {
        JsonNode throughput = given.path(THROUGHPUT);
        return throughput.isObject()
                ? Optional.of(Capacity.of(
                        throughput.path("ReadCapacityUnits").longValue(),
                        throughput.path("WriteCapacityUnits").longValue()))
                : Optional.empty();
    }

    static Capacity bounded(Capacity capacity) {
        requireBounded("ReadCapacityUnits", capacity.readUnits());
        requireBounded("WriteCapacityUnits", capacity.writeUnits());
        return capacity;
    }

    private static void requireBounded(String name, long units) {
        if (units > TableLimit.DYNAMODB_CAPACITY_UNITS.value()) {
            throw invalid("Given value " + units + " for " + name + " is out of bounds");
        }
    }

    /// `OnDemandThroughput`, where it is given.
    static Optional<OnDemandCapacity> onDemand(JsonNode given) {
        JsonNode bounds = given.path("OnDemandThroughput");
        return bounds.isObject()
                ? Optional.of(new OnDemandCapacity(
                        units(bounds, "MaxReadRequestUnits"), units(bounds, "MaxWriteRequestUnits")))
                : Optional.empty();
    }

    private static Optional<Long> units(JsonNode bounds, String name) {
        Optional<Long> units =
                bounds.hasNonNull(name) ? Optional.of(bounds.path(name).longValue()) : Optional.empty();
        units.filter(number -> number != -1 && number < 1).ifPresent(number -> {
            throw invalid(WRONG + name + " must be at least 1, or -1 for no bound: " + number);
        });
        return units;
    }
}
