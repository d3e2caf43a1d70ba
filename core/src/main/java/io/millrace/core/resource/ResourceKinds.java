package io.millrace.core.resource;

import io.millrace.core.resource.apigateway.ApiKey;
import io.millrace.core.resource.apigateway.Deployment;
import io.millrace.core.resource.apigateway.GatewayAccount;
import io.millrace.core.resource.apigateway.RestApi;
import io.millrace.core.resource.apigateway.Stage;
import io.millrace.core.resource.apigateway.UsagePlan;
import io.millrace.core.resource.apigateway.VpcLink;
import io.millrace.core.resource.cloudformation.ChangeSet;
import io.millrace.core.resource.cloudformation.Stack;
import io.millrace.core.resource.cloudformation.StackResource;
import io.millrace.core.resource.cloudformation.StackTemplate;
import io.millrace.core.resource.dynamodb.Table;
import io.millrace.core.resource.firehose.DeliveryStream;
import io.millrace.core.resource.iam.InstanceProfile;
import io.millrace.core.resource.iam.ManagedPolicy;
import io.millrace.core.resource.iam.Role;
import io.millrace.core.resource.kept.KeptResource;
import io.millrace.core.resource.lambda.EventInvokeConfig;
import io.millrace.core.resource.lambda.EventStream;
import io.millrace.core.resource.lambda.FunctionAlias;
import io.millrace.core.resource.lambda.FunctionPermission;
import io.millrace.core.resource.lambda.FunctionUrl;
import io.millrace.core.resource.lambda.FunctionVersion;
import io.millrace.core.resource.lambda.LambdaFunction;
import io.millrace.core.resource.lambda.Layer;
import io.millrace.core.resource.lambda.LayerPermission;
import io.millrace.core.resource.lambda.LayerVersion;
import io.millrace.core.resource.logs.LogGroup;
import io.millrace.core.resource.s3.Bucket;
import io.millrace.core.resource.s3.BucketSetting;
import io.millrace.core.resource.ssm.SsmParameter;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Every kind of resource there is, a line each.
public final class ResourceKinds {
    private static final List<ResourceKind<?>> ALL = List.of(
            Bucket.KIND,
            BucketSetting.KIND,
            DeliveryStream.KIND,
            LambdaFunction.KIND,
            FunctionVersion.KIND,
            FunctionAlias.KIND,
            FunctionPermission.KIND,
            EventInvokeConfig.KIND,
            EventStream.KIND,
            FunctionUrl.KIND,
            Layer.KIND,
            LayerVersion.KIND,
            LayerPermission.KIND,
            LogGroup.KIND,
            RestApi.KIND,
            Deployment.KIND,
            Stage.KIND,
            ApiKey.KIND,
            UsagePlan.KIND,
            VpcLink.KIND,
            GatewayAccount.KIND,
            Role.KIND,
            ManagedPolicy.KIND,
            InstanceProfile.KIND,
            SsmParameter.KIND,
            Table.KIND,
            KeptResource.KIND,
            Stack.KIND,
            StackResource.KIND,
            StackTemplate.KIND,
            ChangeSet.KIND);

    private static final Map<String, ResourceKind<?>> BY_TYPE =
            ALL.stream().collect(Collectors.toUnmodifiableMap(ResourceKind::type, Function.identity()));

    private ResourceKinds() {}

    /// @throws IllegalStateException for a type that is not registered: a catalog written by a later version
    public static ResourceKind<?> of(String type) {
        ResourceKind<?> kind = BY_TYPE.get(type);
        if (kind == null) {
            throw new IllegalStateException("No resource kind " + type + ": was this data written by a later version?");
        }
        return kind;
    }
}
