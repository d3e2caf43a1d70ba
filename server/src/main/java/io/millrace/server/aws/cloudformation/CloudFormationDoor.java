package io.millrace.server.aws.cloudformation;

import io.millrace.core.stack.Stacks;
import io.millrace.server.aws.protocol.QueryCall;
import io.millrace.server.aws.protocol.QueryParameters;
import io.millrace.server.aws.protocol.QueryService;
import io.millrace.server.aws.protocol.QueryXml;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// AWS CloudFormation's API: stacks made of templates.
///
/// Source: <https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/Welcome.html>
public final class CloudFormationDoor {
    private CloudFormationDoor() {}

    /// Its operations, and those that it refuses by name.
    public static QueryService service(Stacks stacks, TemplateUrls urls) {
        RequestReader reader = new RequestReader(urls, stacks);
        Map<String, Function<QueryCall, String>> actions = new HashMap<>(Unsupported.actions());
        StackOperations changes = new StackOperations(stacks, reader);
        actions.put("CreateStack", changes::create);
        actions.put("UpdateStack", changes::update);
        actions.put("DeleteStack", changes::delete);
        actions.put("CancelUpdateStack", changes::cancelUpdate);
        actions.put("ContinueUpdateRollback", changes::continueRollback);
        actions.put("RollbackStack", changes::rollback);
        actions.put("UpdateTerminationProtection", changes::protect);
        actions.put("GetStackPolicy", changes::policy);
        actions.put("SignalResource", changes::signal);
        StackReads reads = new StackReads(stacks);
        actions.put("DescribeStacks", reads::describe);
        actions.put("ListStacks", reads::list);
        actions.put("DescribeStackEvents", reads::events);
        actions.put("DescribeStackResource", reads::resource);
        actions.put("DescribeStackResources", reads::resources);
        actions.put("ListStackResources", reads::listResources);
        TemplateOperations templates = new TemplateOperations(stacks, reader);
        actions.put("GetTemplate", templates::get);
        actions.put("GetTemplateSummary", templates::summary);
        actions.put("ValidateTemplate", templates::validate);
        ChangeSetOperations changeSets = new ChangeSetOperations(stacks, reader);
        actions.put("CreateChangeSet", changeSets::create);
        actions.put("DescribeChangeSet", changeSets::describe);
        actions.put("ListChangeSets", changeSets::list);
        actions.put("ExecuteChangeSet", changeSets::execute);
        actions.put("DeleteChangeSet", changeSets::delete);
        ExportOperations exports = new ExportOperations(stacks);
        actions.put("ListExports", exports::exports);
        actions.put("ListImports", exports::imports);
        actions.put("DescribeAccountLimits", CloudFormationDoor::limits);
        return new QueryService("2010-05-15", "http://cloudformation.amazonaws.com/doc/2010-05-15/", actions);
    }

    /// AWS's own.
    private static String limits(QueryCall call) {
        QueryParameters parameters = QueryParameters.of(call);
        parameters.string("NextToken");
        parameters.refuseUnknown();
        return new QueryXml()
                .list(
                        "AccountLimits",
                        List.of(Map.entry("StackLimit", 2_000L), Map.entry("StackOutputsLimit", 200L)),
                        (one, limit) -> {
                            one.text("Name", limit.getKey());
                            one.number("Value", limit.getValue());
                        })
                .toString();
    }
}
