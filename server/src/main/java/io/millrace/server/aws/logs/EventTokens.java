package io.millrace.server.aws.logs;

import io.millrace.core.logs.Position;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The tokens and ids of events: a position as digits, and for GetLogEvents which way to go from there.
final class EventTokens {
    static final String FORWARD = "f/";
    static final String BACKWARD = "b/";

    private static final Pattern DIGITS = Pattern.compile("(\\d{19})(\\d{19})");
    private static final int SEQUENCE_CHARS = 56;

    private EventTokens() {}

    static String of(Position position) {
        return "%019d%019d".formatted(position.timeMillis(), position.offset());
    }

    /// @throws io.millrace.core.fault.RequestException `InvalidParameterException` when it is none of ours
    static Position position(String digits) {
        Matcher parts = DIGITS.matcher(digits);
        if (!parts.matches()) {
            throw invalid();
        }
        try {
            return new Position(Long.parseLong(parts.group(1)), Long.parseLong(parts.group(2)));
        } catch (NumberFormatException e) {
            throw invalid();
        }
    }

    private static RuntimeException invalid() {
        return LogsDoor.invalid("The specified nextToken is invalid.");
    }

    /// An event's id: AWS's have 56 digits.
    static String id(Position position) {
        return "0".repeat(SEQUENCE_CHARS - 2 * 19) + of(position);
    }

    /// AWS still answers sequence tokens, and does not ask for them any more.
    static String sequence(long offset) {
        return "%056d".formatted(offset);
    }
}
