package io.millrace.server.query;

import java.util.Optional;
import java.util.regex.Pattern;

/// `s3://bucket/prefix/*.parquet`: which objects a query reads. `*` and `?` stay within a part of the path, `**` goes
/// over parts; a slash at the end means all below it.
///
/// @param bucket without which there is nothing
/// @param prefix what the keys begin with
/// @param keys those that are meant
record BucketPattern(String text, String bucket, String prefix, Pattern keys) {
    private static final String SCHEME = "s3://";

    /// Empty when the text is of another kind.
    static Optional<BucketPattern> of(String text) {
        if (!text.startsWith(SCHEME)) {
            return Optional.empty();
        }
        String path = text.substring(SCHEME.length());
        int slash = path.indexOf('/');
        String key = slash < 0 ? "" : path.substring(slash + 1);
        int wild = 0;
        while (wild < key.length() && "*?".indexOf(key.charAt(wild)) < 0) {
            wild++;
        }
        return Optional.of(new BucketPattern(
                text, slash < 0 ? path : path.substring(0, slash), key.substring(0, wild), pattern(key)));
    }

    private static Pattern pattern(String key) {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < key.length(); i++) {
            char c = key.charAt(i);
            if (key.startsWith("**", i)) {
                regex.append(".*");
                i++;
            } else if (c == '*') {
                regex.append("[^/]*");
            } else if (c == '?') {
                regex.append("[^/]");
            } else {
                regex.append(Pattern.quote(Character.toString(c)));
            }
        }
        if (key.isEmpty() || key.endsWith("/")) {
            regex.append(".*");
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL);
    }

    boolean has(String key) {
        return keys.matcher(key).matches();
    }
}
