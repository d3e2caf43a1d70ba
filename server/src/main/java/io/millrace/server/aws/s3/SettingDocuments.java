package io.millrace.server.aws.s3;

import io.millrace.core.fault.RequestException;
import io.millrace.core.limit.Limit;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// Reads what settings of buckets are set to, and makes of it what is given back.
final class SettingDocuments {
    private static final Set<String> CORS_METHODS = Set.of("GET", "PUT", "HEAD", "POST", "DELETE");
    private static final List<String> PUBLIC_ACCESS =
            List.of("BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets");
    private static final List<String> LIFECYCLE_ACTIONS = List.of(
            "Expiration",
            "Transition",
            "NoncurrentVersionTransition",
            "NoncurrentVersionExpiration",
            "AbortIncompleteMultipartUpload");
    private static final int TAG_KEY_CHARS = 128;
    private static final int TAG_VALUE_CHARS = 256;

    private SettingDocuments() {}

    static String versioning(String document) {
        XmlElement root = SettingForms.VERSIONING.read(document);
        if (root.text("MfaDelete").filter("Enabled"::equals).isPresent()) {
            throw S3Errors.notImplemented("MfaDelete of a bucket's versioning");
        }
        return root.child("Status").isEmpty()
                ? S3Xml.document(root.name(), xml -> {}).toString()
                : root.document();
    }

    /// All four are given back, also those that were not set.
    static String publicAccess(String document) {
        XmlElement root = SettingForms.PUBLIC_ACCESS.read(document);
        return S3Xml.document(
                        root.name(),
                        xml -> PUBLIC_ACCESS.forEach(name -> xml.element(
                                name, root.text(name).orElse("false").toLowerCase(Locale.ROOT))))
                .toString();
    }

    /// @param tags elements `Tag` of the form
    static String tagging(List<XmlElement> tags) {
        if (tags.size() > Limit.S3_BUCKET_TAGS.value()) {
            throw new RequestException(
                    "BadRequest", "Bucket tag count cannot be greater than " + Limit.S3_BUCKET_TAGS.value());
        }
        Set<String> keys = new HashSet<>();
        for (XmlElement tag : tags) {
            String key = tag.required("Key");
            if (key.isEmpty()
                    || key.length() > TAG_KEY_CHARS
                    || tag.required("Value").length() > TAG_VALUE_CHARS) {
                throw new RequestException(
                        "InvalidTag",
                        "A tag's key has 1 to " + TAG_KEY_CHARS + " characters and its value at most " + TAG_VALUE_CHARS
                                + ": '" + key + "'");
            }
            if (key.startsWith("aws:")) {
                throw new RequestException("InvalidTag", "System tags cannot be added/updated by requester");
            }
            if (!keys.add(key)) {
                throw new RequestException("InvalidTag", "Cannot provide multiple Tags with the same key");
            }
        }
        return S3Xml.document("Tagging", xml -> xml.element("TagSet", set -> tags.forEach(tag -> tag.writeTo(set))))
                .toString();
    }

    static String cors(String document) {
        if (document.getBytes(StandardCharsets.UTF_8).length > Limit.S3_CORS_BYTES.value()) {
            throw S3Errors.invalidRequest(
                    "The CORS configuration is larger than " + Limit.S3_CORS_BYTES.value() + " bytes");
        }
        XmlElement root = SettingForms.CORS.read(document);
        root.all("CORSRule").forEach(rule -> {
            rule.all("AllowedMethod").map(XmlElement::text).forEach(method -> {
                if (!CORS_METHODS.contains(method)) {
                    throw S3Errors.invalidRequest(
                            "Found unsupported HTTP method in CORS config. Unsupported method is " + method);
                }
            });
            for (String name : List.of("AllowedOrigin", "AllowedHeader")) {
                rule.all(name).map(XmlElement::text).forEach(text -> {
                    if (text.indexOf('*') != text.lastIndexOf('*')) {
                        throw S3Errors.invalidRequest(name + " \"" + text + "\" can not have more than one wildcard.");
                    }
                });
            }
        });
        return root.document();
    }

