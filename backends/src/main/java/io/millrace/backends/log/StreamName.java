package io.millrace.backends.log;

/// Names of streams and consumers; they are names of files, too.
final class StreamName {
    private static final int CHARS_MAX = 200;

    private StreamName() {}

    /// @throws IllegalArgumentException when it is none
    static String check(String kind, String name) {
        if (name.isEmpty()
                || name.length() > CHARS_MAX
                || name.charAt(0) == '.'
                || !name.chars().allMatch(StreamName::isAllowed)) {
            throw new IllegalArgumentException(
                    "'%s' is no name of a %s: 1-%d characters of [a-zA-Z0-9_.-], not beginning with a dot"
                            .formatted(name, kind, CHARS_MAX));
        }
        return name;
    }

    private static boolean isAllowed(int c) {
        boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        return letter || (c >= '0' && c <= '9') || c == '_' || c == '.' || c == '-';
    }
}
