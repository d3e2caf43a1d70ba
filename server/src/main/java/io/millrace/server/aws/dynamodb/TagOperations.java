package io.millrace.server.aws.dynamodb;

import static io.millrace.server.aws.dynamodb.request.RequestShape.invalid;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.fault.RequestException;
import io.millrace.core.resource.ResourceId;
import io.millrace.core.resource.dynamodb.Table;
import io.millrace.core.resource.dynamodb.TableTags;
import io.millrace.server.aws.dynamodb.request.Member;
import io.millrace.server.aws.dynamodb.request.RequestShape;
import io.millrace.server.aws.protocol.AwsCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/// The tags of tables: kept and given back, without further meaning.
///
/// Source: <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TagResource.html>
final class TagOperations {
    private static final RequestShape TAG = new RequestShape(Member.structure("TagResourceInput")
            .with("ResourceArn", Member.string())
            .with("Tags", TableShapes.TAGS));
    private static final RequestShape UNTAG = new RequestShape(Member.structure("UntagResourceInput")
            .with("ResourceArn", Member.string())
            .with("TagKeys", Member.list(Member.string())));
    private static final RequestShape LIST = new RequestShape(Member.structure("ListTagsOfResourceInput")
            .with("ResourceArn", Member.string())
            .refuse("NextToken", "all tags are on the first page"));

    private final Tables tables;

    TagOperations(Tables tables) {
        this.tables = tables;
    }

    JsonNode tag(AwsCall call) {
        ObjectNode request = TAG.read(call.input());
        ResourceId id = id(request, "TagResource", "tags");
        requireSome(request, "Tags", "Atleast one Tag needs to be provided as Input.");
        TableTags more = SettingsReader.tags(request);
        return change(id, request, tags -> SettingsReader.bounded(tags.with(more)));
    }

    JsonNode untag(AwsCall call) {
        ObjectNode request = UNTAG.read(call.input());
        ResourceId id = id(request, "UntagResource", "tagKeys");
        requireSome(request, "TagKeys", "Atleast one Tag Key needs to be provided as Input.");
        List<String> keys = new ArrayList<>();
        request.path("TagKeys").forEach(key -> keys.add(key.asText()));
        requireTable(id);
        return change(id, request, tags -> tags.without(keys));
    }

    /// Here AWS does not say what it did not find.
    private void requireTable(ResourceId id) {
        try {
            tables.require(id.region(), id.name());
        } catch (RequestException e) {
            throw RequestException.notFound("Requested resource not found");
        }
    }

    JsonNode list(AwsCall call) {
        ObjectNode request = LIST.read(call.input());
        ResourceId id = TableArn.read(request.path("ResourceArn").textValue(), "ListTagsOfResource");
        Table table = found(id, request);
        return JsonNodeFactory.instance
                .objectNode()
                .set("Tags", table.settings().tags().json());
    }

    /// @param member that must not be missing, which AWS looks at before it reads the ARN
    private static ResourceId id(ObjectNode request, String operation, String member) {
        String arn = request.path("ResourceArn").textValue();
        TableArn.requireArn(arn, operation);
        if (!request.hasNonNull(member.substring(0, 1).toUpperCase(Locale.ROOT) + member.substring(1))) {
            throw invalid("1 validation error detected: Value null at '" + member
                    + "' failed to satisfy constraint: Member must not be null");
        }
        return TableArn.read(arn, operation);
    }

    private static void requireSome(ObjectNode request, String name, String words) {
        if (request.path(name).isEmpty()) {
            throw invalid(words);
        }
    }

    /// AWS answers without a body.
    private JsonNode change(ResourceId id, ObjectNode request, UnaryOperator<TableTags> change) {
        found(id, request);
        tables.record(
                id,
                table -> table.withSettings(
                        table.settings().withTags(change.apply(table.settings().tags()))));
        return MissingNode.getInstance();
    }

    private Table found(ResourceId id, ObjectNode request) {
        try {
            return tables.require(id.region(), id.name());
        } catch (RequestException e) {
            throw TableArn.notFound(request.path("ResourceArn").textValue());
        }
    }
}
