package io.millrace.core.template.sam;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;

/// `AWS::Serverless::Application` with a template's address: a nested stack. Applications of the Serverless Application
/// Repository are refused.
///
/// Source:
/// <https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-application.html>
final class ApplicationResource {
    private static final Set<String> KNOWN =
            Set.of("Location", "TemplateUrl", "Parameters", "NotificationARNs", "Tags", "TimeoutInMinutes");

    private ApplicationResource() {}

    static void expand(SamResource resource, Assembly assembly) {
        SamProperties properties = resource.properties();
        properties.check(KNOWN, Set.of("TemplateUrl"), resource.type());
        properties.maps("Parameters", "Tags");
        properties.lists("NotificationARNs");
        JsonNode location = assembly.resolved(properties.required("Location"));
        if (location.isObject() && location.has("ApplicationId")) {
            throw new InvalidResourceException(
                    "Applications of the Serverless Application Repository are not supported by Millrace:"
                            + " 'Location' must be the URL of a template.");
        }
        if (!Nodes.isIntrinsic(location) && !location.asText().matches("https?://.+")) {
            throw new InvalidResourceException(
                    "'Location' must be the URL of a template in S3 (a local path is resolved by packaging).");
        }
        ArrayNode tags = Nodes.list(Nodes.object("Key", "lambda:createdBy", "Value", "SAM"));
        tags.addAll(Nodes.tags(properties.object("Tags")));
        ObjectNode stack = Nodes.object("TemplateURL", location, "Tags", tags);
        properties.copy(stack, List.of("Parameters", "NotificationARNs", "TimeoutInMinutes"));
        assembly.put(resource.id(), "AWS::CloudFormation::Stack", stack, resource.attributes());
    }
}
