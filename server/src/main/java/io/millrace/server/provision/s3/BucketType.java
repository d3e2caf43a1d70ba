package io.millrace.server.provision.s3;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.resource.Arn;
import io.millrace.core.stack.type.Made;
import io.millrace.core.stack.type.Naming;
import io.millrace.core.stack.type.ResourceCall;
import io.millrace.server.provision.call.DescribedType;
import io.millrace.server.provision.call.InnerApi.Call;
import io.millrace.server.provision.call.Members;
import io.millrace.server.provision.call.TypeDescription;
import io.millrace.server.provision.call.Undo;
import java.util.Locale;

/// A bucket with its settings. One that is not empty is not deleted, as at AWS.
///
/// Source: <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-s3-bucket.html>
final class BucketType implements DescribedType {
    private static final int NAME_CHARS = 63;
    private static final String NAME = "BucketName";
    private static final String ACCESS = "AccessControl";
    private static final TypeDescription DESCRIPTION = TypeDescription.of(
            "AWS::S3::Bucket",
            "AccessControl string kept\nBucketName string replace\n" + BucketSetting.table(),
            "Arn",
            "DomainName",
            "DualStackDomainName",
            "RegionalDomainName",
            "WebsiteURL");

    private final S3Api api;

    BucketType(S3Api api) {
        this.api = api;
    }

    @Override
    public TypeDescription description() {
        return DESCRIPTION;
    }

    @Override
    public String physicalId(Naming naming, ObjectNode properties) {
        return properties.path(NAME).asText(naming.lowerCaseName(NAME_CHARS));
    }

    @Override
    public boolean exists(ResourceCall call) {
        return api.found(request(call, "HEAD"), "404", "NoSuchBucket");
    }

    @Override
    public Made create(ResourceCall call) throws InterruptedException {
        api.send(request(call, "PUT"));
        return Undo.onFailure(() -> settings(call, Members.none()), () -> delete(call));
    }

    @Override
    public Made update(ResourceCall call, ObjectNode before) throws InterruptedException {
        return settings(call, before);
    }

    private Made settings(ResourceCall call, ObjectNode before) throws InterruptedException {
        accessControl(call, before);
        for (BucketSetting setting : BucketSetting.ALL) {
            setting.apply(api, call, before);
        }
        return made(call);
    }

    /// `BucketOwnerRead` is S3's `bucket-owner-read`.
    private void accessControl(ResourceCall call, ObjectNode before) throws InterruptedException {
        if (call.properties().has(ACCESS) || before.has(ACCESS)) {
            String name = call.properties().path(ACCESS).asText("Private");
            String acl = name.replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
            api.send(S3Api.request(call, "PUT", call.physicalId(), "acl").withHeader("x-amz-acl", acl));
        }
    }

    @Override
    public void delete(ResourceCall call) throws InterruptedException {
        api.exists(request(call, "DELETE"), "404", "NoSuchBucket");
    }

    private static Call request(ResourceCall call, String method) {
        return S3Api.request(call, method, call.physicalId(), "");
    }

    private static Made made(ResourceCall call) {
        String name = call.physicalId();
        String region = call.region();
        return Made.of(name)
                .with("Arn", Arn.bucket(name))
                .with("DomainName", name + ".s3.amazonaws.com")
                .with("DualStackDomainName", name + ".s3.dualstack." + region + ".amazonaws.com")
                .with("RegionalDomainName", name + ".s3." + region + ".amazonaws.com")
                .with("WebsiteURL", "http://" + name + ".s3-website-" + region + ".amazonaws.com");
    }
}
