package io.millrace.server.aws.s3;

import io.millrace.core.store.ObjectStore;
import io.millrace.core.store.StoredObject;
import io.millrace.server.http.Response;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/// GetObject and HeadObject: whole, a range, or one part of an object that was put in parts.
final class ObjectReads {
    private static final String VERSION = "versionId";

    private final Buckets buckets;
    private final ObjectStore store;

    ObjectReads(Buckets buckets, ObjectStore store) {
        this.buckets = buckets;
        this.store = store;
    }

    S3Answer answer(S3Request request) {
        buckets.of(request);
        requireNoVersion(request.query().get(VERSION));
        while (true) {
            StoredObject object = store.head(request.bucket(), request.key()).orElseThrow(S3Errors::noSuchKey);
            Optional<S3Answer> answer = answer(request, object);
            if (answer.isPresent()) {
                return answer.get();
            }
            // It was replaced between the two looks at it: the next look is at the new one.
        }
    }

    /// There are no versions but the one that S3 calls `null`.
    static void requireNoVersion(Optional<String> version) {
        if (version.isPresent() && !version.get().equals("null")) {
            throw S3Errors.invalidArgument("Invalid version id specified");
        }
    }

    private Optional<S3Answer> answer(S3Request request, StoredObject object) {
        boolean checksumWanted =
                request.header("x-amz-checksum-mode").orElse("").equalsIgnoreCase("ENABLED");
        if (!Conditions.of(request, "").hold(object)) {
            Map<String, String> headers = StoredHeaders.answer(object, false);
            headers.remove("Content-Type");
            return Optional.of(S3Answer.empty(304, headers));
        }
        Optional<ByteRange> range = range(request, object);
        Map<String, String> headers = StoredHeaders.answer(object, checksumWanted && range.isEmpty());
        StoredHeaders.override(request.query(), headers);
        headers.put("Content-Length", Long.toString(range.map(ByteRange::length).orElse(object.bytes())));
        range.ifPresent(part -> headers.put("Content-Range", part.contentRange(object.bytes())));
        PartSizes.of(object)
                .filter(sizes -> request.query().has("partNumber"))
                .ifPresent(sizes -> headers.put("x-amz-mp-parts-count", Integer.toString(sizes.count())));
        Response head = Response.of(range.isPresent() ? 206 : 200, headers);
        return request.method().equals("HEAD")
                ? Optional.of(new S3Answer.Whole(head))
                : open(object, request, range, head);
    }

    private static Optional<ByteRange> range(S3Request request, StoredObject object) {
        Optional<String> header = request.exchange().header("Range");
        Optional<String> part = request.query().get("partNumber");
        if (part.isEmpty()) {
            return header.flatMap(value -> ByteRange.of(value, object.bytes()));
        }
        if (header.isPresent()) {
            throw S3Errors.invalidRequest("Cannot specify both Range header and partNumber query parameter");
        }
        int number = PartNumber.parse(part.get());
        return PartSizes.of(object).orElse(PartSizes.single(object.bytes())).range(number);
    }

    private Optional<S3Answer> open(StoredObject object, S3Request request, Optional<ByteRange> range, Response head) {
        long offset = range.map(ByteRange::first).orElse(0L);
        long length = range.map(ByteRange::length).orElse(object.bytes());
        ObjectStore.Opened opened =
                store.open(request.bucket(), request.key(), offset, length).orElseThrow(S3Errors::noSuchKey);
        if (opened.object().etag().equals(object.etag()) && opened.object().bytes() == object.bytes()) {
            return Optional.of(new S3Answer.Content(head, opened.content()));
        }
        try {
            opened.content().close();
        } catch (IOException e) {
            throw StoredContent.unreadable(e);
        }
        return Optional.empty();
    }
}
