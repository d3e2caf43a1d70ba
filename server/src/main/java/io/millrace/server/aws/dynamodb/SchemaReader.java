package io.millrace.server.aws.dynamodb;

import static io.millrace.server.aws.dynamodb.request.RequestShape.invalid;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.core.limit.TableLimit;
import io.millrace.core.resource.dynamodb.GlobalIndex;
import io.millrace.core.resource.dynamodb.TableSchema;
import io.millrace.core.table.item.IndexSchema;
import io.millrace.core.table.item.IndexSchema.Projection;
import io.millrace.core.table.item.KeySchema;
import io.millrace.core.table.item.KeySchema.KeyAttribute;
import io.millrace.core.table.item.KeyType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Stream;

/// Reads keys and indexes from a request whose members have their types, and refuses what does not go together, in
/// DynamoDB's order and words.
///
/// Source: <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html>
final class SchemaReader {
    private static final String WRONG = "One or more parameter values were invalid: ";
    private static final String ATTRIBUTE = "AttributeName";

    private final SequencedMap<String, KeyType> attributes;

    SchemaReader(Map<String, KeyType> attributes) {
        this.attributes = new LinkedHashMap<>(attributes);
    }

    /// `AttributeDefinitions`, by name; empty when there are none.
    static SequencedMap<String, KeyType> attributes(JsonNode request) {
        SequencedMap<String, KeyType> types = new LinkedHashMap<>();
        for (JsonNode one : request.path("AttributeDefinitions")) {
            String name = one.path(ATTRIBUTE).textValue();
            KeyType type = KeyType.valueOf(one.path("AttributeType").textValue());
            if (types.put(name, type) != null) {
                throw invalid(WRONG + "Cannot define the same attribute name more than once. Attribute: " + name);
            }
        }
        return types;
    }

    /// All of the schema of a new table.
    static TableSchema read(JsonNode request, BillingReader billing) {
        SchemaReader reader = new SchemaReader(attributes(request));
        JsonNode elements = request.path("KeySchema");
        if (elements.size() > reader.attributes.size()) {
            throw invalid("Invalid KeySchema: Some index key attribute have no definition");
        }
        KeySchema keys = reader.keys(elements);
        boolean indexed = request.hasNonNull("LocalSecondaryIndexes") || request.hasNonNull("GlobalSecondaryIndexes");
        if (!indexed && elements.size() != reader.attributes.size()) {
            throw invalid(WRONG + "Number of attributes in KeySchema does not exactly match number of attributes"
                    + " defined in AttributeDefinitions");
        }
        List<IndexSchema> local = request.hasNonNull("LocalSecondaryIndexes")
                ? reader.local(request.path("LocalSecondaryIndexes"), keys)
                : List.of();
        List<GlobalIndex> global = request.hasNonNull("GlobalSecondaryIndexes")
                ? reader.globals(request.path("GlobalSecondaryIndexes"), billing)
                : List.of();
        TableSchema schema = new TableSchema(reader.attributes, keys, local, global);
        checkTogether(schema);
        reader.refuseUnused(schema);
        return schema;
    }

    private KeySchema keys(JsonNode elements) {
        List<String> names = new ArrayList<>();
        elements.forEach(element -> names.add(element.path(ATTRIBUTE).textValue()));
        if (!attributes.keySet().containsAll(names)) {
            throw invalid(WRONG + "Some index key attributes are not defined in AttributeDefinitions. Keys: " + names
                    + ", AttributeDefinitions: " + attributes.keySet());
        }
        if (names.size() > 1 && names.getFirst().equals(names.getLast())) {
            throw invalid("Both the Hash Key and the Range Key element in the KeySchema have the same name");
        }
        if (!elements.path(0).path("KeyType").textValue().equals("HASH")) {
            throw invalid("Invalid KeySchema: The first KeySchemaElement is not a HASH key type");
        }
        if (names.size() > 1 && !elements.path(1).path("KeyType").textValue().equals("RANGE")) {
            throw invalid("Invalid KeySchema: The second KeySchemaElement is not a RANGE key type");
        }
        return new KeySchema(
                key(names.getFirst()), names.size() > 1 ? Optional.of(key(names.getLast())) : Optional.empty());
    }

    private KeyAttribute key(String name) {
        return new KeyAttribute(name, attributes.get(name));
    }

