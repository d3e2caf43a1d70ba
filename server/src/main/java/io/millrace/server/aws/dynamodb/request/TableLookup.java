package io.millrace.server.aws.dynamodb.request;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.catalog.Catalog;
import io.millrace.core.fault.RequestException;
import io.millrace.core.resource.dynamodb.Table;
import java.util.Optional;

/// Finds tables by what requests call them.
public final class TableLookup {
    private static final String ARN = "arn:aws:dynamodb:";
    private static final String IN_ARN = ":table/";

    private final Catalog catalog;

    public TableLookup(Catalog catalog) {
        this.catalog = catalog;
    }

    /// The name in the ARN of a table; any other text as it is.
    public static String name(String nameOrArn) {
        int at = nameOrArn.startsWith(ARN) ? nameOrArn.indexOf(IN_ARN) : -1;
        return at < 0 ? nameOrArn : nameOrArn.substring(at + IN_ARN.length());
    }

    /// Puts the name in place of an ARN under `TableName`.
    public static void shorten(ObjectNode request) {
        if (request.path("TableName").isTextual()) {
            request.put("TableName", name(request.path("TableName").textValue()));
        }
    }

    public Optional<Table> find(String region, String name) {
        return catalog.find(Table.class, Table.id(region, name));
    }

    /// A table in any status, for those who ask about the table.
    ///
    /// @throws RequestException `ResourceNotFoundException`
    public Table require(String region, String name) {
        return find(region, name)
                .orElseThrow(
                        () -> RequestException.notFound("Requested resource not found: Table: " + name + " not found"));
    }

    /// A table whose items can be read and written.
    ///
    /// @throws RequestException `ResourceNotFoundException` also when it is not ready
    public Table usable(String region, String name) {
        return find(region, name)
                .filter(Table::isUsable)
                .orElseThrow(() -> RequestException.notFound("Requested resource not found"));
    }
}
