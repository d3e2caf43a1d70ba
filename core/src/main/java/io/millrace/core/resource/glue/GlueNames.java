package io.millrace.core.resource.glue;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.Locale;

/// The names that things of the Data Catalog are found by. Databases and tables are in lower case, whatever a caller
/// writes: "For Hive compatibility, this name is folded to lowercase when it is stored". A name within a database is
/// `database LF table`, for a line feed is in no name.
///
/// Source: <https://docs.aws.amazon.com/glue/latest/dg/aws-glue-api-catalog-databases.html>
public final class GlueNames {
    static final char SEPARATOR = '\n';

    private GlueNames() {}

    public static String folded(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /// What the names of all that is in a database or table begin with.
    public static String within(String... names) {
        return String.join(Character.toString(SEPARATOR), names) + SEPARATOR;
    }

    /// A partition's values in order, unlike those of any other.
    static String ofValues(List<String> values) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        values.forEach(array::add);
        return array.toString();
    }
}
