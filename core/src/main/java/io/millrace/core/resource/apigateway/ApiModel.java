package io.millrace.core.resource.apigateway;

import java.util.Optional;

/// The form of a body.
///
/// Source: <https://docs.aws.amazon.com/apigateway/latest/api/API_Model.html>
///
/// @param modelId 6 characters of `a-z0-9`
/// @param name letters and digits, unique in its API
/// @param description kept only
/// @param contentType `application/json` is what is checked
/// @param schema a JSON schema of draft 4, as it was written
public record ApiModel(String modelId, String name, Optional<String> description, String contentType, String schema) {}
