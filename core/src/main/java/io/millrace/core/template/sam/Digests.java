package io.millrace.core.template.sam;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/// The hashes in generated logical ids: SHA-1 in hexadecimal digits, of a text or of a tree whose names are in order.
final class Digests {
    static final int ID_DIGITS = 10;

    private Digests() {}

    static String full(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java has SHA-1", missing);
        }
    }

    static String shortened(String text) {
        return full(text).substring(0, ID_DIGITS);
    }

    static String shortened(JsonNode tree) {
        return shortened(ordered(tree));
    }

    /// JSON without spaces, the names of each object in order.
    static String ordered(JsonNode tree) {
        StringBuilder text = new StringBuilder();
        write(tree, text);
        return text.toString();
    }

    private static void write(JsonNode node, StringBuilder text) {
        if (node.isObject()) {
            Map<String, JsonNode> fields = new TreeMap<>();
            node.properties().forEach(field -> fields.put(field.getKey(), field.getValue()));
            String separator = "{";
            for (Map.Entry<String, JsonNode> field : fields.entrySet()) {
                text.append(separator).append(Nodes.list(field.getKey()).get(0)).append(':');
                write(field.getValue(), text);
                separator = ",";
            }
            text.append(fields.isEmpty() ? "{}" : "}");
        } else if (node.isArray()) {
            text.append('[');
            for (int i = 0; i < node.size(); i++) {
                text.append(i == 0 ? "" : ",");
                write(node.get(i), text);
            }
            text.append(']');
        } else {
            text.append(node);
        }
    }
}
