package io.millrace.server.aws.auth;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads the lines of one credentials file: `[profile]`, `name = value`, comments from `#` or `;`, and indented lines,
/// which are nested settings that mean nothing here. Names other than the three of a key are passed over, as AWS's
/// tools do.
final class CredentialsFile {
    private static final String ID = "aws_access_key_id";
    private static final String SECRET = "aws_secret_access_key";
    private static final String TOKEN = "aws_session_token";

    private final String name;
    private final List<AccessKey> keys = new ArrayList<>();
    private final Map<String, String> values = new HashMap<>();
    private String profile;
    private int profileLine;

    /// @param name of the file, for messages
    CredentialsFile(String name) {
        this.name = name;
    }

    List<AccessKey> parse(List<String> lines) {
        int number = 0;
        for (String line : lines) {
            number++;
            // A byte order mark is what some editors begin a file with.
            line(number, number == 1 && line.startsWith("\uFEFF") ? line.substring(1) : line);
        }
        endProfile();
        return keys;
    }

    private void line(int number, String line) {
        String text = line.strip();
        if (text.isEmpty() || text.startsWith("#") || text.startsWith(";")) {
            return;
        }
        if (text.startsWith("[")) {
            endProfile();
            profile = header(number, text);
            profileLine = number;
        } else if (!Character.isWhitespace(line.charAt(0))) {
            setting(number, text);
        }
    }

    private String header(int number, String text) {
        int end = text.indexOf(']');
        String title = end < 0 ? "" : text.substring(1, end).strip();
        if (title.isEmpty()) {
            throw wrong(number, "a profile is written [name]");
        }
        return title;
    }

    private void setting(int number, String text) {
        int equals = text.indexOf('=');
        if (equals < 0) {
            throw wrong(number, "neither a [profile], nor name = value, nor a comment");
        }
        if (profile == null) {
            throw wrong(number, "a setting before the first [profile]");
        }
        String setting = text.substring(0, equals).strip();
        String value = text.substring(equals + 1).strip();
        if (values.put(setting, value) != null) {
            throw wrong(number, setting + " is there twice in [" + profile + "]");
        }
    }

    private void endProfile() {
        String id = values.getOrDefault(ID, "");
        String secret = values.getOrDefault(SECRET, "");
        String token = values.getOrDefault(TOKEN, "");
        values.clear();
        if (profile == null || (id.isEmpty() && secret.isEmpty())) {
            return;
        }
        if (id.isEmpty() || secret.isEmpty()) {
            throw wrong(profileLine, "[" + profile + "] has no " + (id.isEmpty() ? ID : SECRET));
        }
        if (!id.chars().allMatch(c -> c < 128 && Character.isLetterOrDigit(c))) {
            throw wrong(profileLine, "[" + profile + "]: " + ID + " may hold letters and digits only");
        }
        keys.add(new AccessKey(id, secret, token.isEmpty() ? Optional.empty() : Optional.of(token)));
    }

    private IllegalArgumentException wrong(int number, String what) {
        return new IllegalArgumentException(name + ":" + number + ": " + what);
    }
}
