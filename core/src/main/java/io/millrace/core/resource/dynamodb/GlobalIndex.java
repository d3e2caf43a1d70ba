package io.millrace.core.resource.dynamodb;

import io.millrace.core.table.item.IndexSchema;
import java.util.Optional;

/// A global secondary index of a table.
///
/// Source: <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_GlobalSecondaryIndexDescription.html>
///
/// @param schema its name, keys and projection
/// @param status whether it can be read
/// @param capacity kept only
/// @param onDemand kept only
public record GlobalIndex(IndexSchema schema, Status status, Capacity capacity, Optional<OnDemandCapacity> onDemand) {
    /// What AWS calls IndexStatus.
    public enum Status {
        CREATING,
        ACTIVE,
        DELETING
    }

    public String name() {
        return schema.name();
    }

    public GlobalIndex withStatus(Status changed) {
        return new GlobalIndex(schema, changed, capacity, onDemand);
    }

    public GlobalIndex withCapacity(Capacity changed) {
        return new GlobalIndex(schema, status, changed, onDemand);
    }

    public GlobalIndex withOnDemand(Optional<OnDemandCapacity> changed) {
        return new GlobalIndex(schema, status, capacity, changed);
    }
}
