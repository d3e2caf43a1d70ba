package io.millrace.server.aws.s3;

import io.millrace.core.fault.RequestException;
import io.millrace.core.limit.Limit;
import io.millrace.core.store.ObjectHeaders;
import io.millrace.core.store.ObjectStore;
import io.millrace.core.store.ObjectWriter;
import io.millrace.core.store.StoredObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Multipart uploads in progress. They are objects in a bucket of their own, whose name no bucket of S3 can have, and
/// so survive a restart: `BUCKET/UPLOAD/upload` holds what the object will be, `BUCKET/UPLOAD/parts/00001` a part.
///
/// The record of an upload is made first and removed last, so that a crash leaves nothing that cannot be seen and
/// aborted.
final class Uploads {
    /// The bucket that they lie in.
    static final String BUCKET = ".uploads";

    private static final String RECORD = "/upload";
    private static final String PARTS = "/parts/";

    private final ObjectStore store;

    Uploads(ObjectStore store) {
        this.store = store;
    }

    void create(Upload upload) {
        store.createBucket(BUCKET);
        try (ObjectWriter writer = store.writer(BUCKET, folder(upload) + RECORD, upload.toHeaders())) {
            writer.commit();
        }
    }

    /// The upload of a request.
    ///
    /// @throws RequestException `NoSuchUpload` when there is none of this id for this key
    Upload require(String bucket, String key, String id) {
        return find(bucket, id).filter(upload -> upload.key().equals(key)).orElseThrow(S3Errors::noSuchUpload);
    }

    /// An upload by its id.
    Optional<Upload> find(String bucket, String id) {
        if (id.isEmpty() || id.indexOf('/') >= 0) {
            return Optional.empty();
        }
        return inBucket(() -> store.head(BUCKET, bucket + "/" + id + RECORD))
                .map(record -> Upload.of(bucket, id, record));
    }

    /// Uploads of a bucket, in order of key and begin.
    List<Upload> list(String bucket) {
        List<Upload> found = new ArrayList<>();
        String after = "";
        while (true) {
            String start = after;
            Optional<ObjectStore.Listing> page = inBucket(
                    () -> Optional.of(store.list(BUCKET, bucket + "/", "/", start, Limit.S3_LIST_KEYS.intValue())));
            for (String folder : page.map(ObjectStore.Listing::commonPrefixes).orElse(List.of())) {
                find(bucket, folder.substring(bucket.length() + 1, folder.length() - 1))
                        .ifPresent(found::add);
            }
            if (page.flatMap(ObjectStore.Listing::next).isEmpty()) {
                found.sort(Upload.ORDER);
                return found;
            }
            after = page.get().next().orElseThrow();
        }
    }

    /// Begins a part; it replaces the one that has this number.
    ObjectWriter partWriter(Upload upload, int number) {
        return store.writer(BUCKET, partKey(upload, number), ObjectHeaders.NONE);
    }

    /// To be called after a part was committed: where the upload was aborted meanwhile, nothing of it stays.
    void requireStill(Upload upload, int number) {
        if (find(upload.bucket(), upload.id()).isEmpty()) {
            store.delete(BUCKET, partKey(upload, number));
            throw S3Errors.noSuchUpload();
        }
    }

    Optional<StoredObject> part(Upload upload, int number) {
        return store.head(BUCKET, partKey(upload, number));
    }

    /// Opens the content of a part.
    ObjectStore.Opened open(Upload upload, int number) {
        return store.open(BUCKET, partKey(upload, number), 0, Long.MAX_VALUE).orElseThrow(S3Errors::noSuchUpload);
    }

    /// Parts after a number, in order.
    ObjectStore.Listing parts(Upload upload, int after, int max) {
        return store.list(BUCKET, folder(upload) + PARTS, "", partKey(upload, after), max);
    }

    /// The number of a part that [#parts] gave.
    static int number(StoredObject part) {
        return Integer.parseInt(part.key().substring(part.key().lastIndexOf('/') + 1));
    }

    /// Removes an upload and its parts.
    void forget(Upload upload) {
        forEachKey(folder(upload) + PARTS, key -> store.delete(BUCKET, key));
        store.delete(BUCKET, folder(upload) + RECORD);
    }

    /// Removes all uploads of a bucket.
    void forgetAll(String bucket) {
        inBucket(() -> {
            forEachKey(bucket + "/", key -> store.delete(BUCKET, key));
            return Optional.empty();
        });
    }

    private void forEachKey(String prefix, Consumer<String> action) {
        boolean more = true;
        while (more) {
            ObjectStore.Listing page = store.list(BUCKET, prefix, "", "", Limit.S3_LIST_KEYS.intValue());
            page.objects().forEach(object -> action.accept(object.key()));
            more = page.next().isPresent();
        }
    }

    /// Before the first upload of all, not even their bucket is there.
    private static <T> Optional<T> inBucket(Look<T> look) {
        try {
            return look.look();
        } catch (RequestException e) {
            if (e.code().equals("NoSuchBucket")) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static String folder(Upload upload) {
        return upload.bucket() + "/" + upload.id();
    }

    private static String partKey(Upload upload, int number) {
        String digits = Integer.toString(number);
        return folder(upload) + PARTS + "0".repeat(5 - digits.length()) + digits;
    }

    private interface Look<T> {
        Optional<T> look();
    }
}
