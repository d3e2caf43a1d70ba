package io.millrace.server.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What becomes of requests and answers on their way: templates, parameters, patterns, binary bodies; to Firehose's own
/// door, and to no integration at all.
class GatewayMappingTest {
    private static final String PIXEL = "R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7";
    private static final String DOCUMENT = """
            swagger: "2.0"
            info: {title: mapped, version: "1"}
            x-amazon-apigateway-binary-media-types: [image/gif, application/octet-stream]
            paths:
              /clicks:
                put: &click
                  responses: {"200": {description: ok}, "400": {description: refused}}
                  x-amazon-apigateway-integration:
                    type: aws
                    httpMethod: POST
                    uri: arn:aws:apigateway:us-east-1:firehose:action/PutRecord
                    credentials: arn:aws:iam::000000000000:role/r
                    requestParameters: {integration.request.header.Content-Type: "'application/x-amz-json-1.1'"}
                    requestTemplates:
                      application/json: |
                        {"DeliveryStreamName": "$stageVariables.stream",
                         "Record": {"Data": "$util.base64Encode($input.json('$'))"}}
                      text/plain: |
                        {"DeliveryStreamName": "$stageVariables.stream",
                         "Record": {"Data": "$util.base64Encode($input.json('$'))"}}
                    responses:
                      default: {statusCode: "200", responseTemplates: {application/json: '{"status":"OK"}'}}
                      4\\d{2}:
                        statusCode: "400"
                        responseTemplates: {application/json: "{\\"why\\":$input.json('$.__type')}"}
                post: *click
              /nowhere:
                put:
                  responses: {"200": {description: ok}, "400": {description: refused}}
                  x-amazon-apigateway-integration:
                    type: aws
                    httpMethod: POST
                    uri: arn:aws:apigateway:us-east-1:firehose:action/PutRecord
                    requestParameters: {integration.request.header.Content-Type: "'application/x-amz-json-1.1'"}
                    requestTemplates: {application/json: '{"DeliveryStreamName":"none","Record":{"Data":"YQ=="}}'}
                    responses:
                      default: {statusCode: "200"}
                      4\\d{2}:
                        statusCode: "400"
                        responseTemplates: {application/json: "{\\"why\\":$input.json('$.__type')}"}
              /pixel:
                get:
                  produces: [image/gif]
                  responses: {"200": {description: ok, headers: {Content-Type: {type: string}}}}
                  x-amazon-apigateway-integration:
                    type: mock
                    requestTemplates: {application/json: '{"statusCode": 200}'}
                    responses:
                      default:
                        statusCode: "200"
                        contentHandling: CONVERT_TO_BINARY
                        responseParameters: {method.response.header.Content-Type: "'image/gif'"}
                        responseTemplates: {image/gif: %s}
              /nothing:
                post:
                  responses: {"204": {description: nothing}}
                  x-amazon-apigateway-integration:
                    type: mock
                    requestTemplates: {application/json: '{"statusCode": 204}', text/plain: '{"statusCode": 204}'}
                    responses: {default: {statusCode: "204"}}
                options:
                  responses:
                    "200":
                      description: CORS
                      headers:
                        Access-Control-Allow-Origin: {type: string}
                        Access-Control-Allow-Methods: {type: string}
                  x-amazon-apigateway-integration:
                    type: mock
                    requestTemplates: {application/json: '{"statusCode": 200}'}
                    responses:
                      default:
                        statusCode: "200"
                        responseParameters:
                          method.response.header.Access-Control-Allow-Origin: "'*'"
                          method.response.header.Access-Control-Allow-Methods: "'GET,POST,OPTIONS'"
              /status/{code}:
                get:
                  responses: {"200": {description: ok}, "404": {description: none}, "500": {description: bad}}
                  x-amazon-apigateway-integration:
                    type: mock
                    requestTemplates: {application/json: "{\\"statusCode\\": $input.params('code')}"}
                    responses:
                      default: {statusCode: "200", responseTemplates: {application/json: '"default"'}}
                      40[34]: {statusCode: "404", responseTemplates: {application/json: '"none"'}}
                      5.*: {statusCode: "500", responseTemplates: {application/json: '"bad"'}}
              /overrides:
                get:
                  responses: {"200": {description: ok}}
                  x-amazon-apigateway-integration:
                    type: mock
                    requestTemplates: {application/json: '{"statusCode": 200}'}
                    responses:
                      default:
                        statusCode: "200"
                        responseTemplates:
                          application/json: |
                            #set($context.responseOverride.status = 418)
                            #set($context.responseOverride.header.X-Kind = "$input.params('kind')")
                            {"stage":"$context.stage","who":"$input.params().querystring.get('kind')"}
              /form:
                post:
                  responses: {"200": {description: ok}}
                  x-amazon-apigateway-integration:
                    type: mock
                    requestTemplates:
                      application/json: |
                        #set($context.requestOverride.header.X = "y")
                        {"statusCode": 200}
                    responses:
                      default:
                        statusCode: "200"
                        responseTemplates: {application/json: "A", text/plain: "B", text/csv: "C"}
            """.formatted(PIXEL);

