package io.millrace.server.aws.dynamodb;

import io.millrace.server.aws.dynamodb.request.Member;
import io.millrace.server.aws.dynamodb.request.RequestShape;

/// What the requests look like that make and change tables.
///
/// Source: <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_CreateTable.html>
final class TableShapes {
    private static final int ATTRIBUTE_NAME_CHARS = 255;
    private static final int KEY_ATTRIBUTES = 2;

    private static final Member ATTRIBUTE_DEFINITIONS = Member.list(Member.structure("AttributeDefinition")
            .with(
                    "AttributeName",
                    Member.string().lengthFrom(1).lengthTo(ATTRIBUTE_NAME_CHARS).notNull())
            .with("AttributeType", Member.string().oneOf("B", "N", "S").notNull()));

    private static final Member THROUGHPUT = Member.structure("ProvisionedThroughput")
            .with("WriteCapacityUnits", Member.longInteger().from(1).notNull())
            .with("ReadCapacityUnits", Member.longInteger().from(1).notNull());

    private static final Member ON_DEMAND = Member.structure("OnDemandThroughput")
            .with("MaxReadRequestUnits", Member.longInteger())
            .with("MaxWriteRequestUnits", Member.longInteger());

    private static final Member WARM = Member.structure("WarmThroughput")
            .with("ReadUnitsPerSecond", Member.longInteger().from(1))
            .with("WriteUnitsPerSecond", Member.longInteger().from(1));

    private static final Member BILLING = Member.string().oneOf("PROVISIONED", "PAY_PER_REQUEST");

    private static final Member TABLE_CLASS = Member.string().oneOf("STANDARD", "STANDARD_INFREQUENT_ACCESS");

    private static final Member STREAM = Member.structure("StreamSpecification")
            .with("StreamEnabled", Member.bool().notNull())
            .with("StreamViewType", Member.string().oneOf("NEW_IMAGE", "OLD_IMAGE", "NEW_AND_OLD_IMAGES", "KEYS_ONLY"));

    private static final Member ENCRYPTION = Member.structure("SSESpecification")
            .with("Enabled", Member.bool())
            .with("SSEType", Member.string().oneOf("AES256", "KMS"))
            .with("KMSMasterKeyId", Member.string());

    private static final Member PROJECTION = Member.structure("Projection")
            .with("ProjectionType", Member.string().oneOf("ALL", "INCLUDE", "KEYS_ONLY"))
            .with("NonKeyAttributes", Member.list(Member.string()).lengthFrom(1));

    /// A list of `Key` and `Value`.
    static final Member TAGS =
            Member.list(Member.structure("Tag").with("Key", Member.string()).with("Value", Member.string()));

    static final RequestShape CREATE = new RequestShape(Member.structure("CreateTableInput")
            .with("AttributeDefinitions", ATTRIBUTE_DEFINITIONS.notNull())
            .with("TableName", Member.tableName())
            .with("BillingMode", BILLING)
            .with("ProvisionedThroughput", THROUGHPUT)
            .with(
                    "KeySchema",
                    keys(Member.string().oneOf("HASH", "RANGE").notNull()).notNull())
            .with("LocalSecondaryIndexes", Member.list(index("LocalSecondaryIndex")))
            .with("GlobalSecondaryIndexes", Member.list(global(index("GlobalSecondaryIndex"))))
            .with("StreamSpecification", STREAM)
            .with("SSESpecification", ENCRYPTION)
            .with("Tags", TAGS)
            .with("TableClass", TABLE_CLASS)
            .with("DeletionProtectionEnabled", Member.bool())
            .with("WarmThroughput", WARM)
            .with("ResourcePolicy", Member.string())
            .with("OnDemandThroughput", ON_DEMAND)
            .refuse("GlobalTableSourceArn", TableShapes.ONE_REGION)
            .refuse("GlobalTableSettingsReplicationMode", TableShapes.ONE_REGION));

    static final RequestShape UPDATE = new RequestShape(Member.structure("UpdateTableInput")
            .with("TableName", Member.tableName())
            .with("ProvisionedThroughput", THROUGHPUT)
            .with("BillingMode", BILLING)
            .with(
                    "GlobalSecondaryIndexUpdates",
                    Member.list(Member.structure("GlobalSecondaryIndexUpdate")
                            .with(
                                    "Update",
                                    global(Member.structure("UpdateGlobalSecondaryIndexAction")
                                            .with("IndexName", Member.name().notNull())))
                            .with("Create", global(index("CreateGlobalSecondaryIndexAction")))
                            .with(
                                    "Delete",
                                    Member.structure("DeleteGlobalSecondaryIndexAction")
                                            .with("IndexName", Member.name().notNull()))))
            .with("AttributeDefinitions", ATTRIBUTE_DEFINITIONS)
            .with("StreamSpecification", STREAM)
            .with("SSESpecification", ENCRYPTION)
            .with("TableClass", TABLE_CLASS)
            .with("DeletionProtectionEnabled", Member.bool())
            .with("WarmThroughput", WARM)
            .with("OnDemandThroughput", ON_DEMAND)
            .refuse("ReplicaUpdates", TableShapes.ONE_REGION)
            .refuse("GlobalTableWitnessUpdates", TableShapes.ONE_REGION)
            .refuse("MultiRegionConsistency", TableShapes.ONE_REGION)
            .refuse("GlobalTableSettingsReplicationMode", TableShapes.ONE_REGION));

    private static final String ONE_REGION = "a table is in one region";

    private TableShapes() {}

    private static Member index(String className) {
        return Member.structure(className)
                .with("Projection", PROJECTION.notNull())
                .with("IndexName", Member.name().notNull())
                .with("KeySchema", keys(Member.string().notNull()).notNull());
    }

    private static Member global(Member index) {
        return index.with("ProvisionedThroughput", THROUGHPUT)
                .with("OnDemandThroughput", ON_DEMAND)
                .with("WarmThroughput", WARM);
    }

    private static Member keys(Member type) {
        return Member.list(Member.structure("KeySchemaElement")
                        .with(
                                "AttributeName",
                                Member.string()
                                        .lengthFrom(1)
                                        .lengthTo(ATTRIBUTE_NAME_CHARS)
                                        .notNull())
                        .with("KeyType", type))
                .lengthFrom(1)
                .lengthTo(KEY_ATTRIBUTES);
    }
}
