package io.millrace.server.aws.s3;

import io.millrace.core.catalog.Catalog;
import io.millrace.core.fault.RequestException;
import io.millrace.core.resource.Arn;
import io.millrace.core.resource.s3.Bucket;
import io.millrace.core.resource.s3.BucketSetting;
import java.util.Optional;

/// The buckets that requests may be about.
final class Buckets {
    private final Catalog catalog;

    Buckets(Catalog catalog) {
        this.catalog = catalog;
    }

    Optional<Bucket> find(String name) {
        return catalog.find(Bucket.class, Bucket.id(name));
    }

    /// What was set; nothing where the bucket is as it was made.
    Optional<BucketSetting> setting(String bucket, BucketSettings setting) {
        return catalog.find(BucketSetting.class, BucketSetting.id(bucket, setting.parameter()));
    }

    /// The bucket of a request.
    ///
    /// @throws RequestException `NoSuchBucket`, or `AccessDenied` when the client expects another owner
    Bucket of(S3Request request) {
        Bucket bucket = find(request.bucket()).orElseThrow(S3Errors::noSuchBucket);
        Optional<String> owner = request.header("x-amz-expected-bucket-owner");
        if (owner.isPresent() && !owner.get().equals(Arn.ACCOUNT)) {
            throw new RequestException("AccessDenied", "Access Denied");
        }
        return bucket;
    }
}
