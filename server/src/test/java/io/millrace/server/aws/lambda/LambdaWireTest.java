package io.millrace.server.aws.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.server.aws.protocol.Authenticator;
import io.millrace.server.aws.s3.RawHttp;
import io.millrace.server.aws.s3.RawHttp.Answer;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The protocol's bytes, and requests that no client would send.
class LambdaWireTest {
    private static final String FUNCTIONS = "/2015-03-31/functions";
    private static final String CREATE = "{\"FunctionName\":\"f\",\"Runtime\":\"java21\",\"Handler\":\"a::b\",\"Role\":"
            + "\"arn:aws:iam::000000000000:role/r\",\"Code\":{\"ZipFile\":\"UEsgb25l\"}}";

    @TempDir
    Path folder;

    private LambdaTestServer server;
    private RawHttp http;

    @BeforeEach
    void open() {
        server = new LambdaTestServer(folder, Authenticator.OPEN);
        http = new RawHttp(server.port());
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void errorsHaveTheirCodeInAHeaderAndTheirMessageTwice() {
        Answer answer = http.get(FUNCTIONS + "/none");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.head())
                .containsIgnoringCase("x-amzn-errortype: ResourceNotFoundException")
                .containsIgnoringCase("x-amzn-requestid: ")
                .containsIgnoringCase("content-type: application/json");
        assertThat(answer.body())
                .startsWith("{\"Type\":\"User\",\"Message\":\"Function not found: arn:aws:lambda:")
                .contains(",\"message\":\"Function not found: arn:aws:lambda:");
    }

    @Test
    void aSlashAtTheEndMeansNothing() {
        assertThat(http.post(FUNCTIONS + "/", CREATE).status()).isEqualTo(201);
        assertThat(http.get(FUNCTIONS + "/").body()).contains("\"FunctionName\":\"f\"");
        assertThat(http.post(FUNCTIONS + "/f/invocations/", "7").body()).isEqualTo("7");
    }

    @Test
    void unknownMembersAndParametersAreRefusedByName() {
        assertThat(http.post(FUNCTIONS, CREATE.replace("{\"F", "{\"Speed\":9,\"F"))
                        .body())
                .contains("Unknown or unsupported: Speed");
        assertThat(http.post(FUNCTIONS, CREATE.replace("{\"Z", "{\"Zap\":9,\"Z"))
                        .body())
                .contains("Unknown or unsupported: Code.Zap");
        assertThat(http.get(FUNCTIONS + "?Colour=red").body()).contains("Unknown or unsupported: Colour");
    }

    @Test
    void anUnknownOperationOfThePathIsNotABucket() {
        Answer answer = http.send("PATCH " + FUNCTIONS + "/f", "", "");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.head()).containsIgnoringCase("x-amzn-errortype: UnknownOperationException");
        assertThat(http.send(
                                "GET /2099-01-01/unheard-of",
                                "Authorization: AWS4-HMAC-SHA256 Credential=A/20261121/us-east-1/lambda/aws4_request\r\n",
                                "")
                        .head())
                .containsIgnoringCase("x-amzn-errortype: UnknownOperationException");
    }

    @Test
    void aBucketMayBeNamedLikeAPath() {
        String signed = "Authorization: AWS4-HMAC-SHA256 Credential=A/20261121/us-east-1/s3/aws4_request\r\n";

        assertThat(http.send("PUT /2015-03-31", signed + "Content-Length: 0\r\n", "")
                        .status())
                .isEqualTo(200);
        assertThat(http.send("PUT /2015-03-31/functions", signed + "Content-Length: 1\r\n", "x")
                        .status())
                .isEqualTo(200);
        assertThat(http.send("GET /2015-03-31/functions", signed, "").body()).isEqualTo("x");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/%",
                "/%zz/invocations",
                "/%00",
                "/%ff%fe/invocations",
                "/a%2Fb/policy",
                "/..%2f..%2fetc/configuration",
                "/arn%3Aaws%3Alambda",
                "/f?Qualifier=%",
                "/f?Qualifier=%ff",
                "/f?Qualifier=&Qualifier=1",
                "/f?=",
                "/f?MaxItems=x",
                "?MaxItems=99999999999",
                "?MaxItems=-1",
                "?Marker=%F0%9F",
                "/f/aliases/%E2%82%AC",
                "//invocations",
                "/f%3A%24LATEST/versions",
                "/f/versions?Marker=AAAA"
            })
    void oddPathsAreTheCallersFault(String path) {
        http.post(FUNCTIONS, CREATE);

        assertThat(http.get(FUNCTIONS + path).status()).isBetween(200, 499);
        assertThat(http.post(FUNCTIONS + path, "{}").status()).isBetween(200, 499);
        assertThat(http.put(FUNCTIONS + path, "[]").status()).isBetween(200, 499);
        assertThat(http.send("DELETE " + FUNCTIONS + path, "", "").status()).isBetween(200, 499);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "null",
                "7",
                "{",
                "{\"Code\":{",
                "{\"Code\":7}",
                "{\"Code\":null}",
                "{\"Code\":{\"ZipFile\":7}}",
                "{\"Code\":{\"ZipFile\":\"*\"}}",
                "{\"ZipFile\":\"*\"}",
                "{\"ZipFile\":\"UEs\"}",
                "{\"ZipFile\":\"UE\\u00e9=\"}",
                "{\"ZipFile\":\"\"}",
                "{\"ZipFile\":{\"a\":[1]}}",
                "{}{}",
                "{\"FunctionName\":7}",
                "{\"Environment\":{\"Variables\":{\"AB\":7}}}",
                "{\"Tags\":[]}",
                "{\"a\":1,\"a\":2}"
            })
    void oddBodiesAreTheCallersFault(String body) {
        http.post(FUNCTIONS, CREATE);

        for (String path : new String[] {"", "/f/versions", "/f/aliases", "/f/policy"}) {
            assertThat(http.post(FUNCTIONS + path, body).status()).as(path).isBetween(200, 499);
        }
        for (String path : new String[] {"/f/code", "/f/configuration", "/f/aliases/x"}) {
            assertThat(http.put(FUNCTIONS + path, body).status()).as(path).isBetween(200, 499);
        }
    }

    @Test
    void aBodyOverItsBoundIsRefused() {
        Answer answer = http.send("POST " + FUNCTIONS, "Content-Length: 80000000\r\n", " ".repeat(70_200_000));

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.body()).contains("smaller than 70167211 bytes");
    }
}
