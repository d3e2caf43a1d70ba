package io.millrace.server.aws.s3;

import io.millrace.core.limit.Limit;

/// The number of a part, 1 to 10,000.
final class PartNumber {
    private PartNumber() {}

    static int parse(String text) {
        try {
            int number = Integer.parseInt(text.strip());
            if (number >= 1 && number <= Limit.S3_PARTS.value()) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Told below, as any other number that is none.
        }
        throw S3Errors.invalidArgument(
                "Part number must be an integer between 1 and " + Limit.S3_PARTS.value() + ", inclusive");
    }
}
