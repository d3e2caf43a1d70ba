package io.millrace.core.resource.iam;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.fault.RequestException;
import io.millrace.core.limit.Limit;
import io.millrace.core.resource.Arn;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/// What the kinds of IAM have in common: names, paths, ids, ARNs, tags.
///
/// Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html>
public final class IamValues {
    private static final String ID_CHARS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final int ID_SUFFIX_CHARS = 17;
    private static final Pattern NAME = Pattern.compile("[\\w+=,.@-]+");
    private static final Pattern PATH = Pattern.compile("/|/[\\x21-\\x7E]+/");
    private static final Pattern TAG_KEY = Pattern.compile("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]{1,128}");
    private static final Pattern TAG_VALUE = Pattern.compile("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]{0,256}");

    private IamValues() {}

    /// An id as IAM makes them: four letters that say what it is of, and 17 characters.
    ///
    /// @param prefix `AROA` for roles, `ANPA` for policies, `AIPA` for instance profiles
    public static String newId(String prefix, RandomGenerator random) {
        StringBuilder id = new StringBuilder(prefix);
        for (int i = 0; i < ID_SUFFIX_CHARS; i++) {
            id.append(ID_CHARS.charAt(random.nextInt(ID_CHARS.length())));
        }
        return id.toString();
    }

    /// @param kind `role`, `policy`, `instance-profile`
    static String arn(String kind, String path, String name) {
        return Arn.of("iam", "", kind + path + name);
    }

    /// @param member of the request, for the message
    /// @throws RequestException `ValidationError`
    public static String name(String member, String value, int charsMax) {
        if (value.isEmpty() || value.length() > charsMax) {
            throw invalid(member, "Member must have length between 1 and " + charsMax);
        }
        if (!NAME.matcher(value).matches()) {
            throw invalid(member, "Member must satisfy regular expression pattern: [\\w+=,.@-]+");
        }
        return value;
    }

    /// @throws RequestException `ValidationError`
    public static String path(String value) {
        if (value.length() > Limit.IAM_PATH_CHARS.value()
                || !PATH.matcher(value).matches()) {
            throw invalid("path", "Member must begin and end with / and have at most 512 characters");
        }
        return value;
    }

    /// @throws RequestException `ValidationError`, `LimitExceeded`
    static SequencedMap<String, String> checkedTags(Map<String, String> tags) {
        tags.forEach((key, value) -> {
            if (!TAG_KEY.matcher(key).matches() || key.startsWith("aws:")) {
                throw invalid("tags", "'" + key + "' is no key of 1 to 128 characters outside aws:");
            }
            if (!TAG_VALUE.matcher(value).matches()) {
                throw invalid("tags", "the value of '" + key + "' has more than 256 characters or others than allowed");
            }
        });
        if (tags.size() > Limit.IAM_TAGS.value()) {
            throw new RequestException(
                    "LimitExceeded", "Cannot exceed quota for TagsPerResource: " + Limit.IAM_TAGS.value());
        }
        return new LinkedHashMap<>(tags);
    }

    /// The tags with others, which replace those of the same key.
    static Map<String, String> with(Map<String, String> tags, Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(tags);
        all.putAll(more);
        return checkedTags(all);
    }

    static Map<String, String> without(Map<String, String> tags, List<String> keys) {
        Map<String, String> left = new LinkedHashMap<>(tags);
        left.keySet().removeAll(keys);
        return left;
    }

    static ObjectNode node(Map<String, String> texts) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        texts.forEach(node::put);
        return node;
    }

    static ArrayNode array(List<String> texts) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        texts.forEach(array::add);
        return array;
    }

    static SequencedMap<String, String> texts(JsonNode node) {
        SequencedMap<String, String> texts = new LinkedHashMap<>();
        node.properties()
                .forEach(member -> texts.put(member.getKey(), member.getValue().textValue()));
        return texts;
    }

    static List<String> list(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(one -> texts.add(one.textValue()));
        return texts;
    }

    /// The error for a member that is not what it may be.
    public static RequestException invalid(String member, String constraint) {
        return new RequestException(
                "ValidationError",
                "1 validation error detected: Value at '" + member + "' failed to satisfy constraint: " + constraint);
    }
}
