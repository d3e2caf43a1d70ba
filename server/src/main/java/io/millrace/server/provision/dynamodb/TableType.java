package io.millrace.server.provision.dynamodb;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.stack.type.Made;
import io.millrace.core.stack.type.Naming;
import io.millrace.core.stack.type.ResourceCall;
import io.millrace.server.provision.call.DescribedType;
import io.millrace.server.provision.call.Tags;
import io.millrace.server.provision.call.TypeDescription;
import io.millrace.server.provision.call.Undo;

/// A table. Global indexes are made and dropped one by one, however many a change has.
///
/// Source: <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-dynamodb-table.html>
final class TableType implements DescribedType {
    private static final int NAME_CHARS = 255;
    private static final TypeDescription DESCRIPTION = TypeDescription.of("AWS::DynamoDB::Table", """
            AttributeDefinitions[].AttributeName string required
            AttributeDefinitions[].AttributeType string required
            BillingMode string kept
            ContributorInsightsSpecification.Enabled boolean required
            DeletionProtectionEnabled boolean
            GlobalSecondaryIndexes[].IndexName string required
            GlobalSecondaryIndexes[].KeySchema[].AttributeName string required
            GlobalSecondaryIndexes[].KeySchema[].KeyType string required
            GlobalSecondaryIndexes[].OnDemandThroughput.MaxReadRequestUnits integer kept
            GlobalSecondaryIndexes[].OnDemandThroughput.MaxWriteRequestUnits integer kept
            GlobalSecondaryIndexes[].Projection.NonKeyAttributes[] string
            GlobalSecondaryIndexes[].Projection.ProjectionType string
            GlobalSecondaryIndexes[].ProvisionedThroughput.ReadCapacityUnits integer required kept
            GlobalSecondaryIndexes[].ProvisionedThroughput.WriteCapacityUnits integer required kept
            KeySchema json required replace
            KeySchema[].AttributeName string required replace
            KeySchema[].KeyType string required replace
            LocalSecondaryIndexes json replace
            LocalSecondaryIndexes[].IndexName string required replace
            LocalSecondaryIndexes[].KeySchema[].AttributeName string required replace
            LocalSecondaryIndexes[].KeySchema[].KeyType string required replace
            LocalSecondaryIndexes[].Projection.NonKeyAttributes[] string replace
            LocalSecondaryIndexes[].Projection.ProjectionType string replace
            OnDemandThroughput.MaxReadRequestUnits integer kept
            OnDemandThroughput.MaxWriteRequestUnits integer kept
            PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled boolean kept
            PointInTimeRecoverySpecification.RecoveryPeriodInDays integer kept
            ProvisionedThroughput.ReadCapacityUnits integer required kept
            ProvisionedThroughput.WriteCapacityUnits integer required kept
            ResourcePolicy.PolicyDocument json required kept
            SSESpecification.KMSMasterKeyId string kept
            SSESpecification.SSEEnabled boolean required kept
            SSESpecification.SSEType string kept
            TableClass string kept
            TableName string replace
            Tags[].Key string required kept
            Tags[].Value string required kept
            TimeToLiveSpecification.AttributeName string
            TimeToLiveSpecification.Enabled boolean required
            WarmThroughput.ReadUnitsPerSecond integer kept
            WarmThroughput.WriteUnitsPerSecond integer kept
            """, "Arn");

    private final DynamoDbApi api;

    TableType(DynamoDbApi api) {
        this.api = api;
    }

    @Override
    public TypeDescription description() {
        return DESCRIPTION;
    }

    @Override
    public String physicalId(Naming naming, ObjectNode properties) {
        return properties.path("TableName").asText(naming.name(NAME_CHARS));
    }

    @Override
    public boolean exists(ResourceCall call) {
        return api.exists(call);
    }

    @Override
    public Made create(ResourceCall call) throws InterruptedException {
        ObjectNode input = TableInput.of(call);
        Tags.of(call).list().ifPresent(tags -> input.set("Tags", tags));
        api.ask(call, "CreateTable", input);
        return Undo.onFailure(
                () -> {
                    api.ready(call);
                    new TableExtras(api, call).change();
                    return made(call);
                },
                () -> api.delete(call, true));
    }

    /// From whatever the table is: what is not as the properties say is changed, call by call.
    @Override
    public Made update(ResourceCall call, ObjectNode before) throws InterruptedException {
        new TableUpdate(api, call).change();
        new TableExtras(api, call).changeAll();
        return made(call);
    }

    private static Made made(ResourceCall call) {
        return Made.of(call.physicalId()).with("Arn", DynamoDbApi.arn(call));
    }

    @Override
    public void delete(ResourceCall call) throws InterruptedException {
        api.delete(call, false);
    }
}
