package io.millrace.core.template.sam;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.document.DocumentException;
import io.millrace.core.document.DocumentReader;
import io.millrace.core.limit.Limit;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/// The golden templates of the transform, and templates written in line.
final class SamTemplates {
    /// Each is a template `NAME.yaml` and what it becomes, `NAME.json`.
    static final List<String> NAMES = List.of(
            "alias",
            "api-auth",
            "api-body",
            "api-cors",
            "api-implicit",
            "api-models",
            "bucket-topic-logs",
            "function-full",
            "function-given-role",
            "function-minimal",
            "globals",
            "http-api",
            "http-api-auth",
            "policies",
            "rules",
            "streams",
            "tables-layers-applications",
            "url-and-invocations");

    private static final DocumentReader READER =
            DocumentReader.cloudFormation(Limit.TEMPLATE_BYTES, Limit.TEMPLATE_VALUES, Limit.TEMPLATE_DEPTH);

    private SamTemplates() {}

    static ObjectNode given(String name) {
        return (ObjectNode) resource(name + ".yaml");
    }

    static JsonNode expected(String name) {
        return resource(name + ".json");
    }

    static ObjectNode transformed(ObjectNode template) {
        return SamTransform.transform(template, Map.of("Code", "code"), "eu-west-1");
    }

    /// The resources of a template that has this text, of YAML, for its resources.
    static ObjectNode ofResources(String resources) {
        return (ObjectNode) read(("Transform: AWS::Serverless-2016-10-31\nResources:\n" + resources.indent(2))
                .getBytes(StandardCharsets.UTF_8));
    }

    private static JsonNode resource(String file) {
        try (InputStream in = SamTemplates.class.getResourceAsStream(file)) {
            return read(in.readAllBytes());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static JsonNode read(byte[] document) {
        try {
            return READER.read(document);
        } catch (DocumentException wrong) {
            throw new IllegalStateException(wrong);
        }
    }
}
