package io.millrace.core.template.sam;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// `AWS::Serverless::Function`: a function, its role, version, alias, URL, settings of invocations and what its events
/// need.
///
/// Source: <https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-function.html>
final class FunctionResource {
    private static final List<String> COPIED = List.of(
            "FunctionName",
            "Handler",
            "Runtime",
            "Description",
            "MemorySize",
            "Timeout",
            "VpcConfig",
            "Environment",
            "KmsKeyArn",
            "ReservedConcurrentExecutions",
            "Layers",
            "EphemeralStorage",
            "FileSystemConfigs",
            "ImageConfig",
            "CodeSigningConfigArn",
            "Architectures",
            "SnapStart",
            "RuntimeManagementConfig",
            "LoggingConfig",
            "RecursiveLoop",
            "PackageType",
            "TenancyConfig");
    private static final Set<String> EXPANDED = Set.of(
            "CodeUri",
            "ImageUri",
            "InlineCode",
            "DeadLetterQueue",
            "Role",
            "AssumeRolePolicyDocument",
            "Policies",
            "RolePath",
            "PermissionsBoundary",
            "Events",
            "Tags",
            "PropagateTags",
            "Tracing",
            "DeploymentPreference",
            "EventInvokeConfig",
            "AutoPublishAlias",
            "AutoPublishCodeSha256",
            "AutoPublishAliasAllProperties",
            "VersionDescription",
            "VersionDeletionPolicy",
            "ProvisionedConcurrencyConfig",
            "FunctionUrlConfig",
            "SourceKMSKeyArn");
    private static final Set<String> UNSUPPORTED =
            Set.of("CapacityProviderConfig", "FunctionScalingConfig", "PublishToLatestPublished", "DurableConfig");

    private final SamResource resource;
    private final SamProperties properties;
    private final Assembly assembly;

    FunctionResource(SamResource resource, Assembly assembly) {
        this.resource = resource;
        this.properties = resource.properties();
        this.assembly = assembly;
    }

    void expand() {
        check();
        ObjectNode function = Nodes.object();
        properties.copy(function, COPIED);
        function.set("Code", FunctionCode.of(properties));
        function.set("Tags", tags());
        deadLetters(function);
        if (traced()) {
            function.set("TracingConfig", Nodes.object("Mode", properties.get("Tracing")));
        }
        describe(function);
        FunctionRole role = new FunctionRole(resource, assembly, function.get("Tags"));
        function.set("Role", properties.has("Role") ? properties.get("Role") : Nodes.attribute(role.id(), "Arn"));
        assembly.put(resource.id(), "AWS::Lambda::Function", function, resource.attributes());
        Optional<String> alias = new FunctionVersion(resource, assembly, function).publish();
        FunctionTarget target = new FunctionTarget(resource, alias, role, assembly);
        FunctionUrl.expand(target);
        InvokeSettings.expand(target);
        role.policies();
        FunctionEvents.expand(target);
        if (!properties.has("Role")) {
            role.put();
        }
    }

    private void check() {
        Set<String> known = new HashSet<>(COPIED);
        known.addAll(EXPANDED);
        properties.check(known, UNSUPPORTED, resource.type());
        properties.lists("Layers", "Architectures", "FileSystemConfigs");
        properties.maps(
                "VpcConfig",
                "Environment",
                "Tags",
                "DeadLetterQueue",
                "EventInvokeConfig",
                "FunctionUrlConfig",
                "DeploymentPreference",
                "ProvisionedConcurrencyConfig",
                "AssumeRolePolicyDocument",
                "Events");
        properties.texts("Handler", "Runtime", "FunctionName", "Description", "MemorySize", "Timeout", "InlineCode");
        String packageType = properties.text("PackageType", "Zip");
        if (packageType.equals("Zip") && !(properties.has("Runtime") && properties.has("Handler"))) {
            throw new InvalidResourceException(
                    "Runtime and Handler needs to be present when PackageType is of type `Zip`");
        }
        deployment();
    }

    // The alias moves at once: what CodeDeploy would do in steps is refused.
    private void deployment() {
        SamProperties preference = properties.inner("DeploymentPreference");
        if (preference.tree().isEmpty()) {
            return;
        }
        Optional<String> enabled = assembly.literal(preference.get("Enabled"));
        if (preference.has("Enabled")
                && enabled.filter("false"::equalsIgnoreCase).isPresent()) {
            return;
        }
        if (!properties.has("AutoPublishAlias")) {
            throw new InvalidResourceException(
                    "'DeploymentPreference' requires AutoPublishAlias property to be" + " specified.");
        }
        if (!assembly.literal(preference.get("Type")).orElse("").equals("AllAtOnce")) {
            throw InvalidResourceException.notSupported("DeploymentPreference.Type' other than 'AllAtOnce");
        }
        for (String name : (Iterable<String>) preference.tree()::fieldNames) {
            if (!Set.of("Enabled", "Type").contains(name)) {
                throw InvalidResourceException.notSupported("DeploymentPreference." + name);
            }
        }
    }

    private boolean traced() {
        return properties.has("Tracing") && !properties.get("Tracing").asText().equals("Disabled");
    }

    private ArrayNode tags() {
        ArrayNode tags = Nodes.list();
        if (!properties.flag("PropagateTags")) {
            tags.add(Nodes.object("Key", "lambda:createdBy", "Value", "SAM"));
        }
        return tags.addAll(Nodes.tags(properties.object("Tags")));
    }

    private void deadLetters(ObjectNode function) {
        if (!properties.has("DeadLetterQueue")) {
            return;
        }
        SamProperties queue = properties.inner("DeadLetterQueue");
        if (!queue.has("Type") || !queue.has("TargetArn")) {
            throw new InvalidResourceException(
                    "'DeadLetterQueue' requires Type and TargetArn properties to be specified.");
        }
        if (!Set.of("SQS", "SNS").contains(queue.text("Type", ""))) {
            throw new InvalidResourceException("'DeadLetterQueue' requires Type of 'SNS' or 'SQS'.");
        }
        function.set("DeadLetterConfig", Nodes.object("TargetArn", queue.get("TargetArn")));
    }

    // A code hash that the author gives makes a new version even when nothing else of the function changed.
    private void describe(ObjectNode function) {
        JsonNode hash = properties.get("AutoPublishCodeSha256");
        if (!properties.has("AutoPublishAlias") || !hash.isTextual()) {
            return;
        }
        JsonNode description = properties.get("Description");
        if (description.isMissingNode()) {
            function.set("Description", hash);
        } else if (description.isTextual()) {
            function.put("Description", description.textValue() + " " + hash.textValue());
        }
    }
}