    /// A rule without an ID is given one, which is drawn from the rule.
    static String lifecycle(String document) {
        XmlElement root = SettingForms.LIFECYCLE.read(document);
        Set<String> ids = new HashSet<>();
        List<XmlElement> rules = new ArrayList<>();
        for (XmlElement rule : root.children()) {
            checkRule(rule);
            XmlElement named = named(rule, rules.size());
            if (!ids.add(named.required("ID"))) {
                throw new RequestException(
                        "InvalidArgument", "Rule ID must be unique. Found same ID for more than one rule");
            }
            rules.add(named);
        }
        return new XmlElement(root.name(), "", rules).document();
    }

    private static void checkRule(XmlElement rule) {
        if (rule.child("Prefix").isPresent() == rule.child("Filter").isPresent()) {
            throw S3Errors.malformedXml("Rule takes either Filter or Prefix");
        }
        if (LIFECYCLE_ACTIONS.stream().noneMatch(action -> rule.child(action).isPresent())) {
            throw S3Errors.invalidRequest("At least one action needs to be specified in a rule");
        }
        if (rule.child("Filter").filter(filter -> filter.children().size() > 1).isPresent()) {
            throw S3Errors.malformedXml("Filter takes one element; several stand in And");
        }
        for (String action : List.of("Expiration", "Transition")) {
            rule.all(action).forEach(timed -> {
                long times = timed.children().stream()
                        .filter(child -> !child.name().equals("StorageClass"))
                        .count();
                if (times != 1) {
                    throw S3Errors.malformedXml(action + " takes exactly one time");
                }
            });
        }
    }

    private static XmlElement named(XmlElement rule, int place) {
        if (rule.text("ID").filter(id -> !id.isEmpty()).isPresent()) {
            return rule;
        }
        List<XmlElement> children = new ArrayList<>();
        byte[] seed = (place + rule.document()).getBytes(StandardCharsets.UTF_8);
        children.add(new XmlElement("ID", UUID.nameUUIDFromBytes(seed).toString(), List.of()));
        rule.children().stream().filter(child -> !child.name().equals("ID")).forEach(children::add);
        return new XmlElement(rule.name(), "", children);
    }

    /// The one access control list there is, in other words of it.
    static void requirePrivate(String document) {
        XmlElement root = XmlElement.parse(document, "AccessControlPolicy");
        List<XmlElement> grants = root.child("AccessControlList").stream()
                .flatMap(list -> list.all("Grant"))
                .toList();
        boolean own = grants.size() == 1
                && grants.getFirst()
                        .text("Permission")
                        .filter("FULL_CONTROL"::equals)
                        .isPresent()
                && grants.getFirst()
                        .child("Grantee")
                        .flatMap(grantee -> grantee.text("ID"))
                        .filter(Owner.ID::equals)
                        .isPresent();
        if (!own) {
            throw S3Errors.notImplemented("an access control list other than private");
        }
    }

    /// What exists at AWS and would have to have an effect, by the names of its elements.
    static void requireEmpty(String document, String root) {
        XmlElement read = XmlElement.parse(document, root);
        if (!read.children().isEmpty()) {
            throw S3Errors.notImplemented(read.children().getFirst().name() + " in " + root + " of a bucket");
        }
    }

    /// @throws RequestException for any other value than the only one that is true here
    static void requireValue(XmlElement root, String name, String only) {
        String value = root.required(name);
        if (!value.equals(only)) {
            throw S3Errors.notImplemented(name + " " + value + " in " + root.name() + " of a bucket");
        }
    }

    /// How long objects live in cheaper classes: kept with the rules, told in a header.
    static Map<String, String> lifecycleHeaders(S3Request request) {
        String name = "x-amz-transition-default-minimum-object-size";
        String value = request.header(name).orElse("all_storage_classes_128K");
        if (!value.equals("all_storage_classes_128K") && !value.equals("varies_by_storage_class")) {
            throw S3Errors.invalidArgument(name + ": '" + value + "' is not known");
        }
        return Map.of(name, value);
    }
}
