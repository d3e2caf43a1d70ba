package io.millrace.server.aws.cloudformation;

import io.millrace.core.resource.cloudformation.ChangeSet;
import io.millrace.core.resource.cloudformation.Stack;
import io.millrace.core.resource.cloudformation.StackStatus;
import io.millrace.core.stack.Stacks;
import io.millrace.core.stack.TemplateSummary;
import io.millrace.server.aws.protocol.QueryCall;
import io.millrace.server.aws.protocol.QueryParameters;
import io.millrace.server.aws.protocol.QueryXml;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What looks at templates.
///
/// Source: <https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_GetTemplate.html>,
/// `API_GetTemplateSummary`, `API_ValidateTemplate`
final class TemplateOperations {
    private final Stacks stacks;
    private final RequestReader reader;

    TemplateOperations(Stacks stacks, RequestReader reader) {
        this.stacks = stacks;
        this.reader = reader;
    }

    String get(QueryCall call) {
        QueryParameters parameters = QueryParameters.of(call);
        Optional<String> stackName = parameters.string("StackName").filter(given -> !given.isEmpty());
        Optional<String> changeSetName = parameters.string("ChangeSetName");
        String stage =
                parameters.oneOf("TemplateStage", "Original", "Processed").orElse("Processed");
        parameters.refuseUnknown();
        String template;
        if (changeSetName.isPresent()) {
            ChangeSet changeSet = stacks.changeSet(call.region(), changeSetName.get(), stackName);
            template = stacks.template(changeSet, stage);
        } else {
            Stack stack = stacks.find(call.region(), stackName.orElseThrow(() -> parameters.missing("StackName")));
            if (stack.status() == StackStatus.REVIEW_IN_PROGRESS) {
                // It has none yet, which AWS says by leaving it out.
                return new QueryXml().toString();
            }
            template = stacks.template(stack, stage);
        }
        return new QueryXml()
                .text("TemplateBody", template)
                .strings("StagesAvailable", List.of("Original", "Processed"))
                .toString();
    }

    String validate(QueryCall call) {
        QueryParameters parameters = QueryParameters.of(call);
        String template = reader.requiredTemplate(parameters);
        parameters.refuseUnknown();
        TemplateSummary summary = stacks.summary(template);
        QueryXml xml = new QueryXml().list("Parameters", summary.parameters(), (one, parameter) -> {
            one.text("ParameterKey", parameter.name());
            one.text("DefaultValue", parameter.defaultValue());
            one.bool("NoEcho", parameter.noEcho());
            one.unlessEmpty("Description", parameter.description());
        });
        xml.unlessEmpty("Description", summary.description());
        capabilities(xml, summary);
        return xml.strings("DeclaredTransforms", summary.transforms()).toString();
    }

    String summary(QueryCall call) {
        QueryParameters parameters = QueryParameters.of(call);
        Optional<String> stackName = parameters.string("StackName").filter(given -> !given.isEmpty());
        parameters.notSupported("StackSetName", "there are no stack sets");
        parameters.oneOf("CallAs", "SELF");
        boolean lenient = parameters
                .structure("TemplateSummaryConfig")
                .flatMap(config -> config.bool("TreatUnrecognizedResourceTypesAsWarnings"))
                .orElse(false);
        String template = reader.template(parameters)
                .or(() -> stackName.map(name -> stacks.template(stacks.find(call.region(), name), "Original")))
                .orElseThrow(() -> parameters.invalid(
                        "TemplateBody", "one of TemplateBody, TemplateURL and StackName must be specified"));
        parameters.refuseUnknown();
        QueryXml xml = summary(stacks.summary(template));
        if (lenient) {
            xml.structure("Warnings", warnings -> warnings.strings("UnrecognizedResourceTypes", List.of()));
        }
        return xml.toString();
    }

    private static QueryXml summary(TemplateSummary summary) {
        QueryXml xml = new QueryXml().list("Parameters", summary.parameters(), TemplateOperations::parameter);
        xml.unlessEmpty("Description", summary.description());
        capabilities(xml, summary);
        xml.strings("ResourceTypes", summary.resourceTypes());
        xml.unlessEmpty("Version", summary.version());
        xml.unlessEmpty("Metadata", summary.metadata());
        xml.strings("DeclaredTransforms", summary.transforms());
        return xml.list(
                "ResourceIdentifierSummaries",
                List.copyOf(summary.resourceIdentifiers().entrySet()),
                TemplateOperations::identifiers);
    }

    private static void identifiers(QueryXml xml, Map.Entry<String, List<String>> ofType) {
        xml.text("ResourceType", ofType.getKey());
        xml.strings("LogicalResourceIds", ofType.getValue());
    }

    private static void parameter(QueryXml xml, TemplateSummary.Parameter parameter) {
        xml.text("ParameterKey", parameter.name());
        xml.text("DefaultValue", parameter.defaultValue());
        xml.text("ParameterType", parameter.type());
        xml.bool("NoEcho", parameter.noEcho());
        xml.unlessEmpty("Description", parameter.description());
        xml.structure("ParameterConstraints", constraints -> {
            if (!parameter.allowedValues().isEmpty()) {
                constraints.strings("AllowedValues", parameter.allowedValues());
            }
        });
    }

    private static void capabilities(QueryXml xml, TemplateSummary summary) {
        if (!summary.capabilities().isEmpty()) {
            xml.strings("Capabilities", summary.capabilities());
            xml.unlessEmpty("CapabilitiesReason", summary.capabilitiesReason());
        }
    }
}