    @TempDir
    static Path folder;

    private static GatewayTestPlant plant;
    private static String api;

    @BeforeAll
    static void open() {
        plant = new GatewayTestPlant(folder);
        plant.makeStream("clicks");
        plant.makeStream("beacons");
        plant.makeStream("others");
        api = plant.api(DOCUMENT, "{\"stream\":\"clicks\"}");
    }

    @AfterAll
    static void close() {
        plant.close();
    }

    @Test
    void aClickBecomesARecordOfItsStream() throws Exception {
        String click = "{\"userId\":\"guest\",\"mysfitId\":\"4e53920c-505a-4a90-a694-b9300791f0ae\"}";

        Wire.Answer answer = plant.call("PUT", api, "/clicks", "Content-Type: application/json\r\n", click);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"status\":\"OK\"}");
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        assertThat(plant.records("clicks")).containsExactly(click);
    }

    @Test
    void anIntegrationThatRefusesIsSelectedByItsStatus() {
        Wire.Answer answer = plant.call("PUT", api, "/nowhere", "", "{}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).isEqualTo("{\"why\":\"ResourceNotFoundException\"}");
    }

    @Test
    void aBeaconOfPlainTextBecomesARecord() throws Exception {
        String own = plant.api(DOCUMENT, "{\"stream\":\"beacons\"}");
        String click = "{\"userId\":\"\u00fc\"}";

        Wire.Answer answer = plant.call("POST", own, "/clicks", "Content-Type: text/plain;charset=UTF-8\r\n", click);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(plant.records("beacons")).containsExactly(click);
    }

    @Test
    void aChangeOfAStageIsSeenAtOnce() throws Exception {
        String own = plant.api(DOCUMENT, "{\"stream\":\"none\"}");
        assertThat(plant.call("PUT", own, "/clicks", "", "{}").status()).isEqualTo(400);

        plant.patchStage(own, "replace", "/variables/stream", "others");

        assertThat(plant.call("PUT", own, "/clicks", "", "{\"a\":1}").status()).isEqualTo(200);
        assertThat(plant.records("others")).containsExactly("{\"a\":1}");
    }

    @Test
    void aDeploymentIsASnapshot() {
        String own = plant.api(DOCUMENT);
        plant.aws("PUT", "/restapis/" + own + "?mode=overwrite", """
                {"swagger":"2.0","info":{"title":"mapped","version":"2"},"paths":{"/new":{"get":{
                  "responses":{"200":{"description":"ok"}},
                  "x-amazon-apigateway-integration":{"type":"mock",
                    "requestTemplates":{"application/json":"{\\"statusCode\\": 200}"},
                    "responses":{"default":{"statusCode":"200"}}}}}}}""");

        assertThat(plant.get(own, "/new").status()).isEqualTo(403);
        assertThat(plant.get(own, "/overrides").status()).isEqualTo(418);

        plant.aws("POST", "/restapis/" + own + "/deployments", "{\"stageName\":\"dev\"}");

        assertThat(plant.get(own, "/new").status()).isEqualTo(200);
        assertThat(plant.get(own, "/overrides").status()).isEqualTo(403);
    }

    @Test
    void anApiThatIsDeletedIsGone() {
        String own = plant.api(DOCUMENT);
        assertThat(plant.get(own, "/overrides").status()).isEqualTo(418);

        plant.send("DELETE", "/restapis/" + own, "", "");

        assertThat(plant.get(own, "/overrides").body()).isEqualTo("{\"message\":\"Forbidden\"}");
    }

    @Test
    void aPixelIsAnsweredAsItsBytes() {
        for (String accept : new String[] {"", "Accept: image/gif\r\n", "Accept: image/webp,*/*;q=0.8\r\n"}) {
            Wire.Answer answer = plant.call("GET", api, "/pixel", accept, "");

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.headers("Content-Type")).containsExactly("image/gif");
            assertThat(answer.bytes()).isEqualTo(Base64.getDecoder().decode(PIXEL));
        }
    }

    @ParameterizedTest
    @CsvSource({"text/plain;charset=UTF-8", "application/json"})
    void nothingIsA204WithoutABody(String type) {
        Wire.Answer answer = plant.call("POST", api, "/nothing", "Content-Type: " + type + "\r\n", "any text");

        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.bytes()).isEmpty();
        assertThat(answer.headers("Content-Length")).isIn(List.of(), List.of("0"));
    }

    @Test
    void aPreflightIsAnsweredAsConfigured() {
        Wire.Answer answer = plant.call("OPTIONS", api, "/nothing", "Origin: http://a.example\r\n", "");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo("*");
        assertThat(answer.header("Access-Control-Allow-Methods")).isEqualTo("GET,POST,OPTIONS");
    }

    @ParameterizedTest
    @CsvSource({
        "200, 200, default",
        "302, 200, default",
        "403, 404, none",
        "404, 404, none",
        "405, 200, default",
        "599, 500, bad"
    })
    void aPatternSelectsTheAnswer(String code, int status, String body) {
        Wire.Answer answer = plant.get(api, "/status/" + code);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.body()).isEqualTo("\"" + body + "\"");
    }

    @Test
    void aTemplateOverridesStatusAndHeaders() {
        Wire.Answer answer = plant.get(api, "/overrides?kind=tea%20pot");

        assertThat(answer.status()).isEqualTo(418);
        assertThat(answer.header("X-Kind")).isEqualTo("tea pot");
        assertThat(answer.body().strip()).isEqualTo("{\"stage\":\"dev\",\"who\":\"tea pot\"}");
    }

    @Test
    void aHeaderThatNoHeaderMayBeIsLeftOut() {
        Wire.Answer answer = plant.get(api, "/overrides?kind=a%0d%0aX-Other:%20b");

        assertThat(answer.status()).isEqualTo(418);
        assertThat(answer.headers("X-Kind")).isEmpty();
        assertThat(answer.headers("X-Other")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"text/csv, C, text/csv", "text/plain;q=0.5, B, text/plain", "image/png, A, application/json"})
    void theTemplateIsTheOneThatTheCallerAccepts(String accept, String body, String type) {
        Wire.Answer answer = plant.call("POST", api, "/form", "Accept: " + accept + "\r\n", "{}");

        assertThat(answer.body()).isEqualTo(body);
        assertThat(answer.header("Content-Type")).isEqualTo(type);
    }

    @ParameterizedTest
    @CsvSource({"/_api/%s/dev/status/404", "/restapis/%s/dev/_user_request_/status/404", "/_api/%s/dev/status/404/"})
    void allAddressesLeadToTheSame(String form) {
        assertThat(plant.send("GET", form.formatted(api), "", "").body()).isEqualTo("\"none\"");
    }

    @ParameterizedTest
    @CsvSource({"execute-api.localhost:4566", "execute-api.us-east-1.amazonaws.com", "execute-api.localhost"})
    void theHostLeadsToTheSame(String suffix) {
        String host = "Host: " + api + "." + suffix + "\r\n";

        assertThat(plant.send("GET", "/dev/status/404", host, "").body()).isEqualTo("\"none\"");
    }

    @Test
    void anApiIsCalledByItsName() {
        String own = plant.api(DOCUMENT.replace("title: mapped", "title: by-name"));

        assertThat(plant.send("GET", "/_api/by-name/dev/status/404", "", "").body())
                .isEqualTo("\"none\"");
        assertThat(own).isNotEqualTo("by-name");
    }

    @Test
    void callsAreWrittenIntoTheAccessLog() throws Exception {
        String own = plant.api(DOCUMENT);
        plant.patchStage(
                own,
                "replace",
                "/accessLogSettings/destinationArn",
                "arn:aws:logs:us-east-1:000000000000:log-group:calls");
        plant.patchStage(
                own,
                "replace",
                "/accessLogSettings/format",
                "$context.httpMethod $context.resourcePath $context.status $context.requestId $context.none");

        plant.get(own, "/status/404");
        assertThat(plant.nextLine()).isEqualTo("GET /status/{code} 404 " + GatewayTestPlant.REQUEST_ID + " -");

        plant.get(own, "/lost");
        assertThat(plant.nextLine()).isEqualTo("GET - 403 " + GatewayTestPlant.REQUEST_ID + " -");
    }

    @Test
    void aBodyGoesThroughAsUtf8() throws Exception {
        plant.makeStream("words");
        String own = plant.api(DOCUMENT, "{\"stream\":\"words\"}");
        String body = "{\"w\":\"\u00e9\u4e2d\ud83d\ude00\\n\\\"\"}";

        plant.call("PUT", own, "/clicks", "", body.getBytes(StandardCharsets.UTF_8));

        assertThat(plant.records("words")).containsExactly(body);
    }
}