    private List<IndexSchema> local(JsonNode list, KeySchema table) {
        if (list.isEmpty()) {
            throw invalid(WRONG + "List of LocalSecondaryIndexes is empty");
        }
        if (table.range().isEmpty()) {
            throw invalid(WRONG + "Table KeySchema does not have a range key, which is required when specifying a"
                    + " LocalSecondaryIndex");
        }
        List<IndexSchema> local = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (JsonNode given : list) {
            String name = given.path("IndexName").textValue();
            KeySchema keys = keys(given.path("KeySchema"));
            if (keys.range().isEmpty()) {
                throw invalid(WRONG + "Index KeySchema does not have a range key for index: " + name);
            }
            if (!keys.hash().equals(table.hash())) {
                throw invalid(WRONG + "Index KeySchema does not have the same leading hash key as table KeySchema for"
                        + " index: " + name + ". index hash key: " + keys.hash().name() + ", table hash key: "
                        + table.hash().name());
            }
            local.add(index(given, keys));
            refuseDuplicate(names, name);
        }
        if (local.size() > TableLimit.DYNAMODB_LOCAL_INDEXES.value()) {
            throw invalid(WRONG + "Number of LocalSecondaryIndexes exceeds per-table limit of "
                    + TableLimit.DYNAMODB_LOCAL_INDEXES.value());
        }
        return local;
    }

    private List<GlobalIndex> globals(JsonNode list, BillingReader billing) {
        if (list.isEmpty()) {
            throw invalid(WRONG + "List of GlobalSecondaryIndexes is empty");
        }
        List<GlobalIndex> global = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (JsonNode given : list) {
            global.add(global(given, billing));
            refuseDuplicate(names, given.path("IndexName").textValue());
        }
        return global;
    }

    /// One global index, which is still to be made.
    GlobalIndex global(JsonNode given, BillingReader billing) {
        IndexSchema schema = index(given, keys(given.path("KeySchema")));
        return new GlobalIndex(
                schema,
                GlobalIndex.Status.CREATING,
                billing.capacityOfIndex(schema.name(), given),
                BillingReader.onDemand(given));
    }

    private static IndexSchema index(JsonNode given, KeySchema keys) {
        JsonNode projection = given.path("Projection");
        String type = projection.path("ProjectionType").textValue();
        if (type == null) {
            throw invalid(WRONG + "Unknown ProjectionType: null");
        }
        boolean includes = type.equals("INCLUDE");
        boolean named = projection.hasNonNull("NonKeyAttributes");
        if (named && !includes) {
            throw invalid(WRONG + "ProjectionType is " + type + ", but NonKeyAttributes is specified");
        }
        if (!named && includes) {
            throw invalid(WRONG + "ProjectionType is INCLUDE, but NonKeyAttributes is not specified");
        }
        Set<String> others = new LinkedHashSet<>();
        projection.path("NonKeyAttributes").forEach(name -> others.add(name.textValue()));
        return new IndexSchema(given.path("IndexName").textValue(), keys, Projection.valueOf(type), others);
    }

    private static void refuseDuplicate(Set<String> names, String name) {
        if (!names.add(name)) {
            throw invalid(WRONG + "Duplicate index name: " + name);
        }
    }

    /// What all indexes of a table together must keep to.
    static void checkTogether(TableSchema schema) {
        Set<String> names = new HashSet<>();
        schema.local().forEach(index -> names.add(index.name()));
        schema.global().forEach(index -> refuseDuplicate(names, index.name()));
        if (schema.global().size() > TableLimit.DYNAMODB_GLOBAL_INDEXES.value()) {
            throw invalid(WRONG + "GlobalSecondaryIndex count exceeds the per-table limit of "
                    + TableLimit.DYNAMODB_GLOBAL_INDEXES.value());
        }
        int included = Stream.concat(
                        schema.local().stream(), schema.global().stream().map(GlobalIndex::schema))
                .mapToInt(index -> index.nonKeyAttributes().size())
                .sum();
        if (included > TableLimit.DYNAMODB_PROJECTED_ATTRIBUTES.value()) {
            throw invalid(WRONG + "Total number of attributes projected into all of the indexes exceeds the limit of "
                    + TableLimit.DYNAMODB_PROJECTED_ATTRIBUTES.value());
        }
    }

    private void refuseUnused(TableSchema schema) {
        Set<String> used = new LinkedHashSet<>();
        Stream.of(
                        Stream.of(schema.keys()),
                        schema.local().stream().map(IndexSchema::keys),
                        schema.global().stream().map(index -> index.schema().keys()))
                .flatMap(all -> all)
                .forEach(keys -> keys.attributes().forEach(key -> used.add(key.name())));
        if (!used.containsAll(attributes.keySet())) {
            throw invalid(WRONG + "Some AttributeDefinitions are not used. AttributeDefinitions: " + attributes.keySet()
                    + ", keys used: " + used);
        }
    }
}
