package io.millrace.server.deploy;

import io.millrace.core.limit.Limit;
import io.millrace.server.deploy.client.BucketCalls;
import io.millrace.server.deploy.client.StackChange.TemplateSource;
import io.millrace.server.deploy.code.Asset;
import io.millrace.server.deploy.code.PackagedTemplate;
import io.millrace.server.deploy.code.Packaging;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// The bucket that a region's deploys put code and large templates into. Its keys are made of the content, so that
/// what lies there is never uploaded twice. One thread.
final class Assets {
    private final BucketCalls calls;
    private final String region;
    private final String bucket;
    private boolean made;

    Assets(BucketCalls calls, String region) {
        this.calls = calls;
        this.region = region;
        this.bucket = Packaging.bucket(region);
    }

    /// Uploads what a template needs, and the template itself when it is too large for a request.
    ///
    /// @param scratch folder for a file on the way
    TemplateSource upload(PackagedTemplate template, Path scratch) throws IOException, InterruptedException {
        for (Asset asset : template.assets()) {
            upload(asset);
        }
        if (template.text().getBytes(StandardCharsets.UTF_8).length <= Limit.TEMPLATE_BODY_BYTES.value()) {
            return new TemplateSource.Body(template.text());
        }
        Path file = Files.createTempFile(scratch, "large", ".template");
        Files.writeString(file, template.text());
        Asset asset = Asset.of(file, ".template");
        upload(asset);
        return new TemplateSource.Url(asset.url(bucket, region));
    }

    private void upload(Asset asset) throws IOException, InterruptedException {
        if (!calls.hasObject(bucket, asset.key())) {
            if (!made) {
                calls.createBucket(bucket);
                made = true;
            }
            calls.putObject(bucket, asset.key(), asset.file());
        }
    }
}
