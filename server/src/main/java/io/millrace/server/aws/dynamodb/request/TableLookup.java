package io.millrace.server.aws.dynamodb.request;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.catalog.Catalog;
import io.millrace.core.fault.RequestException;
import io.millrace.core.resource.dynamodb.Table;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds tables by what requests call them.
public final class TableLookup {
    private static final Pattern ARN = Pattern.compile("arn:aws[a-z-]*:dynamodb:([^:]+):\\d+:table/([^/]+)");

    private final Catalog catalog;

    public TableLookup(Catalog catalog) {
        this.catalog = catalog;
    }

    /// The name in the ARN of a table of the region; any other text as it is, which is no table's name where it is the
    /// ARN of something else.
    private static String name(String region, String nameOrArn) {
        Matcher arn = ARN.matcher(nameOrArn);
        return arn.matches() && arn.group(1).equals(region) ? arn.group(2) : nameOrArn;
    }

    /// Puts the name in place of an ARN under `TableName`.
    public static void shorten(String region, ObjectNode request) {
        if (request.path("TableName").isTextual()) {
            request.put("TableName", name(region, request.path("TableName").textValue()));
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
    /// @param nameOrArn as a request has it
    /// @throws RequestException `ResourceNotFoundException` also when it is not ready, or in another region
    public Table usable(String region, String nameOrArn) {
        return find(region, name(region, nameOrArn))
                .filter(Table::isUsable)
                .orElseThrow(() -> RequestException.notFound("Requested resource not found"));
    }
}
