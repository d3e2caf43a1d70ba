package io.millrace.server.aws.dynamodb;

import static io.millrace.server.aws.dynamodb.request.RequestShape.invalid;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.fault.RequestException;
import io.millrace.core.limit.TableLimit;
import io.millrace.core.resource.Arn;
import io.millrace.core.resource.dynamodb.TableSettings;
import io.millrace.core.resource.dynamodb.TableSettings.Kept;
import io.millrace.core.resource.dynamodb.TableTags;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

/// Reads what is set on a table beside its schema and billing, from requests whose members have their types.
final class SettingsReader {
    private static final int TAG_KEY_CHARS = 128;
    private static final int TAG_VALUE_CHARS = 256;

    private SettingsReader() {}

    /// The settings with those that the request names.
    static TableSettings changed(TableSettings before, JsonNode request, String region) {
        refuseStream(request);
        Kept kept = before.kept();
        if (request.hasNonNull("TableClass")) {
            kept = kept.withTableClass(request.path("TableClass").textValue());
        }
        if (request.path("SSESpecification").isObject()) {
            kept = kept.withEncryption(encryption(request.path("SSESpecification"), region));
        }
        if (request.path("WarmThroughput") instanceof ObjectNode warm) {
            kept = kept.withWarmThroughput(warm);
        }
        TableSettings settings = before.withKept(kept);
        return request.hasNonNull("DeletionProtectionEnabled")
                ? settings.withDeletionProtected(
                        request.path("DeletionProtectionEnabled").booleanValue())
                : settings;
    }

    private static void refuseStream(JsonNode request) {
        if (request.path("StreamSpecification").path("StreamEnabled").asBoolean()) {
            throw invalid("StreamSpecification: not supported by Millrace: DynamoDB Streams are not there yet");
        }
    }

    /// Everything lies unencrypted by us on the disk; what is said of it is kept.
    private static Optional<ObjectNode> encryption(JsonNode given, String region) {
        if (!given.path("Enabled").asBoolean()) {
            return Optional.empty();
        }
        String type = given.path("SSEType").asText("KMS");
        ObjectNode description =
                JsonNodeFactory.instance.objectNode().put("Status", "ENABLED").put("SSEType", type);
        String key = given.path("KMSMasterKeyId").asText("alias/aws/dynamodb");
        String arn =
                key.startsWith("arn:") ? key : Arn.of("kms", region, key.startsWith("alias/") ? key : "key/" + key);
        return Optional.of(description.put("KMSMasterKeyArn", arn));
    }

    /// `Tags`, none when there are none.
    static TableTags tags(JsonNode request) {
        SequencedMap<String, String> values = new LinkedHashMap<>();
        for (JsonNode tag : request.path("Tags")) {
            String key = tag.path("Key").textValue();
            String value = tag.path("Value").textValue();
            if (key == null || key.isEmpty() || key.length() > TAG_KEY_CHARS) {
                throw invalid("One or more parameter values were invalid: a tag's Key has 1 to 128 characters");
            }
            if (value == null || value.length() > TAG_VALUE_CHARS) {
                throw invalid("One or more parameter values were invalid: the Value of the tag " + key
                        + " has at most 256 characters");
            }
            if (key.startsWith("aws:")) {
                throw invalid("One or more parameter values were invalid: tag keys that begin with aws: are reserved: "
                        + key);
            }
            values.put(key, value);
        }
        return bounded(new TableTags(values));
    }

    static TableTags bounded(TableTags tags) {
        if (tags.values().size() > TableLimit.DYNAMODB_TAGS.value()) {
            throw new RequestException(
                    "LimitExceededException", "A table may have at most " + TableLimit.DYNAMODB_TAGS.value() + " tags");
        }
        return tags;
    }
}
