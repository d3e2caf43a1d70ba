package io.millrace.core.stack.type;

import java.math.BigInteger;
import java.util.Locale;

/// Makes physical names and ids for one resource of a stack. The same naming gives the same names.
///
/// Source: <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-name.html>
///
/// @param stackName name of the stack
/// @param logicalId the resource's name in the template
/// @param unique a number that no other resource has, of at least 128 random bits
public record Naming(String stackName, String logicalId, BigInteger unique) {
    private static final int ALPHABET = 36;
    private static final int HEX = 16;
    private static final int SUFFIX_CHARS = 12;

    /// `mystack-MyResource-1A2B3C4D5E6F`: what is too long loses its middle.
    ///
    /// @param charsMax at least 16
    public String name(int charsMax) {
        return shortened(charsMax) + "-" + id(SUFFIX_CHARS).toUpperCase(Locale.ROOT);
    }

    /// The same in lower case, as buckets are named.
    public String lowerCaseName(int charsMax) {
        return shortened(charsMax).toLowerCase(Locale.ROOT) + "-" + id(SUFFIX_CHARS);
    }

    /// Characters of `a-z0-9`.
    ///
    /// @param chars up to 24
    public String id(int chars) {
        return tail(unique.toString(ALPHABET), chars);
    }

    /// Characters of `0-9a-f`.
    ///
    /// @param chars up to 32
    public String hex(int chars) {
        return tail(unique.toString(HEX), chars);
    }

    private String shortened(int charsMax) {
        String whole = stackName + "-" + logicalId;
        int room = charsMax - SUFFIX_CHARS - 1;
        if (whole.length() <= room) {
            return whole;
        }
        int head = Math.min(stackName.length(), room / 2);
        String start = stackName.substring(0, head) + "-";
        return start + logicalId.substring(0, Math.min(logicalId.length(), room - start.length()));
    }

    private static String tail(String digits, int chars) {
        String padded = "0".repeat(Math.max(0, chars - digits.length())) + digits;
        return padded.substring(padded.length() - chars);
    }
}
