package io.millrace.server.aws.iam;

import io.millrace.core.resource.iam.Role;
import io.millrace.server.aws.protocol.QueryCall;
import io.millrace.server.aws.protocol.QueryXml;
import java.util.List;

/// The policies of a role: its own, and managed ones that are attached to it.
final class RolePolicyOperations {
    private final IamStore store;

    RolePolicyOperations(IamStore store) {
        this.store = store;
    }

    String put(QueryCall call) {
        IamInput input = IamInput.of(call);
        String name = input.required("RoleName");
        String policy = input.required("PolicyName");
        String document = input.required("PolicyDocument");
        input.refuseUnknown();
        store.changeRole(name, role -> role.withInline(policy, document));
        return "";
    }

    String get(QueryCall call) {
        IamInput input = IamInput.of(call);
        Role role = store.role(input.required("RoleName"));
        String policy = input.required("PolicyName");
        input.refuseUnknown();
        return new QueryXml()
                .text("RoleName", role.name())
                .text("PolicyName", policy)
                .text("PolicyDocument", IamXml.document(role.requireInline(policy)))
                .toString();
    }

    String delete(QueryCall call) {
        IamInput input = IamInput.of(call);
        String name = input.required("RoleName");
        String policy = input.required("PolicyName");
        input.refuseUnknown();
        store.changeRole(name, role -> role.withoutInline(policy));
        return "";
    }

    String list(QueryCall call) {
        IamInput input = IamInput.of(call);
        Role role = store.role(input.required("RoleName"));
        IamPage page = input.page();
        input.refuseUnknown();
        List<String> names = role.inlinePolicies().keySet().stream().sorted().toList();
        return page.xml("PolicyNames", names, name -> name, name -> name);
    }

    String attach(QueryCall call) {
        IamInput input = IamInput.of(call);
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
        IamInput input = IamInput.of(call);
        String name = input.required("RoleName");
        String arn = input.required("PolicyArn");
        input.refuseUnknown();
        store.changeRole(name, role -> role.withoutAttached(arn));
        return "";
    }

    String listAttached(QueryCall call) {
        IamInput input = IamInput.of(call);
        Role role = store.role(input.required("RoleName"));
        String prefix = input.text("PathPrefix").orElse("");
        IamPage page = input.page();
        input.refuseUnknown();
        List<String> arns = role.attachedPolicies().stream()
                .filter(arn -> path(arn).startsWith(prefix))
                .sorted()
                .toList();
        return page.xml("AttachedPolicies", arns, arn -> arn, arn -> new QueryXml()
                .text("PolicyName", arn.substring(arn.lastIndexOf('/') + 1))
                .text("PolicyArn", arn)
                .toString());
    }

    private static String path(String arn) {
        return arn.substring(arn.indexOf('/'), arn.lastIndexOf('/') + 1);
    }
}
