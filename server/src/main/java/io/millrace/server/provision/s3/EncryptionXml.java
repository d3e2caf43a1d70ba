package io.millrace.server.provision.s3;

import com.fasterxml.jackson.databind.JsonNode;

/// How objects are encrypted.
///
/// Source: <https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketEncryption.html>
final class EncryptionXml {
    static final String LINES = """
            BucketEncryption.ServerSideEncryptionConfiguration[].BucketKeyEnabled boolean kept
            BucketEncryption.ServerSideEncryptionConfiguration[].ServerSideEncryptionByDefault.KMSMasterKeyID string kept
            BucketEncryption.ServerSideEncryptionConfiguration[].ServerSideEncryptionByDefault.SSEAlgorithm string\
             required kept
            BucketEncryption.ServerSideEncryptionConfiguration[].BlockedEncryptionTypes.EncryptionType[] string kept""";

    private EncryptionXml() {}

    static String document(JsonNode given) {
        return SettingXml.document(
                "ServerSideEncryptionConfiguration", xml -> given.path("ServerSideEncryptionConfiguration")
                        .forEach(rule -> xml.element("Rule", one -> {
                            JsonNode byDefault = rule.path("ServerSideEncryptionByDefault");
                            if (byDefault.isObject()) {
                                one.element(
                                        "ApplyServerSideEncryptionByDefault",
                                        all -> all.members(byDefault, "SSEAlgorithm", "KMSMasterKeyID"));
                            }
                            one.members(rule, "BucketKeyEnabled");
                            JsonNode blocked = rule.path("BlockedEncryptionTypes");
                            if (blocked.isObject()) {
                                one.element("BlockedEncryptionTypes", all -> all.members(blocked, "EncryptionType"));
                            }
                        })));
    }
}
