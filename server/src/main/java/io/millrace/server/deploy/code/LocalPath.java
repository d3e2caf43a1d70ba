package io.millrace.server.deploy.code;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Locale;

/// A property that may name a path beside the template, and what takes its place when that was put into a bucket.
///
/// Source: <https://docs.aws.amazon.com/cli/latest/reference/cloudformation/package.html>
///
/// @param type of resource
/// @param property of the first level
/// @param content what the path leads to
/// @param form how the property names an object
record LocalPath(String type, String property, Content content, Form form) {
    static final String SERVERLESS_FUNCTION = "AWS::Serverless::Function";
    static final String FUNCTION_CODE = "CodeUri";

    private static final List<LocalPath> ALL = List.of(
            new LocalPath(SERVERLESS_FUNCTION, FUNCTION_CODE, Content.CODE, Form.S3_URI),
            new LocalPath("AWS::Serverless::LayerVersion", "ContentUri", Content.CODE, Form.S3_URI),
            new LocalPath("AWS::Serverless::Api", "DefinitionUri", Content.DOCUMENT, Form.S3_URI),
            new LocalPath("AWS::Serverless::HttpApi", "DefinitionUri", Content.DOCUMENT, Form.S3_URI),
            new LocalPath("AWS::Serverless::Application", "Location", Content.TEMPLATE, Form.URL),
            new LocalPath("AWS::Lambda::Function", "Code", Content.CODE, Form.S3_BUCKET_AND_KEY),
            new LocalPath("AWS::Lambda::LayerVersion", "Content", Content.CODE, Form.S3_BUCKET_AND_KEY),
            new LocalPath("AWS::ApiGateway::RestApi", "BodyS3Location", Content.DOCUMENT, Form.BUCKET_AND_KEY),
            new LocalPath("AWS::CloudFormation::Stack", "TemplateURL", Content.TEMPLATE, Form.URL));

    /// What a path may lead to: code, packed as a zip; a document, as it is; a template, itself with paths.
    enum Content {
        CODE,
        DOCUMENT,
        TEMPLATE
    }

    /// How a property names an object of a bucket.
    enum Form {
        S3_URI,
        S3_BUCKET_AND_KEY,
        BUCKET_AND_KEY,
        URL
    }

    /// Those that resources of a type may have.
    static List<LocalPath> of(String type) {
        return ALL.stream().filter(path -> path.type.equals(type)).toList();
    }

    /// Whether a value is a path: a text that is no address.
    static boolean isPath(JsonNode value) {
        if (!value.isTextual() || value.textValue().isBlank()) {
            return false;
        }
        String text = value.textValue().toLowerCase(Locale.ROOT);
        return !text.startsWith("s3://") && !text.startsWith("https://") && !text.startsWith("http://");
    }

    /// The value that names an object in the place of the path.
    JsonNode named(Asset asset, String bucket, String region) {
        return switch (form) {
            case S3_URI -> TextNode.valueOf("s3://" + bucket + "/" + asset.key());
            case S3_BUCKET_AND_KEY ->
                JsonNodeFactory.instance.objectNode().put("S3Bucket", bucket).put("S3Key", asset.key());
            case BUCKET_AND_KEY ->
                JsonNodeFactory.instance.objectNode().put("Bucket", bucket).put("Key", asset.key());
            case URL -> TextNode.valueOf(asset.url(bucket, region));
        };
    }
}
