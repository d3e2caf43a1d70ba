package io.millrace.bench;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A REST API before the stream of [Workload]: the same click to `/clicks`, to `/checked` where a model checks it, and
/// to `/guarded` where a function says who may, once.
final class ClickApi {
    private static final String AUTHORIZER = "authorizer";
    private static final Pattern ID = Pattern.compile("\"id\"\\s*:\\s*\"([a-z0-9]+)\"");
    private static final String MODEL = """
            "Click":{"$schema":"http://json-schema.org/draft-04/schema#","type":"object","additionalProperties":false,
             "required":["requestid","contextid","callerid","component","action","type"],
             "properties":{"requestid":{"type":"string"},"contextid":{"type":"string"},"callerid":{"type":"string"},
              "component":{"type":"string"},"action":{"type":"string"},"type":{"type":"string"}}}
            """;
    private static final String INTEGRATION = """
            "responses":{"200":{"description":"taken"}},
            "x-amazon-apigateway-integration":{"type":"aws","httpMethod":"POST","passthroughBehavior":"never",
             "uri":"arn:aws:apigateway:us-east-1:firehose:action/PutRecord",
             "credentials":"arn:aws:iam::000000000000:role/bench",
             "requestTemplates":{"application/json":"{\\"DeliveryStreamName\\": \\"%s\\", \\"Record\\": \
            {\\"Data\\": \\"$util.base64Encode($input.json('$'))\\"}}"},
             "responses":{"default":{"statusCode":"200"}}}
            """.formatted(Workload.STREAM);

    private ClickApi() {}

    /// Makes the API, its stage and its function.
    static void prepare(ServerProcess server) throws Exception {
        try (Functions functions = new Functions(server.port())) {
            if (!functions.create(AUTHORIZER, FunctionCode.authorizer())) {
                throw new IllegalStateException("No Java function can be run");
            }
        }
        String api = Workload.post(
                server.url() + "/restapis?mode=import&failonwarnings=true",
                swagger("arn:aws:lambda:us-east-1:000000000000:function:" + AUTHORIZER));
        Matcher id = ID.matcher(api);
        if (!id.find()) {
            throw new IllegalStateException("No id in " + api);
        }
        Workload.post(server.url() + "/restapis/" + id.group(1) + "/deployments", "{\"stageName\":\"prod\"}");
    }

    /// @param resource `clicks`, `checked` or `guarded`
    static Wrk.Request put(String resource) {
        return new Wrk.Request(
                "PUT",
                "/_api/clicks/prod/" + resource,
                Map.of("Content-Type", "application/json", "Authorization", "ALLOW=ORDERAPP"),
                click());
    }

    /// What a record put directly holds, to be the same.
    static byte[] data() {
        return click().getBytes(StandardCharsets.US_ASCII);
    }

    private static String swagger(String function) {
        return """
                {"swagger":"2.0","info":{"title":"clicks","version":"1"},"definitions":{%1$s},
                 "x-amazon-apigateway-request-validators":{"body":{"validateRequestBody":true,
                  "validateRequestParameters":false}},
                 "securityDefinitions":{"guard":{"type":"apiKey","name":"Authorization","in":"header",
                  "x-amazon-apigateway-authtype":"custom","x-amazon-apigateway-authorizer":{"type":"token",
                   "authorizerUri":"arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/%2$s/invocations",
                   "authorizerResultTtlInSeconds":3600}}},
                 "paths":{
                  "/clicks":{"put":{%3$s}},
                  "/checked":{"put":{"consumes":["application/json"],"x-amazon-apigateway-request-validator":"body",
                   "parameters":[{"in":"body","name":"Click","required":true,"schema":{"$ref":"#/definitions/Click"}}],
                   %3$s}},
                  "/guarded":{"put":{"security":[{"guard":[]}],%3$s}}}}
                """.formatted(MODEL, function, INTEGRATION);
    }

    private static String click() {
        return "{\"requestid\":\"b41ff031-141e-4a8d-bb56-158a22bea0b3\",\"contextid\":\"OrderApp\","
                + "\"callerid\":\"OrderApp\",\"component\":\"login\",\"action\":\"click\",\"type\":\"webpage\"}";
    }
}
