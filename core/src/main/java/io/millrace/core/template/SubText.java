package io.millrace.core.template;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The text of a `Fn::Sub`, in its pieces.
///
/// Source:
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-sub.html>
record SubText(List<Piece> pieces) {
    private static final Pattern PLACE = Pattern.compile("\\$\\{([^}]*+)}");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.:]++");

    SubText {
        pieces = List.copyOf(pieces);
    }

    /// @param text as it stands, or the name of a variable
    /// @param isVariable which of both it is
    record Piece(String text, boolean isVariable) {}

    /// @throws io.millrace.core.fault.RequestException `ValidationError` for a name that is none
    static SubText of(String text) {
        List<Piece> pieces = new ArrayList<>();
        Matcher place = PLACE.matcher(text);
        int end = 0;
        while (place.find()) {
            literal(pieces, text.substring(end, place.start()));
            end = place.end();
            String name = place.group(1);
            if (name.startsWith("!")) {
                literal(pieces, "${" + name.substring(1) + "}");
            } else if (NAME.matcher(name).matches()) {
                pieces.add(new Piece(name, true));
            } else {
                throw Refusal.error("variable names in Fn::Sub syntax must contain only alphanumeric characters, "
                        + "underscores, periods, and colons");
            }
        }
        literal(pieces, text.substring(end));
        return new SubText(pieces);
    }

    private static void literal(List<Piece> pieces, String text) {
        if (!text.isEmpty()) {
            pieces.add(new Piece(text, false));
        }
    }

    List<String> variables() {
        return pieces.stream().filter(Piece::isVariable).map(Piece::text).toList();
    }
}
