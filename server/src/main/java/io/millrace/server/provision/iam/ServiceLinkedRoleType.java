package io.millrace.server.provision.iam;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.resource.iam.ServiceLinkedName;
import io.millrace.core.stack.type.Made;
import io.millrace.core.stack.type.Naming;
import io.millrace.core.stack.type.ResourceCall;
import io.millrace.server.provision.call.DescribedType;
import io.millrace.server.provision.call.TypeDescription;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// `AWS::IAM::ServiceLinkedRole`.
///
/// Source:
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-servicelinkedrole.html>
final class ServiceLinkedRoleType implements DescribedType {
    private static final TypeDescription DESCRIPTION =
            TypeDescription.of("AWS::IAM::ServiceLinkedRole", """
            AWSServiceName string required replace
            CustomSuffix string replace
            Description string
            """, "RoleName");

    private final IamApi iam;

    ServiceLinkedRoleType(IamApi iam) {
        this.iam = iam;
    }

    @Override
    public TypeDescription description() {
        return DESCRIPTION;
    }

    @Override
    public String physicalId(Naming naming, ObjectNode properties) {
        return ServiceLinkedName.of(
                properties.path("AWSServiceName").asText(), IamApi.text(properties, "CustomSuffix"));
    }

    @Override
    public boolean exists(ResourceCall call) {
        return iam.isThere(call, "GetRole", "RoleName", call.physicalId());
    }

    @Override
    public Made create(ResourceCall call) throws InterruptedException {
        Map<String, String> form = new LinkedHashMap<>();
        for (String name : List.of("AWSServiceName", "CustomSuffix", "Description")) {
            IamApi.putText(call.properties(), name, form);
        }
        iam.ask(call, "CreateServiceLinkedRole", form);
        return made(call);
    }

    private static Made made(ResourceCall call) {
        return Made.of(call.physicalId()).with("RoleName", call.physicalId());
    }

    @Override
    public Made update(ResourceCall call, ObjectNode before) throws InterruptedException {
        String description = IamApi.text(call.properties(), "Description").orElse("");
        iam.ask(call, "UpdateRole", "RoleName", call.physicalId(), "Description", description);
        return made(call);
    }

    @Override
    public void delete(ResourceCall call) throws InterruptedException {
        iam.askIfThere(call, "DeleteServiceLinkedRole", "RoleName", call.physicalId());
    }
}
