package io.millrace.core.template.sam;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// The policy that lets a service send to a queue that the transform made.
final class QueuePolicies {
    private QueuePolicies() {}

    /// @param service principal; empty for any
    /// @param source the ARN on whose behalf it may send
    static void allow(FunctionTarget target, String id, String queueId, String service, JsonNode source) {
        ObjectNode statement = Nodes.allow("sqs:SendMessage", Nodes.attribute(queueId, "Arn"));
        if (service.isEmpty()) {
            statement.put("Principal", "*");
        } else {
            statement.set("Principal", Nodes.object("Service", service));
        }
        statement.set("Condition", Nodes.object("ArnEquals", Nodes.object("aws:SourceArn", source)));
        ObjectNode document = Nodes.object("Version", "2012-10-17", "Statement", Nodes.list(statement));
        target.put(
                id,
                "AWS::SQS::QueuePolicy",
                Nodes.object("PolicyDocument", document, "Queues", Nodes.list(Nodes.ref(queueId))));
    }
}
