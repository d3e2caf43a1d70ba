package io.millrace.server.provision;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.stack.type.ResourceCall;
import io.millrace.core.stack.type.ResourceType;
import io.millrace.server.provision.call.InnerApi;
import io.millrace.server.provision.call.Members;
import io.millrace.server.provision.s3.S3Types;
import java.util.List;

class S3ResourceTypesTest extends ResourceTypeContract {
    @Override
    List<ResourceType> types(InnerApi inner) {
        return S3Types.all(inner);
    }

    @Override
    List<TypeExample> examples() {
        return List.of(TypeExample.of("AWS::S3::Bucket")
                .properties("{'BucketName': 'shop-orders'}")
                .changed("{'BucketName': 'shop-orders'}")
                .named()
                .read(S3ResourceTypesTest::bucket)
                .shows("/region", "us-east-1", "us-east-1"));
    }

    private static JsonNode bucket(InnerApi api, ResourceCall call) throws InterruptedException {
        ObjectNode shown = Members.none();
        InnerApi.Call head = InnerApi.Call.of("us-east-1", "s3", "HEAD", "/" + call.physicalId());
        return shown.put("region", api.send(head).headers().get("x-amz-bucket-region"));
    }
}
