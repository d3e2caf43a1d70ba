package io.millrace.server.aws.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.core.fault.RequestException;
import io.millrace.core.function.CodeStore;
import io.millrace.core.function.CodeStore.StoredCode;
import io.millrace.core.limit.Limit;
import io.millrace.core.resource.Fields;
import io.millrace.core.store.ObjectStore;
import io.millrace.core.store.StoredObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Optional;

/// Where a request says that the code is: in `ZipFile`, or in a bucket at `S3Key`.
///
/// Source: <https://docs.aws.amazon.com/lambda/latest/api/API_FunctionCode.html>
sealed interface CodeSource {
    /// Checks and keeps the code.
    StoredCode put(CodeStore code, ObjectStore store) throws IOException;

    /// In the request itself.
    record Inline(byte[] zip) implements CodeSource {
        @Override
        public StoredCode put(CodeStore code, ObjectStore store) throws IOException {
            return code.put(new ByteArrayInputStream(zip));
        }
    }

    /// In a bucket.
    record InBucket(String bucket, String key) implements CodeSource {
        @Override
        public StoredCode put(CodeStore code, ObjectStore store) throws IOException {
            StoredObject object = find(store);
            if (object.bytes() > Limit.FUNCTION_CODE_BYTES.value()) {
                throw Target.invalid("Unzipped size must be smaller than " + Limit.FUNCTION_CODE_BYTES.value()
                        + " bytes; the zip itself has " + object.bytes());
            }
            try (ObjectStore.Opened opened =
                    store.open(bucket, key, 0, object.bytes()).orElseThrow(InBucket::noSuchKey)) {
                return code.put(opened.content());
            }
        }

        private StoredObject find(ObjectStore store) {
            try {
                return store.head(bucket, key).orElseThrow(InBucket::noSuchKey);
            } catch (RequestException e) {
                throw e.code().equals("NoSuchBucket") ? unread("NoSuchBucket", "bucket") : e;
            }
        }

        private static RequestException noSuchKey() {
            return unread("NoSuchKey", "key");
        }

        private static RequestException unread(String code, String what) {
            return Target.invalid("Error occurred while GetObject. S3 Error Code: " + code
                    + ". S3 Error Message: The specified " + what + " does not exist");
        }
    }

    /// Reads the members, which CreateFunction has in `Code` and UpdateFunctionCode at its root.
    static CodeSource parse(Fields fields) {
        fields.notSupported("ImageUri", "functions come as zips");
        fields.notSupported("SourceKMSKeyArn", "encrypt the disk instead");
        Optional<JsonNode> zip = fields.any("ZipFile");
        Optional<String> bucket = fields.string("S3Bucket");
        Optional<String> key = fields.string("S3Key");
        fields.string("S3ObjectVersion")
                .filter(version -> !version.equals("null"))
                .ifPresent(version -> {
                    throw fields.invalid("S3ObjectVersion", "buckets keep one version of an object: null");
                });
        if (zip.isPresent() && (bucket.isPresent() || key.isPresent())) {
            throw Target.invalid("Please do not provide other FunctionCode parameters when providing a ZipFile.");
        }
        if (zip.isPresent()) {
            return inline(fields, zip.get());
        }
        if (bucket.isEmpty() || key.isEmpty()) {
            throw Target.invalid("Please provide a source for function code.");
        }
        return new InBucket(bucket.get(), key.get());
    }

    private static Inline inline(Fields fields, JsonNode zip) {
        if (!zip.isBinary()) {
            throw new RequestException("SerializationException", fields.at("ZipFile") + " must be base64");
        }
        try {
            byte[] bytes = zip.binaryValue();
            if (bytes.length > Limit.FUNCTION_ZIP_BYTES.value()) {
                throw new RequestException(
                        "RequestEntityTooLargeException",
                        "A zip in the request may have at most " + Limit.FUNCTION_ZIP_BYTES.value() + " bytes, this one"
                                + " has " + bytes.length + ": put it into a bucket");
            }
            if (bytes.length == 0) {
                throw Target.invalid("Uploaded file must be a non-empty zip");
            }
            return new Inline(bytes);
        } catch (IOException e) {
            throw new IllegalStateException("Bytes that were decoded", e);
        }
    }
}
