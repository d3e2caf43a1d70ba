package io.millrace.server.provision.s3;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/// When objects go.
///
/// Source: <https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketLifecycleConfiguration.html>
final class LifecycleXml {
    static final String LINES = """
            LifecycleConfiguration.Rules[].AbortIncompleteMultipartUpload.DaysAfterInitiation integer kept
            LifecycleConfiguration.Rules[].ExpirationDate string kept
            LifecycleConfiguration.Rules[].ExpirationInDays integer kept
            LifecycleConfiguration.Rules[].ExpiredObjectDeleteMarker boolean kept
            LifecycleConfiguration.Rules[].Id string kept
            LifecycleConfiguration.Rules[].NoncurrentVersionExpiration.NewerNoncurrentVersions integer kept
            LifecycleConfiguration.Rules[].NoncurrentVersionExpiration.NoncurrentDays integer kept
            LifecycleConfiguration.Rules[].NoncurrentVersionExpirationInDays integer kept
            LifecycleConfiguration.Rules[].NoncurrentVersionTransitions[].NewerNoncurrentVersions integer kept
            LifecycleConfiguration.Rules[].NoncurrentVersionTransitions[].StorageClass string kept
            LifecycleConfiguration.Rules[].NoncurrentVersionTransitions[].TransitionInDays integer kept
            LifecycleConfiguration.Rules[].ObjectSizeGreaterThan string kept
            LifecycleConfiguration.Rules[].ObjectSizeLessThan string kept
            LifecycleConfiguration.Rules[].Prefix string kept
            LifecycleConfiguration.Rules[].Status string required kept
            LifecycleConfiguration.Rules[].TagFilters[].Key string kept
            LifecycleConfiguration.Rules[].TagFilters[].Value string kept
            LifecycleConfiguration.Rules[].Transitions[].StorageClass string kept
            LifecycleConfiguration.Rules[].Transitions[].TransitionDate string kept
            LifecycleConfiguration.Rules[].Transitions[].TransitionInDays integer kept""";
    private static final List<String> SIZES = List.of("ObjectSizeGreaterThan", "ObjectSizeLessThan");

    private LifecycleXml() {}

    static String document(JsonNode given) {
        return SettingXml.document("LifecycleConfiguration", xml -> given.path("Rules")
                .forEach(rule -> xml.element("Rule", one -> rule(one, rule))));
    }

    private static void rule(SettingXml xml, JsonNode rule) {
        xml.members(rule, "Id:ID");
        xml.element("Filter", filter -> filter(filter, rule));
        xml.members(rule, "Status");
        rule.path("Transitions")
                .forEach(step -> xml.element(
                        "Transition",
                        one -> one.members(step, "TransitionDate:Date", "TransitionInDays:Days", "StorageClass")));
        if (rule.has("ExpirationDate") || rule.has("ExpirationInDays") || rule.has("ExpiredObjectDeleteMarker")) {
            xml.element(
                    "Expiration",
                    one -> one.members(
                            rule, "ExpirationDate:Date", "ExpirationInDays:Days", "ExpiredObjectDeleteMarker"));
        }
        rule.path("NoncurrentVersionTransitions")
                .forEach(step -> xml.element(
                        "NoncurrentVersionTransition",
                        one -> one.members(
                                step, "TransitionInDays:NoncurrentDays", "StorageClass", "NewerNoncurrentVersions")));
        JsonNode versions = rule.path("NoncurrentVersionExpiration");
        if (versions.isObject() || rule.has("NoncurrentVersionExpirationInDays")) {
            xml.element("NoncurrentVersionExpiration", one -> one.members(
                            versions, "NoncurrentDays", "NewerNoncurrentVersions")
                    .members(rule, "NoncurrentVersionExpirationInDays:NoncurrentDays"));
        }
        JsonNode uploads = rule.path("AbortIncompleteMultipartUpload");
        if (uploads.isObject()) {
            xml.element("AbortIncompleteMultipartUpload", one -> one.members(uploads, "DaysAfterInitiation"));
        }
    }

    /// Several conditions hold together.
    private static void filter(SettingXml xml, JsonNode rule) {
        long conditions = rule.path("TagFilters").size()
                + SIZES.stream().filter(rule::has).count()
                + (rule.has("Prefix") ? 1 : 0);
        if (conditions > 1) {
            xml.element("And", all -> conditions(all, rule));
        } else if (conditions == 0) {
            xml.element("Prefix", "");
        } else {
            conditions(xml, rule);
        }
    }

    private static void conditions(SettingXml xml, JsonNode rule) {
        xml.members(rule, "Prefix");
        rule.path("TagFilters").forEach(tag -> xml.element("Tag", one -> one.members(tag, "Key", "Value")));
        xml.members(rule, "ObjectSizeGreaterThan", "ObjectSizeLessThan");
    }
}
