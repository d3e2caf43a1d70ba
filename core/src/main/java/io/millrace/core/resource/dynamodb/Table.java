package io.millrace.core.resource.dynamodb;

import io.millrace.core.resource.Arn;
import io.millrace.core.resource.Resource;
import io.millrace.core.resource.ResourceId;
import io.millrace.core.resource.ResourceKind;
import io.millrace.core.table.item.IndexSchema;
import io.millrace.core.table.item.KeySchema;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A table of DynamoDB. Its items lie in a [io.millrace.core.store.TableStore] under [#tableId].
///
/// Source: <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TableDescription.html>
///
/// @param name 3–255 characters of `[a-zA-Z0-9_.-]`, unique in its region
/// @param region where it was made
/// @param tableId a UUID, unlike that of any other table, also of an earlier one of the same name
/// @param created when it was made
/// @param status whether its items can be used
/// @param schema its keys and indexes
/// @param settings the rest
public record Table(
        String name,
        String region,
        String tableId,
        Instant created,
        Status status,
        TableSchema schema,
        TableSettings settings)
        implements Resource {
    public static final String TYPE = "AWS::DynamoDB::Table";

    /// How tables are kept.
    public static final ResourceKind<Table> KIND = new TableKind();

    /// What AWS calls TableStatus. Items are to be had in `ACTIVE` and `UPDATING`.
    public enum Status {
        CREATING,
        UPDATING,
        ACTIVE,
        DELETING
    }

    public static ResourceId id(String region, String name) {
        return new ResourceId(TYPE, region, name);
    }

    @Override
    public ResourceId id() {
        return id(region, name);
    }

    public String arn() {
        return Arn.of("dynamodb", region, "table/" + name);
    }

    public String arn(String index) {
        return arn() + "/index/" + index;
    }

    /// Whether items may be read and written.
    public boolean isUsable() {
        return switch (status) {
            case ACTIVE, UPDATING -> true;
            case CREATING, DELETING -> false;
        };
    }

    public KeySchema keys() {
        return schema.keys();
    }

    /// The local indexes, then the global ones, whatever their status.
    public List<IndexSchema> indexes() {
        return Stream.concat(schema.local().stream(), schema.global().stream().map(GlobalIndex::schema))
                .toList();
    }

    /// An index of either kind, whatever its status.
    public Optional<IndexSchema> findIndex(String index) {
        return indexes().stream().filter(one -> one.name().equals(index)).findFirst();
    }

    public Optional<GlobalIndex> findGlobal(String index) {
        return schema.global().stream().filter(one -> one.name().equals(index)).findFirst();
    }

    public Table withStatus(Status changed) {
        return new Table(name, region, tableId, created, changed, schema, settings);
    }

    public Table withSchema(TableSchema changed) {
        return new Table(name, region, tableId, created, status, changed, settings);
    }

    public Table withSettings(TableSettings changed) {
        return new Table(name, region, tableId, created, status, schema, changed);
    }
}
