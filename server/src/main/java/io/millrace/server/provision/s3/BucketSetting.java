package io.millrace.server.provision.s3;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.stack.type.ResourceCall;
import io.millrace.server.provision.call.Tags;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// A property of a bucket that is a sub-resource of it: put where the template has it, deleted where it no longer does.
///
/// @param property of the template
/// @param parameter of S3, as `versioning`
/// @param lines of its table
/// @param document what S3 is told
/// @param absence how it is taken away
record BucketSetting(String property, String parameter, String lines, Document document, Absence absence) {
    static final List<BucketSetting> ALL = List.of(
            new BucketSetting(
                    "VersioningConfiguration",
                    "versioning",
                    "VersioningConfiguration.Status string required kept",
                    given -> SettingXml.document("VersioningConfiguration", xml -> xml.members(given, "Status")),
                    Absence.SUSPEND),
            new BucketSetting(
                    "AccelerateConfiguration",
                    "accelerate",
                    "AccelerateConfiguration.AccelerationStatus string required",
                    given -> SettingXml.document(
                            "AccelerateConfiguration", xml -> xml.members(given, "AccelerationStatus:Status")),
                    Absence.SUSPEND_ACCELERATION),
            new BucketSetting(
                    "BucketEncryption", "encryption", EncryptionXml.LINES, EncryptionXml::document, Absence.DELETE),
            new BucketSetting(
                    "PublicAccessBlockConfiguration",
                    "publicAccessBlock",
                    """
                    PublicAccessBlockConfiguration.BlockPublicAcls boolean kept
                    PublicAccessBlockConfiguration.BlockPublicPolicy boolean kept
                    PublicAccessBlockConfiguration.IgnorePublicAcls boolean kept
                    PublicAccessBlockConfiguration.RestrictPublicBuckets boolean kept""",
                    given -> SettingXml.document(
                            "PublicAccessBlockConfiguration",
                            xml -> xml.members(
                                    given,
                                    "BlockPublicAcls",
                                    "IgnorePublicAcls",
                                    "BlockPublicPolicy",
                                    "RestrictPublicBuckets")),
                    Absence.DELETE),
            new BucketSetting(
                    "OwnershipControls",
                    "ownershipControls",
                    "OwnershipControls.Rules[].ObjectOwnership string kept",
                    given -> SettingXml.document("OwnershipControls", xml -> given.path("Rules")
                            .forEach(rule -> xml.element("Rule", one -> one.members(rule, "ObjectOwnership")))),
                    Absence.DELETE),
            new BucketSetting(
                    "LifecycleConfiguration", "lifecycle", LifecycleXml.LINES, LifecycleXml::document, Absence.DELETE),
            new BucketSetting("CorsConfiguration", "cors", CorsXml.LINES, CorsXml::document, Absence.DELETE),
            new BucketSetting(
                    "Tags",
                    "tagging",
                    "Tags[].Key string required kept\nTags[].Value string required kept",
                    given -> SettingXml.document(
                            "Tagging",
                            xml -> xml.element(
                                    "TagSet",
                                    set -> given.forEach(
                                            tag -> set.element("Tag", one -> one.members(tag, "Key", "Value"))))),
                    Absence.DELETE));

    /// Writes what a template has.
    @FunctionalInterface
    interface Document {
        String of(JsonNode given);
    }

    /// How a setting is taken away.
    enum Absence {
        DELETE,
        /// Versioning cannot be taken away again.
        SUSPEND,
        SUSPEND_ACCELERATION
    }

    static String table() {
        return ALL.stream().map(BucketSetting::lines).collect(Collectors.joining("\n"));
    }

    /// @param before properties that the bucket has or had
    void apply(S3Api api, ResourceCall call, ObjectNode before) throws InterruptedException {
        Optional<JsonNode> given = property.equals("Tags")
                ? Tags.of(call).list().map(tags -> tags)
                : Optional.ofNullable(call.properties().get(property));
        if (given.isPresent()) {
            put(api, call, document.of(given.get()));
        } else if (before.has(property) || property.equals("Tags")) {
            switch (absence) {
                case DELETE -> api.exists(S3Api.request(call, "DELETE", call.physicalId(), parameter), "404");
                case SUSPEND -> suspend(api, call, "Status");
                case SUSPEND_ACCELERATION -> suspend(api, call, "AccelerationStatus");
            }
        }
    }

    private void suspend(S3Api api, ResourceCall call, String status) throws InterruptedException {
        put(api, call, document.of(call.properties().objectNode().put(status, "Suspended")));
    }

    private void put(S3Api api, ResourceCall call, String xml) throws InterruptedException {
        api.send(S3Api.with(S3Api.request(call, "PUT", call.physicalId(), parameter), "application/xml", xml));
    }
}
