package io.millrace.server.provision.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.resource.Arn;
import io.millrace.core.stack.type.ResourceCall;
import io.millrace.server.provision.call.InnerApi;
import io.millrace.server.provision.call.InnerApi.Call;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// AWS Lambda as a client of it.
final class LambdaApi {
    static final String FUNCTIONS = "/2015-03-31/functions";
    private static final String NOT_FOUND = "ResourceNotFoundException";

    private final InnerApi inner;

    LambdaApi(InnerApi inner) {
        this.inner = inner;
    }

    /// A name or ARN as a part of a path.
    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /// The path of a function.
    static String function(String version, String nameOrArn) {
        return "/" + version + "/functions/" + encoded(nameOrArn);
    }

    static String function(String nameOrArn) {
        return FUNCTIONS + "/" + encoded(nameOrArn);
    }

    /// The ARN of what a template names by name, by ARN or by a part of one.
    static String arn(ResourceCall call, String nameOrArn) {
        return nameOrArn.startsWith("arn:")
                ? nameOrArn
                : Arn.of("lambda", call.region(), "function:" + nameOrArn.replaceFirst("^.*function:", ""));
    }

    static Call request(ResourceCall call, String method, String path) {
        int mark = path.indexOf('?');
        return mark < 0
                ? Call.of(call.region(), "lambda", method, path)
                : Call.of(call.region(), "lambda", method, path.substring(0, mark))
                        .withQuery(path.substring(mark + 1));
    }

    JsonNode call(ResourceCall call, String method, String path, ObjectNode input) throws InterruptedException {
        return inner.rest(call.region(), "lambda", method, path, Optional.of(input));
    }

    JsonNode call(ResourceCall call, String method, String path) throws InterruptedException {
        return inner.rest(call.region(), "lambda", method, path, Optional.empty());
    }

    JsonNode call(Call request) throws InterruptedException {
        return inner.answer(request);
    }

    /// What is not there, or there no longer, is well.
    void delete(ResourceCall call, String path) throws InterruptedException {
        inner.exists(request(call, "DELETE", path), NOT_FOUND);
    }

    boolean exists(ResourceCall call, String path) {
        return inner.found(request(call, "GET", path), NOT_FOUND);
    }

    /// The body of an object in a bucket, for what Lambda itself does not fetch.
    InnerApi inner() {
        return inner;
    }
}
