package io.millrace.server.provision;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.stack.type.ResourceCall;
import io.millrace.core.stack.type.ResourceType;
import io.millrace.server.provision.call.InnerApi;
import io.millrace.server.provision.call.Members;
import io.millrace.server.provision.logs.LogsTypes;
import java.util.List;

class LogsResourceTypesTest extends ResourceTypeContract {
    @Override
    List<ResourceType> types(InnerApi inner) {
        return LogsTypes.all(inner);
    }

    @Override
    List<TypeExample> examples() {
        return List.of(
                TypeExample.of("AWS::Logs::LogGroup")
                        .properties("{'LogGroupName': '/shop/orders', 'RetentionInDays': '7',"
                                + " 'Tags': [{'Key': 'a', 'Value': '1'}, {'Key': 'b', 'Value': '2'}]}")
                        .changed("{'LogGroupName': '/shop/orders', 'Tags': [{'Key': 'a', 'Value': '3'}]}")
                        .named()
                        .read(LogsResourceTypesTest::group)
                        .shows("/group/logGroupName", "/shop/orders", "/shop/orders")
                        .shows("/group/retentionInDays", "7", "")
                        .shows("/tags/team", "shop", "shop")
                        .shows("/tags/a", "1", "3")
                        .shows("/tags/b", "2", ""),
                TypeExample.of("AWS::Logs::LogGroup").read(LogsResourceTypesTest::group),
                TypeExample.of("AWS::Logs::LogStream")
                        .needs("group", "AWS::Logs::LogGroup", "{}")
                        .properties("{'LogGroupName': '${group}', 'LogStreamName': 'orders'}")
                        .changed("{'LogGroupName': '${group}', 'LogStreamName': 'orders'}")
                        .named()
                        .read((api, call) -> call(
                                        api,
                                        "DescribeLogStreams",
                                        Members.none()
                                                .put(
                                                        "logGroupName",
                                                        call.properties()
                                                                .path("LogGroupName")
                                                                .asText()))
                                .path("logStreams")
                                .path(0))
                        .shows("/logStreamName", "orders", "orders"));
    }

    private static JsonNode group(InnerApi api, ResourceCall call) throws InterruptedException {
        JsonNode found = call(api, "DescribeLogGroups", Members.none().put("logGroupNamePrefix", call.physicalId()))
                .path("logGroups")
                .path(0);
        if (found.isMissingNode()) {
            return found;
        }
        ObjectNode shown = Members.none().set("group", found);
        return shown.set(
                "tags",
                call(api, "ListTagsLogGroup", Members.none().put("logGroupName", call.physicalId()))
                        .path("tags"));
    }

    private static JsonNode call(InnerApi api, String operation, ObjectNode input) throws InterruptedException {
        return api.json("us-east-1", "logs", "Logs_20140328." + operation, input);
    }
}
