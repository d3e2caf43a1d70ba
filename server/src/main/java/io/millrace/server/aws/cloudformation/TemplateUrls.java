package io.millrace.server.aws.cloudformation;

import io.millrace.core.fault.RequestException;
import io.millrace.core.limit.Limit;
import io.millrace.core.store.ObjectStore;
import io.millrace.core.store.StoredObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Templates that lie in a bucket, by the URLs that AWS's clients write for them. Nothing is ever fetched from the
/// network: whatever the host, the bucket is one of ours, and a host that is not S3's or this program's is refused.
///
/// Templates have at most [Limit#TEMPLATE_BYTES]. Thread-safe; reading blocks.
///
/// Source: <https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html>
public final class TemplateUrls {
    /// `bucket.s3.us-east-1.amazonaws.com`, `s3-eu-west-1.amazonaws.com`, `s3.amazonaws.com`….
    private static final Pattern AMAZON =
            Pattern.compile("(?:(?<bucket>.+)\\.)?s3(?:[.-](?:dualstack\\.)?[a-z0-9-]+)?\\.amazonaws\\.com(?:\\.cn)?");

    private static final Pattern LOCAL =
            Pattern.compile("(?:(?<bucket>.+?)\\.)??(?:s3(?:\\.[a-z0-9-]+)?\\.)?localhost");
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "[::1]");

    private final ObjectStore store;
    private final String ownHost;

    /// @param ownHost that this program listens on
    public TemplateUrls(ObjectStore store, String ownHost) {
        this.store = store;
        this.ownHost = ownHost.toLowerCase(Locale.ROOT);
    }

    /// An object that a URL names.
    record Place(String bucket, String key) {}

    /// Reads a template.
    ///
    /// @throws RequestException `ValidationError` for a URL that is none of ours, and for a template that is not
    /// there
    public String read(String url) {
        Place place = place(url);
        try {
            StoredObject object = store.head(place.bucket(), place.key())
                    .orElseThrow(() -> invalid("S3 error: The specified key does not exist: " + url));
            if (object.bytes() > Limit.TEMPLATE_BYTES.value()) {
                throw invalid("Template may not exceed " + Limit.TEMPLATE_BYTES.value()
                        + " bytes in size, this one has " + object.bytes() + ": " + url);
            }
            try (ObjectStore.Opened opened = store.open(place.bucket(), place.key(), 0, object.bytes())
                    .orElseThrow(() -> invalid("S3 error: The specified key does not exist: " + url))) {
                return new String(opened.content().readAllBytes(), StandardCharsets.UTF_8);
            }
        } catch (RequestException e) {
            throw e.code().equals("NoSuchBucket")
                    ? invalid("S3 error: The specified bucket does not exist: " + url)
                    : e;
        } catch (IOException e) {
            throw new UncheckedIOException("A template could not be read", e);
        }
    }

    Place place(String url) {
        URI uri = parsed(url);
        String host = uri.getHost() == null ? "" : uri.getHost().toLowerCase(Locale.ROOT);
        String bucket = bucketOf(host, url);
        String path = uri.getPath() == null || uri.getPath().isEmpty()
                ? ""
                : uri.getPath().substring(1);
        if (!bucket.isEmpty()) {
            return checked(bucket, path, url);
        }
        int slash = path.indexOf('/');
        return slash < 0 ? checked("", "", url) : checked(path.substring(0, slash), path.substring(slash + 1), url);
    }

    private static URI parsed(String url) {
        try {
            URI uri = new URI(url);
            boolean web = "https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme());
            if (!web || url.length() > Limit.CLOUDFORMATION_URL_CHARS.value()) {
                throw invalid("TemplateURL must be a supported URL: the http or https address of an object of S3");
            }
            if (uri.getRawQuery() != null && !uri.getRawQuery().equals("versionId=null")) {
                throw invalid("TemplateURL: '?" + uri.getRawQuery()
                        + "' is not supported by Millrace: buckets keep one version of an object, without signature");
            }
            return uri;
        } catch (URISyntaxException e) {
            throw invalid("TemplateURL must be a supported URL: " + e.getMessage());
        }
    }

    /// Empty when the bucket stands in the path.
    private String bucketOf(String host, String url) {
        if (LOOPBACK.contains(host) || (!host.isEmpty() && host.equals(ownHost))) {
            return "";
        }
        for (Pattern pattern : new Pattern[] {AMAZON, LOCAL}) {
            Matcher matcher = pattern.matcher(host);
            if (matcher.matches()) {
                return matcher.group("bucket") == null ? "" : matcher.group("bucket");
            }
        }
        throw invalid("TemplateURL must be a supported URL: templates are read from Millrace's own buckets, and '"
                + host + "' is neither S3's host nor this server's: " + url);
    }

    private static Place checked(String bucket, String key, String url) {
        if (bucket.isEmpty() || key.isEmpty()) {
            throw invalid("TemplateURL must name a bucket and a key: " + url);
        }
        return new Place(bucket, key);
    }

    private static RequestException invalid(String message) {
        return new RequestException("ValidationError", message);
    }
}
