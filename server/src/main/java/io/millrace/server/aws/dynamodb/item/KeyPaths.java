package io.millrace.server.aws.dynamodb.item;

import io.millrace.core.resource.dynamodb.Table;
import io.millrace.core.table.expression.DocumentPath;
import io.millrace.core.table.item.IndexSchema;
import io.millrace.core.table.item.KeySchema;
import io.millrace.core.table.item.KeySchema.KeyAttribute;
import io.millrace.core.table.item.TableFaults;
import java.util.List;

/// Keys are scalars: no path of an expression goes into one.
final class KeyPaths {
    private KeyPaths() {}

    static void check(Table table, List<DocumentPath> paths) {
        if (paths.stream().noneMatch(DocumentPath::isNested)) {
            return;
        }
        refuse(table.keys(), paths, "Key");
        for (IndexSchema index : table.indexes()) {
            refuse(index.keys(), paths, "IndexKey");
        }
    }

    private static void refuse(KeySchema keys, List<DocumentPath> paths, String word) {
        for (KeyAttribute attribute : keys.attributes()) {
            for (DocumentPath path : paths) {
                if (path.isNested() && path.attribute().equals(attribute.name())) {
                    throw TableFaults.validation(
                            "Key attributes must be scalars; list random access '[]' and map lookup"
                                    + " '.' are not allowed: " + word + ": " + attribute.name());
                }
            }
        }
    }
}
