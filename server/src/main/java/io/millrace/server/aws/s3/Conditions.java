package io.millrace.server.aws.s3;

import io.millrace.core.fault.RequestException;
import io.millrace.core.store.ObjectWriter;
import io.millrace.core.store.StoredObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Optional;

/// If-Match and its kin, as RFC 9110 section 13 orders them.
///
/// Source: <https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-requests.html>
///
/// @param match entity tags of which the object must have one
/// @param noneMatch entity tags of which it must have none
/// @param modifiedSince it must have changed after this
/// @param unmodifiedSince it must not have changed after this
record Conditions(
        Optional<String> match,
        Optional<String> noneMatch,
        Optional<Instant> modifiedSince,
        Optional<Instant> unmodifiedSince) {

    /// @param prefix empty for the request's own object, `x-amz-copy-source-` for a copy's source
    static Conditions of(S3Request request, String prefix) {
        return new Conditions(
                request.header(prefix + "if-match"),
                request.header(prefix + "if-none-match"),
                request.header(prefix + "if-modified-since").flatMap(S3Times::parse),
                request.header(prefix + "if-unmodified-since").flatMap(S3Times::parse));
    }

    /// Whether the object is to be given.
    ///
    /// @return false when the client has it already: 304
    /// @throws io.millrace.core.fault.RequestException `PreconditionFailed`
    boolean hold(StoredObject object) {
        Instant modified = object.lastModified().truncatedTo(ChronoUnit.SECONDS);
        if (match.isPresent()) {
            if (!names(match.get(), object.etag())) {
                throw S3Errors.preconditionFailed("If-Match");
            }
        } else if (unmodifiedSince.isPresent() && modified.isAfter(unmodifiedSince.get())) {
            throw S3Errors.preconditionFailed("If-Unmodified-Since");
        }
        if (noneMatch.isPresent()) {
            return !names(noneMatch.get(), object.etag());
        }
        return modifiedSince.isEmpty() || modified.isAfter(modifiedSince.get());
    }

    /// What must hold when an object is put.
    static ObjectWriter.Condition ofPut(S3Request request) {
        Optional<String> match = request.exchange().header("If-Match");
        Optional<String> noneMatch = request.exchange().header("If-None-Match");
        if (noneMatch.isPresent() && (!noneMatch.get().strip().equals("*") || match.isPresent())) {
            throw S3Errors.notImplemented("If-None-Match of a write with anything but *, or beside If-Match");
        }
        return noneMatch.isPresent()
                ? new ObjectWriter.Condition(true, Optional.empty())
                : new ObjectWriter.Condition(false, match.map(Conditions::bare));
    }

    /// Commits what is written, and says which condition did not hold.
    ///
    /// @throws RequestException `PreconditionFailed`, or `NoSuchKey` for an If-Match on nothing
    static StoredObject commit(ObjectWriter writer, ObjectWriter.Condition condition) {
        try {
            return writer.commit(condition);
        } catch (RequestException e) {
            throw e.code().equals("PreconditionFailed")
                    ? S3Errors.preconditionFailed(condition.absent() ? "If-None-Match" : "If-Match")
                    : e;
        }
    }

    private static boolean names(String tags, String etag) {
        return Arrays.stream(tags.split(",", -1))
                .map(Conditions::bare)
                .anyMatch(tag -> tag.equals("*") || tag.equals(etag));
    }

    /// An entity tag without quotes and weakness.
    static String bare(String tag) {
        String stripped = tag.strip();
        String strong = stripped.startsWith("W/") ? stripped.substring(2) : stripped;
        return strong.length() >= 2 && strong.startsWith("\"") && strong.endsWith("\"")
                ? strong.substring(1, strong.length() - 1)
                : strong;
    }
}
