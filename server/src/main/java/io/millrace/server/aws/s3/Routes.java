package io.millrace.server.aws.s3;

import io.millrace.core.catalog.Catalog;
import io.millrace.core.store.ObjectStore;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/// Which operation a request asks for: by its method, by what it is about (service, bucket or object), and by the
/// parameter that names a sub-resource.
///
/// To add an operation, give it a line here and a method in the class of its group.
final class Routes {
    private final BucketOperations buckets;
    private final Buckets known;
    private final Listings listings;
    private final ObjectReads reads;
    private final ObjectWrites writes;

    Routes(Catalog catalog, ObjectStore store, InstantSource clock, Supplier<String> ids) {
        known = new Buckets(catalog);
        Uploads uploads = new Uploads(store);
        buckets = new BucketOperations(catalog, known, store, uploads, clock);
        listings = new Listings(known, store);
        reads = new ObjectReads(known, store);
        writes = new ObjectWrites(known, store);
    }

    S3Answer answer(S3Request request) {
        if (request.bucket().isEmpty()) {
            return service(request);
        }
        return request.key().isEmpty() ? bucket(request) : object(request);
    }

    private S3Answer service(S3Request request) {
        if (request.method().equals("GET") && request.key().isEmpty()) {
            return buckets.list(request);
        }
        throw S3Errors.methodNotAllowed();
    }

    private S3Answer bucket(S3Request request) {
        Optional<BucketSettings> setting = BucketSettings.asked(request.query());
        if (setting.isPresent()) {
            return setting.get().answer(request, known);
        }
        if (request.query().has("location") && request.method().equals("GET")) {
            return BucketSettings.location(known.of(request));
        }
        return switch (request.method()) {
            case "GET" -> listings.answer(request);
            case "PUT" -> buckets.create(request);
            case "HEAD" -> buckets.head(request);
            case "DELETE" -> buckets.delete(request);
            case "POST" -> post(request);
            default -> throw S3Errors.methodNotAllowed();
        };
    }

    private S3Answer post(S3Request request) {
        if (request.query().has("delete")) {
            return writes.deleteAll(request);
        }
        throw S3Errors.notImplemented("POST of a form to a bucket");
    }

    private S3Answer object(S3Request request) {
        return switch (request.method()) {
            case "GET", "HEAD" -> reads.answer(request);
            case "PUT" -> writes.put(request);
            case "DELETE" -> writes.delete(request);
            default -> throw S3Errors.methodNotAllowed();
        };
    }
}
