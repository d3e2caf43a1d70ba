package io.millrace.core.template.sam;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;

/// `FunctionUrlConfig`: the function's own address, and the permissions that let anybody call it where it asks for no
/// authorisation.
///
/// Source:
/// AWS SAM developer guide, page `sam-property-function-functionurlconfig`
final class FunctionUrl {
    private FunctionUrl() {}

    static void expand(FunctionTarget target) {
        SamProperties all = target.function().properties();
        if (!all.has("FunctionUrlConfig")) {
            return;
        }
        SamProperties config = all.inner("FunctionUrlConfig");
        String authType = target.assembly().literal(config.get("AuthType")).orElse("");
        if (!Set.of("AWS_IAM", "NONE").contains(authType)) {
            throw new InvalidResourceException("AuthType is required to configure function property"
                    + " `FunctionUrlConfig`. Please provide either AWS_IAM or NONE.");
        }
        config.check(Set.of("AuthType", "Cors", "InvokeMode"), Set.of(), "FunctionUrlConfig");
        config.maps("Cors");
        ObjectNode url = Nodes.object("TargetFunctionArn", target.ref());
        config.copy(url, List.of("AuthType", "Cors", "InvokeMode"));
        String id = target.function().id();
        target.put(id + "Url", "AWS::Lambda::Url", url);
        if (authType.equals("NONE")) {
            target.put(id + "UrlPublicPermissions", "AWS::Lambda::Permission", ofUrl(target));
            target.put(id + "URLInvokeAllowPublicAccess", "AWS::Lambda::Permission", throughUrl(target));
        }
    }

    private static ObjectNode ofUrl(FunctionTarget target) {
        ObjectNode permission = Nodes.object("Action", "lambda:InvokeFunctionUrl", "FunctionName", target.ref());
        return permission.put("Principal", "*").put("FunctionUrlAuthType", "NONE");
    }

    private static ObjectNode throughUrl(FunctionTarget target) {
        ObjectNode permission = Nodes.object("Action", "lambda:InvokeFunction", "FunctionName", target.ref());
        return permission.put("Principal", "*").put("InvokedViaFunctionUrl", true);
    }
}
