package io.millrace.server.provision.lambda;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.stack.type.Made;
import io.millrace.core.stack.type.Naming;
import io.millrace.core.stack.type.ResourceCall;
import io.millrace.server.provision.call.DescribedType;
import io.millrace.server.provision.call.TypeDescription;
import java.util.List;

/// How events of a function, version or alias are retried and where their outcome goes.
///
/// Source:
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-lambda-eventinvokeconfig.html>
final class EventInvokeConfigType implements DescribedType {
    private static final int ID_CHARS = 128;
    private static final String FUNCTION = "FunctionName";
    private static final String QUALIFIER = "Qualifier";
    private static final TypeDescription DESCRIPTION = TypeDescription.of("AWS::Lambda::EventInvokeConfig", """
            DestinationConfig.OnFailure.Destination string required
            DestinationConfig.OnSuccess.Destination string required
            FunctionName string replace required
            MaximumEventAgeInSeconds integer
            MaximumRetryAttempts integer
            Qualifier string replace required
            """);

    private final LambdaApi api;

    EventInvokeConfigType(LambdaApi api) {
        this.api = api;
    }

    @Override
    public TypeDescription description() {
        return DESCRIPTION;
    }

    @Override
    public String physicalId(Naming naming, ObjectNode properties) {
        return naming.name(ID_CHARS);
    }

    @Override
    public boolean exists(ResourceCall call) {
        return api.exists(call, path(call));
    }

    @Override
    public Made create(ResourceCall call) throws InterruptedException {
        ObjectNode input = call.properties().deepCopy().without(List.of(FUNCTION, QUALIFIER));
        api.call(call, "PUT", path(call), input);
        return Made.of(call.physicalId());
    }

    @Override
    public Made update(ResourceCall call, ObjectNode before) throws InterruptedException {
        return create(call);
    }

    @Override
    public void delete(ResourceCall call) throws InterruptedException {
        api.delete(call, path(call));
    }

    private static String path(ResourceCall call) {
        return LambdaApi.function("2019-09-25", call.properties().path(FUNCTION).asText())
                + "/event-invoke-config?Qualifier="
                + LambdaApi.encoded(call.properties().path(QUALIFIER).asText());
    }
}
