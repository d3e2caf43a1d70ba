package io.millrace.server.aws.cloudformation;

import io.millrace.core.fault.RequestException;
import io.millrace.core.resource.cloudformation.StackOptions;
import io.millrace.core.stack.StackRequest;
import io.millrace.core.stack.Stacks;
import io.millrace.server.aws.protocol.QueryCall;
import io.millrace.server.aws.protocol.QueryParameters;
import io.millrace.server.aws.protocol.QueryXml;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;

/// What changes stacks.
///
/// Source: <https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_Operations.html>
final class StackOperations {
    private final Stacks stacks;
    private final RequestReader reader;

    StackOperations(Stacks stacks, RequestReader reader) {
        this.stacks = stacks;
        this.reader = reader;
    }

    String create(QueryCall call) {
        QueryParameters parameters = QueryParameters.of(call);
        RequestReader.checkName(parameters.requiredString("StackName"), "stackName");
        boolean protection = parameters.bool("EnableTerminationProtection").orElse(false);
        StackRequest request = reader.read(call.region(), parameters, "ClientRequestToken", "OnFailure");
        parameters.refuseUnknown();
        if (request.template().isEmpty()) {
            throw invalid("Either Template URL or Template Body must be specified.");
        }
        String stackId = stacks.create(request);
        if (protection) {
            stacks.protect(call.region(), stackId, true);
        }
        return stackId(stackId);
    }

    String update(QueryCall call) {
        QueryParameters parameters = QueryParameters.of(call);
        StackRequest request = reader.read(call.region(), parameters, "ClientRequestToken", "");
        boolean previous = parameters.bool("UsePreviousTemplate").orElse(false);
        parameters.refuseUnknown();
        if (request.template().isEmpty() && !previous) {
            throw invalid("Either Template URL or Template Body must be specified.");
        }
        return stackId(stacks.update(request));
    }

    String delete(QueryCall call) {
        QueryParameters parameters = QueryParameters.of(call);
        String stack = parameters.requiredString("StackName");
        LinkedHashSet<String> retain = new LinkedHashSet<>(parameters.strings("RetainResources"));
        if (parameters
                .oneOf("DeletionMode", "STANDARD", "FORCE_DELETE_STACK")
                .filter("FORCE_DELETE_STACK"::equals)
                .isPresent()) {
            throw parameters.invalid(
                    "DeletionMode",
                    "FORCE_DELETE_STACK is not supported by Millrace: name the"
                            + " resources that cannot be deleted in RetainResources");
        }
        RequestReader.checkDeploymentConfig(parameters);
        StackOptions options = RequestReader.token(parameters);
        parameters.refuseUnknown();
        stacks.delete(call.region(), stack, retain, options);
        return "";
    }

    String cancelUpdate(QueryCall call) {
        QueryParameters parameters = QueryParameters.of(call);
        String stack = parameters.requiredString("StackName");
        RequestReader.token(parameters);
        parameters.refuseUnknown();
        stacks.cancelUpdate(call.region(), stack);
        return "";
    }

    String continueRollback(QueryCall call) {
        QueryParameters parameters = QueryParameters.of(call);
        String stack = parameters.requiredString("StackName");
        LinkedHashSet<String> skip = new LinkedHashSet<>(parameters.strings("ResourcesToSkip"));
        RequestReader.token(parameters);
        parameters.refuseUnknown();
        stacks.continueRollback(call.region(), stack, skip);
        return "";
    }

    String rollback(QueryCall call) {
        QueryParameters parameters = QueryParameters.of(call);
        String stack = parameters.requiredString("StackName");
        RequestReader.refuseTrue(
                parameters, "RetainExceptOnCreate", "set DeletionPolicy: RetainExceptOnCreate in the template");
        RequestReader.token(parameters);
        parameters.refuseUnknown();
        String stackId = stacks.find(call.region(), stack).stackId();
        stacks.rollback(call.region(), stack);
        return stackId(stackId);
    }

    String protect(QueryCall call) {
        QueryParameters parameters = QueryParameters.of(call);
        String stack = parameters.requiredString("StackName");
        boolean protection = parameters
                .bool("EnableTerminationProtection")
                .orElseThrow(() -> parameters.missing("EnableTerminationProtection"));
        parameters.refuseUnknown();
        stacks.protect(call.region(), stack, protection);
        return stackId(stacks.find(call.region(), stack).stackId());
    }

    /// There is never a policy: SetStackPolicy is refused, because none would be enforced.
    String policy(QueryCall call) {
        QueryParameters parameters = QueryParameters.of(call);
        stacks.find(call.region(), parameters.requiredString("StackName"));
        parameters.refuseUnknown();
        return "";
    }

    String signal(QueryCall call) {
        QueryParameters parameters = QueryParameters.of(call);
        String stack = parameters.requiredString("StackName");
        String logicalId = parameters.requiredString("LogicalResourceId");
        Map<String, String> signal = new LinkedHashMap<>();
        signal.put("UniqueId", parameters.requiredString("UniqueId"));
        signal.put(
                "Status",
                parameters.oneOf("Status", "SUCCESS", "FAILURE").orElseThrow(() -> parameters.missing("Status")));
        parameters.string("UniqueId", 1, 64);
        parameters.refuseUnknown();
        stacks.signal(call.region(), stack, logicalId, signal);
        return "";
    }

    private static String stackId(String stackId) {
        return new QueryXml().text("StackId", stackId).toString();
    }

    private static RequestException invalid(String message) {
        return new RequestException("ValidationError", message);
    }
}
