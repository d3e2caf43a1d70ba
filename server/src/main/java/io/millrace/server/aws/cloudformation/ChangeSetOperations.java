package io.millrace.server.aws.cloudformation;

import io.millrace.core.fault.RequestException;
import io.millrace.core.resource.cloudformation.ChangeSet;
import io.millrace.core.resource.cloudformation.ResourceChange;
import io.millrace.core.resource.cloudformation.Stack;
import io.millrace.core.stack.ChangeSetRequest;
import io.millrace.core.stack.StackRequest;
import io.millrace.core.stack.Stacks;
import io.millrace.core.stack.TemplateSummary;
import io.millrace.server.aws.protocol.QueryCall;
import io.millrace.server.aws.protocol.QueryParameters;
import io.millrace.server.aws.protocol.QueryXml;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What makes, shows, executes and deletes change sets.
///
/// Source: <https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateChangeSet.html>,
/// `API_DescribeChangeSet`, `API_ListChangeSets`, `API_ExecuteChangeSet`, `API_DeleteChangeSet`
final class ChangeSetOperations {
    private final Stacks stacks;
    private final RequestReader reader;

    ChangeSetOperations(Stacks stacks, RequestReader reader) {
        this.stacks = stacks;
        this.reader = reader;
    }

    String create(QueryCall call) {
        QueryParameters parameters = QueryParameters.of(call);
        String name = parameters.requiredString("ChangeSetName");
        RequestReader.checkName(name, "changeSetName");
        String type =
                parameters.oneOf("ChangeSetType", "CREATE", "UPDATE", "IMPORT").orElse("");
        String description = parameters.string("Description", 0, 1_024).orElse("");
        if (type.equals("IMPORT")) {
            throw parameters.invalid("ChangeSetType", "IMPORT is not supported by Millrace: resources are made");
        }
        if (type.equals("CREATE")) {
            RequestReader.checkName(stackName(parameters), "stackName");
        }
        parameters.notSupported("ResourcesToImport", "resources are made, not imported");
        parameters.notSupported("DeploymentMode", "drift is not detected");
        // cdk bootstrap always asks for it. What exists already fails its step, by name.
        parameters.bool("ImportExistingResources");
        parameters.bool("IncludeNestedStacks");
        StackRequest change = reader.read(call.region(), parameters, "ClientToken", "OnStackFailure");
        boolean previous = parameters.bool("UsePreviousTemplate").orElse(false);
        parameters.refuseUnknown();
        if (change.template().isEmpty() && !previous) {
            throw new RequestException("ValidationError", "Either Template URL or Template Body must be specified.");
        }
        ChangeSet made = stacks.createChangeSet(new ChangeSetRequest(name, type, description, change));
        return new QueryXml()
                .text("Id", made.changeSetId())
                .text("StackId", stack(made).stackId())
                .toString();
    }

    String describe(QueryCall call) {
        QueryParameters parameters = QueryParameters.of(call);
        ChangeSet set = find(call, parameters);
        parameters.bool("IncludePropertyValues");
        Page<ResourceChange> page = Page.of(set.changes(), ResourceChange::logicalId, parameters);
        parameters.refuseUnknown();
        QueryXml xml = new QueryXml();
        ChangeSetXml.changeSet(xml, set, stack(set), hidden(set), page);
        return xml.toString();
    }

    String list(QueryCall call) {
        QueryParameters parameters = QueryParameters.of(call);
        Stack stack = stacks.find(call.region(), stackName(parameters));
        Page<ChangeSet> page = Page.of(stacks.changeSets(stack), ChangeSet::unique, parameters);
        parameters.refuseUnknown();
        QueryXml xml =
                new QueryXml().list("Summaries", page.items(), (one, set) -> ChangeSetXml.summary(one, set, stack));
        page.writeNext(xml);
        return xml.toString();
    }

    String execute(QueryCall call) {
        QueryParameters parameters = QueryParameters.of(call);
        String name = parameters.requiredString("ChangeSetName");
        Optional<String> stack = parameters.string("StackName");
        boolean disableRollback = parameters.bool("DisableRollback").orElse(false);
        RequestReader.refuseTrue(
                parameters, "RetainExceptOnCreate", "set DeletionPolicy: RetainExceptOnCreate in the template");
        Optional<String> token = RequestReader.token(parameters).clientRequestToken();
        parameters.refuseUnknown();
        stacks.executeChangeSet(call.region(), name, stack, disableRollback, token);
        return "";
    }

    String delete(QueryCall call) {
        QueryParameters parameters = QueryParameters.of(call);
        String name = parameters.requiredString("ChangeSetName");
        Optional<String> stack = parameters.string("StackName");
        parameters.refuseUnknown();
        stacks.deleteChangeSet(call.region(), name, stack);
        return "";
    }

    private ChangeSet find(QueryCall call, QueryParameters parameters) {
        return stacks.changeSet(
                call.region(), parameters.requiredString("ChangeSetName"), parameters.string("StackName"));
    }

    private Stack stack(ChangeSet set) {
        return stacks.list(set.region()).stream()
                .filter(stack -> stack.unique().equals(set.stackUnique()))
                .findFirst()
                .orElseThrow(() ->
                        new RequestException("ChangeSetNotFound", "ChangeSet [" + set.name() + "] does not exist"));
    }

    private Set<String> hidden(ChangeSet set) {
        if (set.parameters().isEmpty()) {
            return Set.of();
        }
        List<TemplateSummary.Parameter> declared =
                stacks.summary(stacks.template(set, "Original")).parameters();
        return declared.stream()
                .filter(TemplateSummary.Parameter::noEcho)
                .map(TemplateSummary.Parameter::name)
                .collect(Collectors.toSet());
    }

    private static String stackName(QueryParameters parameters) {
        return parameters.requiredString("StackName");
    }
}
