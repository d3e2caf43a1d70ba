package io.millrace.server.aws.apigateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.server.aws.s3.RawHttp;
import io.millrace.server.aws.s3.RawHttp.Answer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The protocol's bytes, and requests that no client would send.
class GatewayWireTest {
    @TempDir
    Path folder;

    private GatewayTestServer server;
    private RawHttp http;

    @BeforeEach
    void open() {
        server = new GatewayTestServer(folder, UsageCounts.NONE);
        http = new RawHttp(server.port());
    }

    @AfterEach
    void close() {
        server.close();
    }

    private Answer patch(String target, String body) {
        int length = body.getBytes(StandardCharsets.UTF_8).length;
        return http.send("PATCH " + target, "Content-Length: " + length + "\r\n", body);
    }

    @Test
    void anApiIsAnsweredWithTheMembersThatAwsAnswers() {
        Answer answer = http.post("/restapis", "{\"name\":\"a\"}");

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.body().replaceAll("\"(id|rootResourceId)\":\"[a-z0-9]{10}\"", "\"$1\":\"ID\""))
                .isEqualTo("{\"name\":\"a\",\"createdDate\":1795251600,\"apiKeySource\":\"HEADER\","
                        + "\"endpointConfiguration\":{\"types\":[\"EDGE\"],\"ipAddressType\":\"ipv4\"},"
                        + "\"disableExecuteApiEndpoint\":false,\"tags\":{},\"id\":\"ID\",\"rootResourceId\":\"ID\"}");
    }

    @Test
    void errorsHaveTheirCodeInAHeader() {
        Answer answer = http.get("/restapis/none");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.head()).containsIgnoringCase("x-amzn-errortype: NotFoundException");
        assertThat(answer.body()).contains("\"message\":\"Invalid API identifier specified 000000000000:none\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"name\":\"a\",\"colour\":\"red\"}",
                "{\"name\":\"a\",\"id\":\"mine\"}",
                "{\"name\":\"a\",\"createdDate\":7}",
                "{\"name\":\"a\",\"endpointConfiguration\":{\"speed\":7}}",
                "{\"name\":\"\"}",
                "{\"name\":\"a\",\"policy\":\"{\"}",
                "{\"name\":\"a\",\"apiKeySource\":\"BODY\"}",
                "{\"name\":\"a\",\"minimumCompressionSize\":-1}",
                "{\"name\":\"a\",\"cloneFrom\":7}",
                "{\"name\":7}",
                "[]",
                "{"
            })
    void whatIsWrongIsTheCallersFault(String body) {
        Answer answer = http.post("/restapis", body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.head()).containsPattern("(?i)x-amzn-errortype: (BadRequest|Serialization)Exception");
        assertThat(http.get("/restapis").body()).isEqualTo("{\"item\":[]}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"patchOperations\":[{\"op\":\"move\",\"path\":\"/name\",\"from\":\"/description\"}]}",
                "{\"patchOperations\":[{\"op\":\"test\",\"path\":\"/name\",\"value\":\"a\"}]}",
                "{\"patchOperations\":[{\"op\":\"fly\",\"path\":\"/name\",\"value\":\"a\"}]}",
                "{\"patchOperations\":[{\"op\":\"replace\",\"path\":\"/name\",\"value\":7}]}",
                "{\"patchOperations\":[{\"op\":\"replace\",\"value\":\"a\"}]}",
                "{\"patchOperations\":[{\"op\":\"remove\",\"path\":\"/binaryMediaTypes/none\"}]}",
                "{\"patchOperations\":[{\"op\":\"replace\",\"path\":\"\",\"value\":\"a\"}]}",
                "{\"patchOperations\":[{\"op\":\"replace\",\"path\":\"/name/\",\"value\":\"a\"}]}",
                "{\"patchOperations\":[{\"op\":\"add\",\"path\":\"/endpointConfiguration\",\"value\":\"a\"}]}",
                "{\"patchOperations\":7}",
                "{\"operations\":[]}"
            })
    void patchesThatCannotBeMadeAreRefused(String body) {
        String made = http.post("/restapis", "{\"name\":\"a\"}").body();
        String api = made.replaceAll(".*\"id\":\"([a-z0-9]+)\".*", "$1");

        Answer answer = patch("/restapis/" + api, body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(http.get("/restapis/" + api).body()).isEqualTo(made);
    }

    @Test
    void operationsThatAreMissingAreRefusedByName() {
        assertThat(http.post("/domainnames", "{}").body()).contains("CreateDomainName is not supported by Millrace");
        assertThat(http.post("/apikeys?mode=import&format=csv", "Name\n").body())
                .contains("ImportApiKeys is not");
        assertThat(http.get("/domainnames").body()).isEqualTo("{\"item\":[]}");
        assertThat(http.get("/clientcertificates?limit=5").body()).isEqualTo("{\"item\":[]}");
    }

    @Test
    void anApiThatIsTooLargeIsRefused() {
        String made = http.post("/restapis", "{\"name\":\"a\"}").body();
        String api = made.replaceAll(".*\"id\":\"([a-z0-9]+)\".*", "$1");
        String schema = "{\\\"a\\\":\\\"" + "x".repeat(400_000) + "\\\"}";
        String model = ",\"contentType\":\"application/json\",\"schema\":\"" + schema + "\"}";

        assertThat(http.post("/restapis/" + api + "/models", "{\"name\":\"a\"" + model)
                        .status())
                .isEqualTo(201);
        assertThat(http.post("/restapis/" + api + "/models", "{\"name\":\"b\"" + model)
                        .status())
                .isEqualTo(201);
        Answer third = http.post("/restapis/" + api + "/models", "{\"name\":\"c\"" + model);

        assertThat(third.status()).isEqualTo(429);
        assertThat(third.head()).containsIgnoringCase("x-amzn-errortype: LimitExceededException");
    }

    @ParameterizedTest
    @ValueSource(strings = {"?mode=import&colour=red", "?mode=merge", "?mode=import&ignore=all"})
    void importsWithOtherParametersAreRefused(String query) {
        Answer answer = http.post(
                "/restapis" + query, "{\"swagger\":\"2.0\",\"info\":{\"title\":\"a\",\"version\":\"1\"},\"paths\":{}}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(http.get("/restapis").body()).isEqualTo("{\"item\":[]}");
    }
}
