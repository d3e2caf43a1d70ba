package io.millrace.server.provision;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.fault.RequestException;
import io.millrace.core.stack.type.ResourceCall;
import io.millrace.core.stack.type.ResourceType;
import io.millrace.server.provision.call.InnerApi;
import io.millrace.server.provision.call.Members;
import io.millrace.server.provision.s3.S3Types;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

class S3ResourceTypesTest extends ResourceTypeContract {
    private static final Pattern TEXT = Pattern.compile(">([^<>\\s]+)<");

    @Override
    List<ResourceType> types(InnerApi inner) {
        return S3Types.all(inner);
    }

    @Override
    List<TypeExample> examples() {
        return List.of(bucket(), bareBucket(), policy());
    }

    private static TypeExample bareBucket() {
        return TypeExample.of("AWS::S3::Bucket")
                .read((api, call) -> read(api, call, ""))
                .shows("/region", "us-east-1", "us-east-1");
    }

    private static TypeExample bucket() {
        return TypeExample.of("AWS::S3::Bucket")
                .properties("""
                        {'BucketName': 'shop-orders', 'AccessControl': 'Private',
                         'VersioningConfiguration': {'Status': 'Enabled'},
                         'AccelerateConfiguration': {'AccelerationStatus': 'Suspended'},
                         'BucketEncryption': {'ServerSideEncryptionConfiguration': [{'BucketKeyEnabled': 'true',
                          'ServerSideEncryptionByDefault': {'SSEAlgorithm': 'aws:kms', 'KMSMasterKeyID': 'k'}}]},
                         'PublicAccessBlockConfiguration': {'BlockPublicAcls': 'true', 'IgnorePublicAcls': true},
                         'OwnershipControls': {'Rules': [{'ObjectOwnership': 'ObjectWriter'}]},
                         'LifecycleConfiguration': {'Rules': [{'Id': 'old', 'Status': 'Enabled', 'Prefix': 'logs/',
                          'TagFilters': [{'Key': 't', 'Value': 'v'}], 'ExpirationInDays': '30',
                          'Transitions': [{'StorageClass': 'GLACIER', 'TransitionInDays': 10}],
                          'NoncurrentVersionExpiration': {'NoncurrentDays': 3},
                          'AbortIncompleteMultipartUpload': {'DaysAfterInitiation': 2}}]},
                         'CorsConfiguration': {'CorsRules': [{'AllowedMethods': ['GET', 'PUT'], 'AllowedOrigins': ['*'],
                          'MaxAge': 60}]},
                         'Tags': [{'Key': 'a', 'Value': '1&2'}]}""")
                .changed("{'BucketName': 'shop-orders'}")
                .named()
                .read((api, call) -> read(
                        api,
                        call,
                        "versioning accelerate encryption publicAccessBlock ownershipControls lifecycle cors tagging"))
                .shows("/versioning", "Enabled", "Suspended")
                .shows("/accelerate", "Suspended", "Suspended")
                .shows("/encryption", "aws:kms|k|true", "")
                .shows("/publicAccessBlock", "true|true|false|false", "")
                .shows("/ownershipControls", "ObjectWriter", "")
                .shows("/lifecycle", "old|logs/|t|v|Enabled|10|GLACIER|30|3|2", "")
                .shows("/cors", "GET|PUT|*|60", "")
                .shows("/tagging", "a|1&amp;2|team|shop", "team|shop");
    }

    private static TypeExample policy() {
        String statement =
                "{'Bucket': '${bucket}', 'PolicyDocument': {'Version': '2012-10-17', 'Statement': [{'Effect':"
                        + " 'Allow', 'Principal': '*', 'Action': 's3:GetObject', 'Resource': '${bucket.Arn}/*'}]}}";
        return TypeExample.of("AWS::S3::BucketPolicy")
                .needs("bucket", "AWS::S3::Bucket", "{}")
                .properties(statement)
                .changed(statement.replace("Allow", "Deny"))
                .named()
                .read((api, call) -> TypeExample.json(sent(api, call, "policy"), Map.of()))
                .shows("/Statement/0/Effect", "Allow", "Deny");
    }

    /// Each setting as the texts in it, with bars between.
    private static JsonNode read(InnerApi api, ResourceCall call, String settings) throws InterruptedException {
        ObjectNode shown = Members.none();
        InnerApi.Call head = InnerApi.Call.of("us-east-1", "s3", "HEAD", "/" + call.physicalId());
        shown.put("region", api.send(head).headers().get("x-amz-bucket-region"));
        for (String setting : settings.isEmpty() ? new String[0] : settings.split(" ", -1)) {
            shown.put(setting, texts(api, call, setting));
        }
        return shown;
    }

    private static String texts(InnerApi api, ResourceCall call, String setting) throws InterruptedException {
        try {
            return TEXT.matcher(sent(api, call, setting))
                    .results()
                    .map(text -> text.group(1))
                    .collect(Collectors.joining("|"));
        } catch (RequestException e) {
            return "";
        }
    }

    private static String sent(InnerApi api, ResourceCall call, String setting) throws InterruptedException {
        InnerApi.Call get = InnerApi.Call.of("us-east-1", "s3", "GET", "/" + call.physicalId())
                .withQuery(setting);
        return new String(api.send(get).body(), StandardCharsets.UTF_8);
    }
}
