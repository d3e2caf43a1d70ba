package io.millrace.server.aws.dynamodb.item;

import io.millrace.core.catalog.Catalog;
import io.millrace.core.fault.RequestException;
import io.millrace.core.resource.dynamodb.Table;

/// Finds the table that a request means, by its name or its ARN.
///
/// Source: <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_GetItem.html> (`TableName`)
final class Tables {
    private static final String ARN_PREFIX = "arn:";
    private static final int ARN_REGION = 3;
    private static final int ARN_RESOURCE = 5;
    private static final String TABLE_PREFIX = "table/";

    private final Catalog catalog;

    Tables(Catalog catalog) {
        this.catalog = catalog;
    }

    /// @param region of the call; the table is there, also when its ARN is given
    /// @throws RequestException ResourceNotFoundException when there is none, or it is on its way in or out
    Table require(String region, String nameOrArn) {
        String name = nameOrArn.startsWith(ARN_PREFIX) ? named(region, nameOrArn) : nameOrArn;
        return catalog.find(Table.class, Table.id(region, name))
                .filter(Table::isUsable)
                .orElseThrow(Tables::unknown);
    }

    private static String named(String region, String arn) {
        String[] parts = arn.split(":", -1);
        if (parts.length != ARN_RESOURCE + 1
                || !parts[ARN_REGION].equals(region)
                || !parts[ARN_RESOURCE].startsWith(TABLE_PREFIX)) {
            throw unknown();
        }
        return parts[ARN_RESOURCE].substring(TABLE_PREFIX.length());
    }

    private static RequestException unknown() {
        return RequestException.notFound("Requested resource not found");
    }
}
