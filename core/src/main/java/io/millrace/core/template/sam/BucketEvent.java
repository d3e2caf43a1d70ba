package io.millrace.core.template.sam;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/// `S3`: the bucket, which must be of the same template, notifies the function; and the permission that lets it.
///
/// Source:
/// <https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-function-s3.html>
final class BucketEvent {
    private BucketEvent() {}

    static void expand(FunctionEvent event) {
        event.check(Set.of("Bucket", "Events", "Filter"), "Bucket", "Events");
        event.properties().maps("Filter");
        String bucketId = Nodes.referred(event.properties().get("Bucket")).orElse("");
        if (!(event.assembly().declared(bucketId) instanceof ObjectNode bucket)
                || !bucket.path("Type").asText().equals("AWS::S3::Bucket")) {
            throw new InvalidResourceException("S3 events must reference an S3 bucket in the same template.");
        }
        String permissionId = event.logicalId() + "Permission";
        ObjectNode permission = Nodes.object(
                "Action",
                "lambda:InvokeFunction",
                "FunctionName",
                event.target().ref());
        permission.put("Principal", "s3.amazonaws.com").set("SourceAccount", Nodes.ref("AWS::AccountId"));
        event.target().put(permissionId, "AWS::Lambda::Permission", permission);
        notify(event, bucket);
        depend(event, bucket, permissionId);
    }

    private static void notify(FunctionEvent event, ObjectNode bucket) {
        ObjectNode properties = objectIn(bucket, "Properties");
        ObjectNode notification = objectIn(properties, "NotificationConfiguration");
        if (notification.has("LambdaConfigurations")
                && !notification.path("LambdaConfigurations").isArray()) {
            throw new InvalidResourceException("Invalid type for LambdaConfigurations. Must be a list.");
        }
        ArrayNode all = notification.withArrayProperty("LambdaConfigurations");
        String condition = event.target().function().condition();
        for (JsonNode kind : event.properties().list("Events")) {
            ObjectNode one =
                    Nodes.object("Event", kind, "Function", event.target().arn());
            event.properties().copy(one, "Filter", "Filter");
            all.add(Nodes.when(condition, one));
        }
    }

    // A bucket waits for a permission that is always made; one on a condition is tied by a tag that refers to it.
    private static void depend(FunctionEvent event, ObjectNode bucket, String permissionId) {
        String condition = event.target().function().condition();
        if (condition.isEmpty()) {
            JsonNode before = bucket.path("DependsOn");
            ArrayNode after = before instanceof ArrayNode list ? list : Nodes.list();
            if (before.isTextual()) {
                after.add(before);
            }
            bucket.set("DependsOn", after.add(permissionId));
            return;
        }
        ObjectNode properties = objectIn(bucket, "Properties");
        if (properties.has("Tags") && !properties.path("Tags").isArray()) {
            throw new InvalidResourceException("Invalid type for Tags of the bucket. Must be a list.");
        }
        ObjectNode tied = Nodes.object("Fn::If", Nodes.list(condition, Nodes.ref(permissionId), "no dependency"));
        properties
                .withArrayProperty("Tags")
                .add(Nodes.object("Key", "sam:ConditionalDependsOn:" + permissionId, "Value", tied));
    }

    private static ObjectNode objectIn(ObjectNode owner, String name) {
        JsonNode there = owner.path(name);
        if (there instanceof ObjectNode object) {
            return object;
        }
        if (owner.hasNonNull(name)) {
            throw new InvalidResourceException("Invalid type for " + name + " of the bucket. Must be a map.");
        }
        return owner.putObject(name);
    }
}
