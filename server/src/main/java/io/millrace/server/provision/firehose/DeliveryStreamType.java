package io.millrace.server.provision.firehose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.resource.Arn;
import io.millrace.core.stack.type.Made;
import io.millrace.core.stack.type.Naming;
import io.millrace.core.stack.type.ResourceCall;
import io.millrace.server.provision.call.DescribedType;
import io.millrace.server.provision.call.InnerApi;
import io.millrace.server.provision.call.InnerApi.Call;
import io.millrace.server.provision.call.Members;
import io.millrace.server.provision.call.Tags;
import io.millrace.server.provision.call.TypeDescription;
import java.nio.charset.StandardCharsets;
import java.util.SequencedSet;

/// A delivery stream: what CreateDeliveryStream takes.
///
/// Source:
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-kinesisfirehose-deliverystream.html>
final class DeliveryStreamType implements DescribedType {
    private static final int NAME_CHARS = 64;
    private static final String NAME = "DeliveryStreamName";
    private static final String EXTENDED = "ExtendedS3Destination";
    private static final String PLAIN = "S3Destination";
    private static final String CONFIGURATION = "Configuration";
    private static final String BACKUP = "S3BackupConfiguration";
    private static final String NOT_FOUND = "ResourceNotFoundException";
    private static final TypeDescription DESCRIPTION =
            TypeDescription.of("AWS::KinesisFirehose::DeliveryStream", DestinationTable.table(), "Arn");

    private final InnerApi api;

    DeliveryStreamType(InnerApi api) {
        this.api = api;
    }

    @Override
    public TypeDescription description() {
        return DESCRIPTION;
    }

    @Override
    public String physicalId(Naming naming, ObjectNode properties) {
        return properties.path(NAME).asText(naming.name(NAME_CHARS));
    }

    @Override
    public boolean exists(ResourceCall call) {
        return api.found(request(call, "DescribeDeliveryStream", named(call)), NOT_FOUND);
    }

    @Override
    public Made create(ResourceCall call) throws InterruptedException {
        ObjectNode input = call.properties().deepCopy();
        input.put(NAME, call.physicalId()).remove("Tags");
        Tags.of(call).list().ifPresent(tags -> input.set("Tags", tags));
        call(call, "CreateDeliveryStream", input);
        return made(call);
    }

    @Override
    public Made update(ResourceCall call, ObjectNode before) throws InterruptedException {
        JsonNode present = call(call, "DescribeDeliveryStream", named(call)).path("DeliveryStreamDescription");
        updateDestination(call, present);
        updateTags(call);
        return made(call);
    }

    private void updateDestination(ResourceCall call, JsonNode present) throws InterruptedException {
        JsonNode destination = present.path("Destinations").path(0);
        boolean extended = call.properties().has(EXTENDED + CONFIGURATION);
        String shape = extended ? EXTENDED : PLAIN;
        ObjectNode given = Members.copy(call.properties(), shape + CONFIGURATION);
        JsonNode backup = given.remove(BACKUP);
        if (backup != null) {
            given.set("S3BackupUpdate", backup);
        }
        ObjectNode update = DestinationDefaults.filled(given, destination.path(shape + "Description"));
        ObjectNode input = named(call)
                .put("CurrentDeliveryStreamVersionId", present.path("VersionId").asText())
                .put("DestinationId", destination.path("DestinationId").asText());
        call(call, "UpdateDestination", input.set(shape + "Update", update));
    }

    private void updateTags(ResourceCall call) throws InterruptedException {
        ObjectNode present = JsonNodeFactory.instance.objectNode();
        call(call, "ListTagsForDeliveryStream", named(call))
                .path("Tags")
                .forEach(tag -> present.set(tag.path("Key").asText(), tag.path("Value")));
        Tags tags = Tags.of(call);
        SequencedSet<String> gone = tags.gone(present);
        if (!gone.isEmpty()) {
            ObjectNode input = named(call);
            ArrayNode keys = input.putArray("TagKeys");
            gone.forEach(keys::add);
            call(call, "UntagDeliveryStream", input);
        }
        if (tags.list().isPresent()) {
            call(call, "TagDeliveryStream", named(call).set("Tags", tags.list().get()));
        }
    }

    @Override
    public void delete(ResourceCall call) throws InterruptedException {
        api.exists(request(call, "DeleteDeliveryStream", named(call)), NOT_FOUND);
    }

    private static Made made(ResourceCall call) {
        return Made.of(call.physicalId())
                .with("Arn", Arn.of("firehose", call.region(), "deliverystream/" + call.physicalId()));
    }

    private static ObjectNode named(ResourceCall call) {
        return JsonNodeFactory.instance.objectNode().put(NAME, call.physicalId());
    }

    private static Call request(ResourceCall call, String operation, ObjectNode input) {
        return Call.of(call.region(), "firehose", "POST", "/")
                .withHeader("X-Amz-Target", "Firehose_20150804." + operation)
                .withBody("application/x-amz-json-1.1", input.toString().getBytes(StandardCharsets.UTF_8));
    }

    private JsonNode call(ResourceCall call, String operation, ObjectNode input) throws InterruptedException {
        return api.answer(request(call, operation, input));
    }
}
