package io.millrace.server.gateway.backend;

import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The URI of an AWS integration: `arn:aws:apigateway:REGION:SERVICE:action/NAME` or `…:path/PATH`, a service with a
/// subdomain (`bucket.s3`) also.
///
/// Source: <https://docs.aws.amazon.com/apigateway/latest/api/API_Integration.html>
///
/// @param region of the service
/// @param service as credential scopes have it
/// @param target `X-Amz-Target` of a JSON service's action
/// @param path of the request, with `{name}` where parameters go
/// @param query that belongs to the action
public record ActionUri(
        String region, String service, Optional<String> target, String path, List<Entry<String, String>> query) {
    private static final Pattern FORM = Pattern.compile(
            "arn:[a-z-]+:apigateway:([a-z0-9-]{1,32}):(?:([A-Za-z0-9.-]+)\\.)?([a-z0-9-]+):(action|path)/(.*)",
            Pattern.DOTALL);

    /// Beginnings of `X-Amz-Target` by service.
    private static final Map<String, String> TARGETS = Map.of(
            "dynamodb", "DynamoDB_20120810",
            "events", "AWSEvents",
            "firehose", "Firehose_20150804",
            "glue", "AWSGlue",
            "kinesis", "Kinesis_20131202",
            "kinesisanalytics", "KinesisAnalytics_20180523",
            "logs", "Logs_20140328",
            "sqs", "AmazonSQS",
            "ssm", "AmazonSSM",
            "states", "AWSStepFunctions");

    /// Reads a URI; empty when it is none of this form.
    public static Optional<ActionUri> parse(String uri, Map<String, String> stageVariables) {
        Matcher form = FORM.matcher(UriTemplate.withVariables(uri, stageVariables));
        if (!form.matches()) {
            return Optional.empty();
        }
        String service = form.group(3);
        String rest = form.group(5);
        if (form.group(4).equals("path")) {
            String bucket = service.equals("s3") && form.group(2) != null ? "/" + form.group(2) : "";
            return Optional.of(new ActionUri(form.group(1), service, Optional.empty(), bucket + "/" + rest, List.of()));
        }
        String prefix = TARGETS.get(service);
        return Optional.of(
                prefix == null
                        ? new ActionUri(
                                form.group(1), service, Optional.empty(), "/", List.of(Map.entry("Action", rest)))
                        : new ActionUri(form.group(1), service, Optional.of(prefix + "." + rest), "/", List.of()));
    }

    String host() {
        return service + "." + region + ".localhost";
    }

    /// Says which region and service are meant; signs nothing.
    String authorization() {
        return "AWS4-HMAC-SHA256 Credential=apigateway/20150709/" + region + "/" + service
                + "/aws4_request, SignedHeaders=host, Signature=none";
    }
}
