package io.millrace.server.aws.s3;

import io.millrace.core.fault.RequestException;
import io.millrace.core.limit.Limit;
import io.millrace.core.store.ObjectHeaders;
import io.millrace.core.store.StoredObject;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Which headers of a request are kept with its object, and how an object's headers are given back.
final class StoredHeaders {
    private static final String METADATA = "x-amz-meta-";
    private static final String REDIRECT = "x-amz-website-redirect-location";
    private static final String CONTENT_ENCODING = "content-encoding";
    private static final List<String> KEPT =
            List.of("cache-control", "content-disposition", CONTENT_ENCODING, "content-language", "expires");

    /// What a GET may ask to be answered instead of what is kept.
    private static final List<String> OVERRIDES = List.of(
            "content-type", "cache-control", "content-disposition", CONTENT_ENCODING, "content-language", "expires");

    private StoredHeaders() {}

    static ObjectHeaders of(S3Request request) {
        Map<String, String> kept = new LinkedHashMap<>();
        for (String name : KEPT) {
            request.exchange().header(name).ifPresent(value -> kept.put(name, value));
        }
        Optional.ofNullable(kept.remove(CONTENT_ENCODING))
                .map(StoredHeaders::withoutFraming)
                .filter(value -> !value.isEmpty())
                .ifPresent(value -> kept.put(CONTENT_ENCODING, value));
        request.header(REDIRECT).ifPresent(value -> kept.put(REDIRECT, line(value)));
        int bytes = 0;
        for (Map.Entry<String, String> header : request.headersOf(METADATA)) {
            String value = line(header.getValue());
            kept.merge(header.getKey(), value, (first, second) -> first + "," + second);
            bytes += header.getKey().length() - METADATA.length() + value.length();
        }
        if (bytes > Limit.S3_USER_METADATA_BYTES.value()) {
            throw new RequestException(
                    "MetadataTooLarge",
                    "Your metadata headers exceed the maximum allowed metadata size of "
                            + Limit.S3_USER_METADATA_BYTES.value() + " bytes");
        }
        String type = request.exchange()
                .header("Content-Type")
                .filter(value -> !value.isBlank())
                .orElse("binary/octet-stream");
        return new ObjectHeaders(type, kept, Optional.empty());
    }

    /// What a copy takes over from its source: all but what speaks of how that was put.
    static ObjectHeaders ofCopy(StoredObject source) {
        Map<String, String> kept = new LinkedHashMap<>();
        source.headers().kept().forEach((name, value) -> {
            if (isShown(name)) {
                kept.put(name, value);
            }
        });
        return new ObjectHeaders(source.headers().contentType(), kept, Optional.empty());
    }

    private static boolean isShown(String name) {
        return KEPT.contains(name) || name.startsWith(METADATA) || name.equals(REDIRECT);
    }

    private static String withoutFraming(String encodings) {
        return Arrays.stream(encodings.split(",", -1))
                .map(String::strip)
                .filter(encoding -> !encoding.equalsIgnoreCase("aws-chunked"))
                .collect(Collectors.joining(","));
    }

    /// The headers of an answer about an object, without its length.
    static Map<String, String> answer(StoredObject object, boolean withChecksum) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Last-Modified", S3Times.http(object.lastModified()));
        headers.put("ETag", quoted(object.etag()));
        headers.put("Accept-Ranges", "bytes");
        headers.put("Content-Type", object.headers().contentType());
        object.headers().kept().forEach((name, value) -> {
            if (isShown(name)) {
                headers.put(name, value);
            }
        });
        if (withChecksum) {
            StoredChecksum.of(object).ifPresent(checksum -> checksum.putInto(headers));
        }
        return headers;
    }

    /// Puts what `response-content-type` and its like ask for in place of what is kept.
    static void override(S3Query query, Map<String, String> headers) {
        for (String name : OVERRIDES) {
            query.get("response-" + name).ifPresent(value -> {
                headers.keySet().removeIf(present -> present.equalsIgnoreCase(name));
                headers.put(name, line(value));
            });
        }
    }

    static String quoted(String etag) {
        return "\"" + etag + "\"";
    }

    /// A value from a query as it can go over the wire: in UTF-8, one char per byte, on one line.
    private static String line(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (Character.isISOControl(value.charAt(i)) && value.charAt(i) != '\t') {
                throw S3Errors.invalidArgument("A header's value cannot hold control characters");
            }
        }
        return value.chars().allMatch(c -> c <= 0xff)
                ? value
                : new String(value.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }
}
