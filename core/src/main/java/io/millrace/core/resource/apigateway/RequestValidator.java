package io.millrace.core.resource.apigateway;

/// What is checked of a request before its integration is called.
///
/// Source: <https://docs.aws.amazon.com/apigateway/latest/api/API_RequestValidator.html>
///
/// @param validatorId 6 characters of `a-z0-9`
/// @param name of it
/// @param body whether the body must fit its model
/// @param parameters whether required parameters must be there
public record RequestValidator(String validatorId, String name, boolean body, boolean parameters) {}
