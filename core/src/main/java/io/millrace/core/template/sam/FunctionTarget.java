package io.millrace.core.template.sam;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/// A function as what invokes it sees it: by its alias, when it publishes one.
///
/// @param alias the logical id of its alias
/// @param role to which an event adds what it needs
record FunctionTarget(SamResource function, Optional<String> alias, FunctionRole role, Assembly assembly) {

    /// A `Ref`: the name of the function, or the ARN of its alias.
    ObjectNode ref() {
        return Nodes.ref(alias.orElse(function.id()));
    }

    JsonNode arn() {
        return alias.map(Nodes::ref).orElseGet(() -> Nodes.attribute(function.id(), "Arn"));
    }

    /// The address by which an API integrates with it.
    ///
    /// @param partition text or pseudo parameter in `${}`
    JsonNode integrationUri(String partition) {
        String name = alias.orElse(function.id() + ".Arn");
        ObjectNode uri = Nodes.substitute("arn:" + partition + ":apigateway:${AWS::Region}:lambda:path/2015-03-31/"
                + "functions/${" + name + "}/invocations");
        return Nodes.when(function.condition(), uri);
    }

    /// Adds a resource that goes with the function.
    void put(String id, String type, ObjectNode properties) {
        assembly.put(id, type, properties, function.inherited());
    }

    /// Adds the permission to invoke it.
    ///
    /// @param source `SourceArn`
    void permit(String id, String principal, JsonNode source) {
        ObjectNode permission = Nodes.object(
                "Action", "lambda:InvokeFunction", "FunctionName", ref(), "Principal", principal, "SourceArn", source);
        put(id, "AWS::Lambda::Permission", permission);
    }
}
