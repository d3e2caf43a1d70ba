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
    private final SettingOperations settings;
    private final CorsRules cors;
    private final Listings listings;
    private final MultipartOperations multipart;
    private final MultipartCompletion completion;
    private final UploadListings uploadListings;
    private final CopyOperations copies;
    private final ObjectSettings objectSettings;
    private final ObjectReads reads;
    private final ObjectWrites writes;

    Routes(Catalog catalog, ObjectStore store, InstantSource clock, Supplier<String> ids) {
        known = new Buckets(catalog);
        settings = new SettingOperations(catalog, known);
        cors = new CorsRules(known);
        Uploads uploads = new Uploads(store);
        buckets = new BucketOperations(catalog, known, store, uploads, clock);
        listings = new Listings(known, store);
        multipart = new MultipartOperations(known, uploads, clock, ids);
        completion = new MultipartCompletion(known, store, uploads);
        uploadListings = new UploadListings(known, uploads);
        copies = new CopyOperations(known, store, uploads);
        objectSettings = new ObjectSettings(known, store);
        reads = new ObjectReads(known, store);
        writes = new ObjectWrites(known, store);
    }

    CorsRules cors() {
        return cors;
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
            return settings.answer(setting.get(), request);
        }
        if (request.query().has("location") && request.method().equals("GET")) {
            return BucketSettings.location(known.of(request));
        }
        return switch (request.method()) {
            case "GET" -> request.query().has("uploads") ? uploadListings.uploads(request) : listings.answer(request);
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
        Optional<String> setting = ObjectSettings.asked(request.query());
        if (setting.isPresent()) {
            return objectSettings.answer(setting.get(), request);
        }
        boolean ofUpload = request.query().has("uploadId");
        return switch (request.method()) {
            case "GET" -> ofUpload ? uploadListings.parts(request) : reads.answer(request);
            case "HEAD" -> reads.answer(request);
            case "PUT" -> put(request, ofUpload || request.query().has("partNumber"));
            case "POST" -> postObject(request, ofUpload);
            case "DELETE" -> ofUpload ? multipart.abort(request) : writes.delete(request);
            default -> throw S3Errors.methodNotAllowed();
        };
    }

    private S3Answer put(S3Request request, boolean ofPart) {
        if (request.header(CopySource.HEADER).isPresent()) {
            return ofPart ? copies.copyPart(request) : copies.copyObject(request);
        }
        return ofPart ? multipart.uploadPart(request) : writes.put(request);
    }

    private S3Answer postObject(S3Request request, boolean ofUpload) {
        if (request.query().has("uploads")) {
            return multipart.create(request);
        }
        if (ofUpload) {
            return completion.complete(request);
        }
        throw S3Errors.methodNotAllowed();
    }
}
