package io.millrace.server.provision.iam;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.stack.type.Made;
import io.millrace.core.stack.type.Naming;
import io.millrace.core.stack.type.ResourceCall;
import io.millrace.server.provision.call.DescribedType;
import io.millrace.server.provision.call.TypeDescription;
import io.millrace.server.provision.call.Undo;
import java.util.List;

/// `AWS::IAM::InstanceProfile`.
///
/// Source:
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-instanceprofile.html>
final class InstanceProfileType implements DescribedType {
    private static final String NAME = "InstanceProfileName";
    private static final int NAME_CHARS = 128;
    private static final TypeDescription DESCRIPTION = TypeDescription.of("AWS::IAM::InstanceProfile", """
            InstanceProfileName string replace
            Path string replace
            Roles json required
            Roles[] string kept
            """, "Arn");

    private final IamApi iam;

    InstanceProfileType(IamApi iam) {
        this.iam = iam;
    }

    @Override
    public TypeDescription description() {
        return DESCRIPTION;
    }

    @Override
    public String physicalId(Naming naming, ObjectNode properties) {
        return IamApi.text(properties, NAME).orElseGet(() -> naming.name(NAME_CHARS));
    }

    @Override
    public boolean exists(ResourceCall call) {
        return iam.isThere(call, "GetInstanceProfile", NAME, call.physicalId());
    }

    @Override
    public Made create(ResourceCall call) throws InterruptedException {
        iam.ask(call, "CreateInstanceProfile", NAME, call.physicalId(), "Path", IamApi.path(call.properties()));
        return Undo.onFailure(() -> withRoles(call), () -> delete(call));
    }

    @Override
    public Made update(ResourceCall call, ObjectNode before) throws InterruptedException {
        return withRoles(call);
    }

    /// It has one role at most, so whatever else it has goes first.
    private Made withRoles(ResourceCall call) throws InterruptedException {
        String shown = iam.ask(call, "GetInstanceProfile", NAME, call.physicalId());
        List<String> present = IamApi.elements(shown, "RoleName");
        List<String> wanted = IamApi.texts(call.properties(), "Roles");
        for (String role : present) {
            if (!wanted.contains(role)) {
                change(call, "RemoveRoleFromInstanceProfile", role);
            }
        }
        for (String role : wanted) {
            if (!present.contains(role)) {
                change(call, "AddRoleToInstanceProfile", role);
            }
        }
        return Made.of(call.physicalId()).with("Arn", IamApi.element(shown, "Arn"));
    }

    private void change(ResourceCall call, String action, String role) throws InterruptedException {
        iam.ask(call, action, NAME, call.physicalId(), "RoleName", role);
    }

    @Override
    public void delete(ResourceCall call) throws InterruptedException {
        for (String role : IamApi.texts(call.properties(), "Roles")) {
            iam.askIfThere(call, "RemoveRoleFromInstanceProfile", NAME, call.physicalId(), "RoleName", role);
        }
        iam.askIfThere(call, "DeleteInstanceProfile", NAME, call.physicalId());
    }
}
