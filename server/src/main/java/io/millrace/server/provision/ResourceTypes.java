package io.millrace.server.provision;

import io.millrace.core.stack.type.ResourceType;
import io.millrace.server.provision.apigateway.GatewayTypes;
import io.millrace.server.provision.call.InnerApi;
import io.millrace.server.provision.dynamodb.DynamoDbTypes;
import io.millrace.server.provision.firehose.FirehoseTypes;
import io.millrace.server.provision.glue.GlueTypes;
import io.millrace.server.provision.iam.IamTypes;
import io.millrace.server.provision.lambda.LambdaTypes;
import io.millrace.server.provision.logs.LogsTypes;
import io.millrace.server.provision.s3.S3Types;
import io.millrace.server.provision.ssm.SsmTypes;
import java.util.List;
import java.util.stream.Stream;

/// All types of resources that our own services have, each with a class of its own in its service's package.
public final class ResourceTypes {
    private ResourceTypes() {}

    /// @param api our own services, let in whoever asks
    public static List<ResourceType> all(InnerApi api) {
        return Stream.of(
                        S3Types.all(api),
                        FirehoseTypes.all(api),
                        LambdaTypes.all(api),
                        GatewayTypes.all(api),
                        LogsTypes.all(api),
                        IamTypes.all(api),
                        SsmTypes.all(api),
                        GlueTypes.all(api),
                        DynamoDbTypes.all(api))
                .flatMap(List::stream)
                .toList();
    }
}
