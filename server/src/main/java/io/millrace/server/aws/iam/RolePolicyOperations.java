package io.millrace.server.aws.iam;

import io.millrace.core.resource.iam.Role;
import io.millrace.server.aws.protocol.QueryCall;
import io.millrace.server.aws.protocol.QueryInput;
import io.millrace.server.aws.protocol.XmlText;
import java.util.List;

/// The policies of a role: its own, and managed ones that are attached to it.
final class RolePolicyOperations {
    private final IamStore store;

    RolePolicyOperations(IamStore store) {
        this.store = store;
    }

    String put(QueryCall call) {
        QueryInput input = call.input();
        String name = input.required("RoleName");
        String policy = input.required("PolicyName");
        String document = input.required("PolicyDocument");
        input.refuseUnknown();
        store.changeRole(name, role -> role.withInline(policy, document));
        return "";
    }

    String get(QueryCall call) {
        QueryInput input = call.input();
        Role role = store.role(input.required("RoleName"));
        String policy = input.required("PolicyName");
        input.refuseUnknown();
        return new XmlText()
                .text("RoleName", role.name())
                .text("PolicyName", policy)
                .text("PolicyDocument", IamXml.document(role.requireInline(policy)))
                .toString();
    }

    String delete(QueryCall call) {
        QueryInput input = call.input();
        String name = input.required("RoleName");
        String policy = input.required("PolicyName");
        input.refuseUnknown();
        store.changeRole(name, role -> role.withoutInline(policy));
        return "";
    }

    String list(QueryCall call) {
        QueryInput input = call.input();
        Role role = store.role(input.required("RoleName"));
        QueryInput.Page page = input.page();
        input.refuseUnknown();
        List<String> names = role.inlinePolicies().keySet().stream().sorted().toList();
        return new XmlText()
                .page("PolicyNames", page, names, name -> name, name -> name)
                .toString();
    }

    String attach(QueryCall call) {
        QueryInput input = call.input();
        String name = input.required("RoleName");
        String arn = input.required("PolicyArn");
        input.refuseUnknown();
        store.changeRole(name, role -> {
            store.requireAttachable(arn);
            return role.withAttached(arn);
        });
        return "";
    }

    String detach(QueryCall call) {
        QueryInput input = call.input();
        String name = input.required("RoleName");
        String arn = input.required("PolicyArn");
        input.refuseUnknown();
        store.changeRole(name, role -> role.withoutAttached(arn));
        return "";
    }

    String listAttached(QueryCall call) {
        QueryInput input = call.input();
        Role role = store.role(input.required("RoleName"));
        String prefix = input.text("PathPrefix").orElse("");
        QueryInput.Page page = input.page();
        input.refuseUnknown();
        List<String> arns = role.attachedPolicies().stream()
                .filter(arn -> path(arn).startsWith(prefix))
                .sorted()
                .toList();
        return new XmlText()
                .page("AttachedPolicies", page, arns, arn -> arn, arn -> new XmlText()
                        .text("PolicyName", arn.substring(arn.lastIndexOf('/') + 1))
                        .text("PolicyArn", arn)
                        .toString())
                .toString();
    }

    private static String path(String arn) {
        return arn.substring(arn.indexOf('/'), arn.lastIndexOf('/') + 1);
    }
}
