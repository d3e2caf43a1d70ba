package io.millrace.server.aws.glue;

import io.millrace.core.catalog.Catalog;
import io.millrace.core.catalog.Changes;
import io.millrace.core.fault.RequestException;
import io.millrace.core.limit.TableLimit;
import io.millrace.core.resource.Arn;
import io.millrace.core.resource.Fields;
import io.millrace.core.resource.Resource;
import io.millrace.core.resource.ResourceId;
import io.millrace.core.resource.glue.GlueDatabase;
import io.millrace.core.resource.glue.GlueNames;
import io.millrace.core.resource.glue.GluePartition;
import io.millrace.core.resource.glue.GlueTable;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// The catalog as Glue sees it.
///
/// @param index of the same catalog
record GlueStore(Catalog catalog, GlueIndex index, InstantSource clock) {
    /// A table as a call names it.
    record TableName(String region, String database, String name) {
        ResourceId id() {
            return GlueTable.id(region, database, name);
        }

        /// What the names of its partitions and versions begin with.
        String prefix() {
            return GlueNames.within(GlueNames.folded(database), GlueNames.folded(name));
        }

        ResourceId partition(List<String> values) {
            return GluePartition.id(region, database, name, values);
        }
    }

    /// There is one Data Catalog: the account's.
    static void requireCatalog(Fields fields) {
        fields.string("CatalogId").filter(id -> !id.equals(Arn.ACCOUNT)).ifPresent(id -> {
            throw notFound("Catalog " + id + " not found: the one there is here is " + Arn.ACCOUNT);
        });
    }

    /// `DatabaseName` and another member.
    static TableName tableName(Fields fields, String region, String member) {
        requireCatalog(fields);
        return new TableName(region, fields.requiredString("DatabaseName"), fields.requiredString(member));
    }

    static RequestException notFound(String message) {
        return new RequestException("EntityNotFoundException", message);
    }

    static RequestException exists(String what) {
        return new RequestException("AlreadyExistsException", what + " already exists.");
    }

    static RequestException invalid(String message) {
        return new RequestException("InvalidInputException", message);
    }

    GlueDatabase database(String region, String name) {
        return catalog.find(GlueDatabase.class, GlueDatabase.id(region, name))
                .orElseThrow(() -> notFound("Database " + GlueNames.folded(name) + " not found."));
    }

    GlueTable table(TableName name) {
        return catalog.find(GlueTable.class, name.id()).orElseThrow(() -> {
            database(name.region(), name.database());
            return notFound("Table " + GlueNames.folded(name.name()) + " not found.");
        });
    }

    GluePartition partition(TableName table, List<String> values) {
        return catalog.find(GluePartition.class, table.partition(values)).orElseThrow(() -> {
            table(table);
            return notFound("Cannot find partition.");
        });
    }

    void requireRoom(GlueIndex.Kind<?> kind, int more) {
        if (!kind.hasRoomFor(more)) {
            throw new RequestException(
                    "ResourceNumberLimitExceededException",
                    "The Data Catalog holds at most " + kind.most().value() + " "
                            + kind.most().why().replaceFirst("[:,].*", ""));
        }
    }

    void apply(Supplier<Changes> plan) {
        catalog.apply(plan);
    }

    /// Removes a table with its partitions and versions, these first, some at a time: what is left after a crash is a
    /// table with fewer of them.
    void removeTable(TableName name) {
        removeWith(table(name), () -> {
            table(name);
            return Stream.concat(
                    index.partitions().within(name.region(), name.prefix()).values().stream(),
                    index.versions().within(name.region(), name.prefix()).values().stream());
        });
    }

    /// Removes a database with its tables in the same way.
    void removeDatabase(String region, String name) {
        GlueDatabase database = database(region, name);
        String prefix = GlueNames.within(database.name());
        removeWith(database, () -> {
            database(region, name);
            return Stream.of(index.partitions(), index.versions(), index.tables())
                    .flatMap(kind -> kind.within(region, prefix).values().stream());
        });
    }

    private void removeWith(Resource whole, Supplier<Stream<? extends Resource>> parts) {
        int atOnce = TableLimit.GLUE_DELETES_AT_ONCE.intValue();
        boolean[] more = {true};
        while (more[0]) {
            catalog.apply(() -> {
                List<ResourceId> gone = new ArrayList<>(
                        parts.get().limit(atOnce).map(Resource::id).toList());
                more[0] = gone.size() == atOnce;
                if (!more[0]) {
                    gone.add(whole.id());
                }
                return Changes.remove(gone);
            });
        }
    }
}
