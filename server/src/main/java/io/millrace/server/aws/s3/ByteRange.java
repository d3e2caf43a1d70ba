package io.millrace.server.aws.s3;

import io.millrace.core.fault.RequestException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A part of an object.
///
/// @param first offset of its first byte
/// @param last offset of its last byte
record ByteRange(long first, long last) {
    private static final Pattern FORM = Pattern.compile("bytes=\\s*(\\d{0,18})\\s*-\\s*(\\d{0,18})\\s*");

    long length() {
        return last - first + 1;
    }

    /// `bytes 0-9/100`.
    String contentRange(long size) {
        return "bytes " + first + "-" + last + "/" + size;
    }

    /// What a Range header asks of an object of this size; empty for the whole: also when the header cannot be read
    /// or asks for several ranges, as S3 has it.
    ///
    /// @throws RequestException `InvalidRange` when nothing of the object lies in it
    static Optional<ByteRange> of(String header, long size) {
        Matcher matcher = FORM.matcher(header.strip());
        if (!matcher.matches()
                || (matcher.group(1).isEmpty() && matcher.group(2).isEmpty())) {
            return Optional.empty();
        }
        if (matcher.group(1).isEmpty()) {
            long count = Long.parseLong(matcher.group(2));
            if (count == 0 || size == 0) {
                throw unsatisfiable();
            }
            return Optional.of(new ByteRange(Math.max(0, size - count), size - 1));
        }
        long first = Long.parseLong(matcher.group(1));
        long last = matcher.group(2).isEmpty() ? Long.MAX_VALUE : Long.parseLong(matcher.group(2));
        if (last < first) {
            return Optional.empty();
        }
        if (first >= size) {
            throw unsatisfiable();
        }
        return Optional.of(new ByteRange(first, Math.min(last, size - 1)));
    }

    private static RequestException unsatisfiable() {
        return new RequestException("InvalidRange", "The requested range is not satisfiable");
    }
}
