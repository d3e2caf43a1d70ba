package io.millrace.core.resource.apigateway;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.resource.Fields;

/// What is checked of a request before its integration is called.
///
/// Source: <https://docs.aws.amazon.com/apigateway/latest/api/API_RequestValidator.html>
///
/// @param validatorId 6 characters of `a-z0-9`
/// @param name of it
/// @param body whether the body must fit its model
/// @param parameters whether required parameters must be there
public record RequestValidator(String validatorId, String name, boolean body, boolean parameters) {
    /// As it is answered and kept.
    public ObjectNode json() {
        return new JsonMembers()
                .text("id", validatorId)
                .text("name", name)
                .flag("validateRequestBody", body)
                .flag("validateRequestParameters", parameters)
                .node();
    }

    /// @throws io.millrace.core.fault.RequestException what [Fields] throws
    public static RequestValidator parse(Fields fields) {
        RequestValidator validator = new RequestValidator(
                fields.requiredString("id"),
                ApiValues.text(fields, "name").orElse(""),
                fields.bool("validateRequestBody").orElse(false),
                fields.bool("validateRequestParameters").orElse(false));
        fields.refuseUnknown();
        return validator;
    }
}
