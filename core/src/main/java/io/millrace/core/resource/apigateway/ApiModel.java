package io.millrace.core.resource.apigateway;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.fault.RequestException;
import io.millrace.core.limit.Limit;
import io.millrace.core.resource.Fields;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/// The form of a body.
///
/// Source: <https://docs.aws.amazon.com/apigateway/latest/api/API_Model.html>
///
/// @param modelId 6 characters of `a-z0-9`
/// @param name letters and digits, unique in its API
/// @param description kept only
/// @param contentType `application/json` is what is checked
/// @param schema a JSON schema of draft 4, as it was written
public record ApiModel(String modelId, String name, Optional<String> description, String contentType, String schema) {
    /// The two models that an API has from the start.
    ///
    /// @param ids names each
    public static Map<String, ApiModel> defaults(Supplier<String> ids) {
        ApiModel empty = new ApiModel(
                ids.get(), "Empty", Optional.of("This is a default empty schema model"), "application/json", EMPTY);
        ApiModel error = new ApiModel(
                ids.get(), "Error", Optional.of("This is a default error schema model"), "application/json", ERROR);
        return Map.of(empty.name(), empty, error.name(), error);
    }

    /// As it is answered and kept.
    public ObjectNode json() {
        return new JsonMembers()
                .text("id", modelId)
                .text("name", name)
                .text("description", description)
                .text("schema", schema)
                .text("contentType", contentType)
                .node();
    }

    /// @throws RequestException `BadRequestException` and what [Fields] throws
    public static ApiModel parse(Fields fields) {
        String name = fields.requiredString("name");
        if (name.isEmpty()) {
            throw ApiValues.bad("Model name must be non-empty");
        }
        if (!NAME.matcher(name).matches()) {
            throw ApiValues.bad("Model name must be alphanumeric: " + name);
        }
        ApiModel model = new ApiModel(
                fields.requiredString("id"),
                name,
                ApiValues.text(fields, "description"),
                fields.string("contentType").orElseThrow(() -> fields.missing("contentType")),
                schema(fields));
        fields.refuseUnknown();
        return model;
    }

    private static String schema(Fields fields) {
        String schema = fields.string("schema")
                .filter(text -> !text.isBlank())
                .orElseThrow(() -> ApiValues.bad("Model schema must have at least 1 property or array items defined"));
        if (schema.getBytes(StandardCharsets.UTF_8).length > Limit.API_GATEWAY_MODEL_BYTES.value()) {
            throw ApiValues.bad("Invalid model specified: Validation Result: warnings : [], errors : [Model schema may"
                    + " have at most " + Limit.API_GATEWAY_MODEL_BYTES.value() + " bytes]");
        }
        try {
            SCHEMA.readTree(schema);
        } catch (JsonProcessingException e) {
            throw ApiValues.bad("Invalid model specified: Validation Result: warnings : [], errors : [Invalid model"
                    + " schema specified]");
        }
        return schema;
    }

    private static final String EMPTY = """
            {
              "$schema" : "http://json-schema.org/draft-04/schema#",
              "title" : "Empty Schema",
              "type" : "object"
            }""";
    private static final String ERROR = """
            {
              "$schema" : "http://json-schema.org/draft-04/schema#",
              "title" : "Error Schema",
              "type" : "object",
              "properties" : {
                "message" : {
                  "type" : "string"
                }
              }
            }""";
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9]{1,255}");
    private static final JsonMapper SCHEMA = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(Limit.JSON_DEPTH.intValue())
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
}
