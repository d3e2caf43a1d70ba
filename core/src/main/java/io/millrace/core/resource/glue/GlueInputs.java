package io.millrace.core.resource.glue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.resource.Fields;
import java.util.ArrayList;
import java.util.List;

/// What callers say of databases, tables and partitions, checked by name, type and length, and kept as it came; only
/// the
/// names of databases and tables are folded to lower case, as AWS folds them for Hive.
///
/// Errors are those of [Fields].
///
/// Source: <https://docs.aws.amazon.com/glue/latest/dg/aws-glue-api-catalog-tables.html>
public final class GlueInputs {
    private static final int DESCRIPTION_CHARS = 2_048;
    private static final int LOCATION_CHARS = 2_056;
    private static final int TYPE_CHARS = 131_072;
    private static final int FORMAT_CHARS = 128;
    private static final int VALUE_CHARS = 1_024;
    private static final int VIEW_CHARS = 409_600;
    private static final String EVERYBODY = "IAM_ALLOWED_PRINCIPALS";

    private GlueInputs() {}

    /// A `DatabaseInput`. Without `CreateTableDefaultPermissions` it has those of AWS: everything for everybody.
    public static ObjectNode database(Fields input) {
        ObjectNode kept = KeptInput.of(input)
                .name("Name")
                .required("Name")
                .text("Description", 0, DESCRIPTION_CHARS)
                .text("LocationUri", 1, VALUE_CHARS)
                .parameters("Parameters")
                .objects("CreateTableDefaultPermissions", permission -> permission
                        .object("Principal", principal -> principal.name("DataLakePrincipalIdentifier"))
                        .texts("Permissions", 1, KeptInput.NAME_CHARS))
                .refused("a database is where its own tables are", "TargetDatabase", "FederatedDatabase")
                .done();
        if (!kept.has("CreateTableDefaultPermissions")) {
            ObjectNode all = kept.putArray("CreateTableDefaultPermissions").addObject();
            all.putObject("Principal").put("DataLakePrincipalIdentifier", EVERYBODY);
            all.putArray("Permissions").add("ALL");
        }
        return folded(kept);
    }

    /// A `TableInput`.
    public static ObjectNode table(Fields input) {
        return folded(KeptInput.of(input)
                .name("Name")
                .required("Name")
                .text("Description", 0, DESCRIPTION_CHARS)
                .name("Owner")
                .time("LastAccessTime")
                .time("LastAnalyzedTime")
                .integer("Retention", 0)
                .object("StorageDescriptor", GlueInputs::storage)
                .objects("PartitionKeys", GlueInputs::column)
                .text("ViewOriginalText", 0, VIEW_CHARS)
                .text("ViewExpandedText", 0, VIEW_CHARS)
                .text("TableType", 0, KeptInput.NAME_CHARS)
                .parameters("Parameters")
                .refused("a table is its own, and no link to another", "TargetTable")
                .refused("views of several dialects are Lake Formation's", "ViewDefinition")
                .done());
    }

    /// A `PartitionInput`.
    public static ObjectNode partition(Fields input) {
        return KeptInput.of(input)
                .texts("Values", 1, VALUE_CHARS)
                .required("Values")
                .time("LastAccessTime")
                .time("LastAnalyzedTime")
                .object("StorageDescriptor", GlueInputs::storage)
                .parameters("Parameters")
                .done();
    }

    /// The texts of an array that was kept.
    static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        if (array instanceof ArrayNode) {
            array.forEach(text -> texts.add(text.textValue()));
        }
        return texts;
    }

    private static KeptInput storage(KeptInput storage) {
        return storage.objects("Columns", GlueInputs::column)
                .text("Location", 0, LOCATION_CHARS)
                .texts("AdditionalLocations", 0, LOCATION_CHARS)
                .line("InputFormat", 0, FORMAT_CHARS)
                .line("OutputFormat", 0, FORMAT_CHARS)
                .flag("Compressed")
                .integer("NumberOfBuckets", Integer.MIN_VALUE)
                .object(
                        "SerdeInfo",
                        serde -> serde.name("Name").name("SerializationLibrary").parameters("Parameters"))
                .texts("BucketColumns", 1, KeptInput.NAME_CHARS)
                .objects("SortColumns", order -> order.name("Column")
                        .required("Column")
                        .integer("SortOrder", 0)
                        .required("SortOrder"))
                .parameters("Parameters")
                .object("SkewedInfo", skewed -> skewed.texts("SkewedColumnNames", 1, KeptInput.NAME_CHARS)
                        .texts("SkewedColumnValues", 0, TYPE_CHARS)
                        .parameters("SkewedColumnValueLocationMaps"))
                .flag("StoredAsSubDirectories")
                .refused("there is no schema registry: give the columns", "SchemaReference");
    }

    private static KeptInput column(KeptInput column) {
        return column.name("Name")
                .required("Name")
                .line("Type", 0, TYPE_CHARS)
                .line("Comment", 0, KeptInput.NAME_CHARS)
                .parameters("Parameters");
    }

    private static ObjectNode folded(ObjectNode kept) {
        return kept.put("Name", GlueNames.folded(kept.path("Name").textValue()));
    }
}
