package io.millrace.server.aws.dynamodb.item;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.TreeSet;

/// Tells whether two requests ask for the same: a digest of their members that does not depend on their order.
final class RequestDigest {
    private RequestDigest() {}

    /// @param except the name of a member that does not count
    static byte[] of(JsonNode request, String except) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            feed(digest, request, except);
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    private static void feed(MessageDigest digest, JsonNode node, String except) {
        if (node.isObject()) {
            TreeSet<String> names = new TreeSet<>();
            node.fieldNames().forEachRemaining(names::add);
            names.remove(except);
            open(digest, '{', names.size());
            for (String name : names) {
                text(digest, name);
                feed(digest, node.get(name), "");
            }
        } else if (node.isArray()) {
            open(digest, '[', node.size());
            node.forEach(element -> feed(digest, element, ""));
        } else {
            open(digest, node.isTextual() ? '"' : '=', 1);
            text(digest, node.asText());
        }
    }

    /// What follows, and how much of it: so no two requests feed the same bytes.
    private static void open(MessageDigest digest, char kind, int count) {
        text(digest, kind + Integer.toString(count));
    }

    private static void text(MessageDigest digest, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update(Integer.toString(bytes.length).getBytes(StandardCharsets.US_ASCII));
        digest.update((byte) ':');
        digest.update(bytes);
    }
}
