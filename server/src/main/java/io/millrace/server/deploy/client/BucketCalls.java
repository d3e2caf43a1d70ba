package io.millrace.server.deploy.client;

import io.millrace.core.limit.Limit;
import io.millrace.core.resource.Arn;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;

/// The calls of S3 that a deploy makes. What is refused is an [AwsException]. Any thread.
///
/// Source: <https://docs.aws.amazon.com/AmazonS3/latest/API/Welcome.html>
public final class BucketCalls {
    private static final String SERVICE = "s3";

    private final AwsHttp http;

    public BucketCalls(AwsHttp http) {
        this.http = http;
    }

    public boolean hasObject(String bucket, String key) throws IOException, InterruptedException {
        int status = http.send(http.request(SERVICE, "/" + bucket + "/" + key)
                        .method("HEAD", HttpRequest.BodyPublishers.noBody()))
                .statusCode();
        return status == 200;
    }

    /// Makes a bucket; one that is there already is as good.
    public void createBucket(String bucket) throws IOException, InterruptedException {
        String body = http.region().equals(Arn.DEFAULT_REGION)
                ? ""
                : "<CreateBucketConfiguration xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><LocationConstraint>"
                        + http.region() + "</LocationConstraint></CreateBucketConfiguration>";
        HttpResponse<String> response =
                http.send(http.request(SERVICE, "/" + bucket).PUT(HttpRequest.BodyPublishers.ofString(body)));
        if (response.statusCode() != 200) {
            AwsException refusal = AwsHttp.refused("CreateBucket", response);
            if (!refusal.code().equals("BucketAlreadyOwnedByYou")) {
                throw refusal;
            }
        }
    }

    public void putObject(String bucket, String key, Path content) throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(
                http.request(SERVICE, "/" + bucket + "/" + key).PUT(HttpRequest.BodyPublishers.ofFile(content)));
        if (response.statusCode() != 200) {
            throw AwsHttp.refused("PutObject", response);
        }
    }

    /// Deletes all objects of a bucket.
    ///
    /// @return how many; 0 also when there is no such bucket
    public long empty(String bucket) throws IOException, InterruptedException {
        long deleted = 0;
        List<String> keys = page(bucket);
        while (!keys.isEmpty()) {
            delete(bucket, keys);
            deleted += keys.size();
            keys = page(bucket);
        }
        return deleted;
    }

    private List<String> page(String bucket) throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(
                http.request(SERVICE, "/" + bucket + "?list-type=2&max-keys=" + Limit.S3_DELETE_KEYS.value()));
        if (response.statusCode() == 404) {
            return List.of();
        }
        if (response.statusCode() != 200) {
            throw AwsHttp.refused("ListObjectsV2", response);
        }
        return XmlNode.parse(response.body())
                .all("Contents")
                .map(content -> content.text("Key"))
                .toList();
    }

    private void delete(String bucket, List<String> keys) throws IOException, InterruptedException {
        StringBuilder body = new StringBuilder("<Delete><Quiet>true</Quiet>");
        for (String key : keys) {
            body.append("<Object><Key>").append(escaped(key)).append("</Key></Object>");
        }
        byte[] bytes = body.append("</Delete>").toString().getBytes(StandardCharsets.UTF_8);
        HttpResponse<String> response = http.send(http.request(SERVICE, "/" + bucket + "?delete")
                .header("Content-MD5", md5(bytes))
                .POST(HttpRequest.BodyPublishers.ofByteArray(bytes)));
        if (response.statusCode() != 200) {
            throw AwsHttp.refused("DeleteObjects", response);
        }
        XmlNode error = XmlNode.parse(response.body()).child("Error");
        if (!error.name().isEmpty()) {
            throw new AwsException(
                    "DeleteObjects", error.text("Code"), error.text("Key") + ": " + error.text("Message"));
        }
    }

    /// S3 demands this digest, or another, of what it is told to delete.
    private static String md5(byte[] bytes) {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("MD5").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has MD5", e);
        }
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '\r', '\n', '\t' -> escaped.append("&#").append((int) c).append(';');
                default -> escaped.append(c);
            }
        }
        return escaped.toString();
    }
}
