package io.millrace.server.provision.dynamodb;

import io.millrace.core.stack.type.ResourceType;
import io.millrace.server.provision.call.InnerApi;
import java.util.List;

/// The types of DynamoDB.
public final class DynamoDbTypes {
    private DynamoDbTypes() {}

    public static List<ResourceType> all(InnerApi inner) {
        return List.of(new TableType(new DynamoDbApi(inner)));
    }
}
