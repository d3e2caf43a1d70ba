package io.millrace.server.provision;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.stack.type.ResourceCall;
import io.millrace.core.stack.type.ResourceType;
import io.millrace.server.provision.call.InnerApi;
import io.millrace.server.provision.call.Members;
import io.millrace.server.provision.ssm.SsmTypes;
import java.util.List;

class SsmResourceTypesTest extends ResourceTypeContract {
    @Override
    List<ResourceType> types(InnerApi inner) {
        return SsmTypes.all(inner);
    }

    @Override
    List<TypeExample> examples() {
        return List.of(
                TypeExample.of("AWS::SSM::Parameter")
                        .properties("{'Name': '/shop/limit', 'Type': 'String', 'Value': 5, 'Description': 'most',"
                                + " 'AllowedPattern': '[0-9]+', 'Tags': {'a': '1'}}")
                        .changed("{'Name': '/shop/limit', 'Type': 'String', 'Value': 'six', 'Tags': {'b': '2'}}")
                        .named()
                        .read(SsmResourceTypesTest::parameter)
                        .shows("/Parameter/Value", "5", "six")
                        .shows("/tags/a", "1", "")
                        .shows("/tags/b", "", "2")
                        .shows("/tags/team", "shop", "shop"),
                TypeExample.of("AWS::SSM::Parameter")
                        .properties("{'Type': 'StringList', 'Value': 'a,b'}")
                        .changed("{'Type': 'StringList', 'Value': 'a'}")
                        .read(SsmResourceTypesTest::parameter)
                        .shows("/Parameter/Value", "a,b", "a"));
    }

    private static JsonNode parameter(InnerApi api, ResourceCall call) throws InterruptedException {
        ObjectNode shown = (ObjectNode) ask(api, "GetParameter", Members.none().put("Name", call.physicalId()));
        ObjectNode tags = Members.none();
        ask(
                        api,
                        "ListTagsForResource",
                        Members.none().put("ResourceType", "Parameter").put("ResourceId", call.physicalId()))
                .path("TagList")
                .forEach(tag -> tags.set(tag.path("Key").asText(), tag.path("Value")));
        return shown.set("tags", tags);
    }

    private static JsonNode ask(InnerApi api, String operation, ObjectNode input) throws InterruptedException {
        return api.json("us-east-1", "ssm", "AmazonSSM." + operation, input);
    }
}
