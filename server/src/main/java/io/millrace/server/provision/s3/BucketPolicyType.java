package io.millrace.server.provision.s3;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.stack.type.Made;
import io.millrace.core.stack.type.Naming;
import io.millrace.core.stack.type.ResourceCall;
import io.millrace.server.provision.call.DescribedType;
import io.millrace.server.provision.call.InnerApi.Call;
import io.millrace.server.provision.call.TypeDescription;

/// The policy of a bucket. Its physical id is the bucket's name.
///
/// Source: <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-s3-bucketpolicy.html>
final class BucketPolicyType implements DescribedType {
    private static final String BUCKET = "Bucket";
    private static final String DOCUMENT = "PolicyDocument";
    private static final String[] ABSENT = {"404", "NoSuchBucketPolicy", "NoSuchBucket"};
    private static final TypeDescription DESCRIPTION = TypeDescription.of("AWS::S3::BucketPolicy", """
            Bucket string replace required
            PolicyDocument json required kept
            """);

    private final S3Api api;

    BucketPolicyType(S3Api api) {
        this.api = api;
    }

    @Override
    public TypeDescription description() {
        return DESCRIPTION;
    }

    @Override
    public String physicalId(Naming naming, ObjectNode properties) {
        return properties.path(BUCKET).asText();
    }

    @Override
    public boolean exists(ResourceCall call) {
        return api.found(request(call, "GET"), ABSENT);
    }

    @Override
    public Made create(ResourceCall call) throws InterruptedException {
        String policy = call.properties().path(DOCUMENT).isTextual()
                ? call.properties().path(DOCUMENT).asText()
                : call.properties().path(DOCUMENT).toString();
        api.send(S3Api.with(request(call, "PUT"), "application/json", policy));
        return Made.of(call.physicalId());
    }

    @Override
    public Made update(ResourceCall call, ObjectNode before) throws InterruptedException {
        return create(call);
    }

    @Override
    public void delete(ResourceCall call) throws InterruptedException {
        api.exists(request(call, "DELETE"), ABSENT);
    }

    private static Call request(ResourceCall call, String method) {
        return S3Api.request(call, method, call.physicalId(), "policy");
    }
}
