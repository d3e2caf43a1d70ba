package io.millrace.server.gateway.validate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.OutputFormat;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.millrace.core.limit.Limit;
import io.millrace.server.gateway.jsonpath.JsonBody;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A compiled model. Immutable, any thread.
final class ModelSchema {
    private static final JsonSchemaFactory FACTORY =
            JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4, builder -> builder.enableSchemaCache(false)
                    .schemaLoaders(loaders -> loaders.add(iri -> {
                        throw new IllegalArgumentException("nothing is fetched: " + iri);
                    })));

    private static final SchemaValidatorsConfig CONFIG = SchemaValidatorsConfig.builder()
            .regularExpressionFactory(PatternText::compile)
            .formatAssertionsEnabled(true)
            .locale(Locale.ROOT)
            .build();

    private final JsonSchema schema;

    private ModelSchema(JsonSchema schema) {
        this.schema = schema;
    }

    static ModelSchema compile(String model, ObjectNode document) throws ModelException {
        try {
            JsonSchema schema = FACTORY.getSchema(document, CONFIG);
            schema.initializeValidators();
            return new ModelSchema(schema);
        } catch (RuntimeException | StackOverflowError e) {
            throw new ModelException("The schema of model " + model + " is no JSON schema of draft 4: " + firstLine(e));
        }
    }

    /// What does not fit; empty when all does. The texts never go to the caller unless the API's author wants it
    /// (`$context.error.validationErrorString`).
    Optional<String> mismatch(JsonBody body) {
        JsonNode value = body.root();
        if (!body.isJson() && !body.received().isEmpty()) {
            return Optional.of("[Can not parse content as Json]");
        }
        try {
            List<String> messages = schema
                    .validate(
                            new CountingContext(
                                    schema.createExecutionContext(),
                                    body.received().length()),
                            value,
                            OutputFormat.DEFAULT)
                    .stream()
                    .map(ValidationMessage::getMessage)
                    .limit(Limit.GATEWAY_MODEL_MISMATCHES.value())
                    .toList();
            return messages.isEmpty() ? Optional.empty() : Optional.of("[" + String.join(", ", messages) + "]");
        } catch (RuntimeException | StackOverflowError e) {
            return Optional.of("[The body cannot be checked]");
        }
    }

    private static String firstLine(Throwable e) {
        return e.getMessage() == null ? "" : e.getMessage().lines().findFirst().orElse("");
    }
}
