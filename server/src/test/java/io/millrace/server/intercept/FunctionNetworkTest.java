package io.millrace.server.intercept;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.millrace.core.fault.UnavailableException;
import io.millrace.core.function.FunctionAccess;
import io.millrace.server.http.EventLoops;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/// Unedited clients of AWS, told of the program by nothing but their environment, against one that demands signatures.
@Timeout(120)
class FunctionNetworkTest {
    private static final String FIREHOSE = "firehose.us-east-1.amazonaws.com";
    private static final String CREATE = """
            {"DeliveryStreamName":"clicks","ExtendedS3DestinationConfiguration":{
             "RoleARN":"arn:aws:iam::000000000000:role/test","BucketARN":"arn:aws:s3:::clicks"}}""";

    @TempDir
    Path folder;

    private FunctionTestServer server;
    private FunctionAccess access;
    private HttpClient client;

    @BeforeEach
    void open() throws Exception {
        server = new FunctionTestServer(folder);
        access = server.network.get();
        client = HttpClient.newBuilder()
                .proxy(ProxySelector.of(new InetSocketAddress(
                        InetAddress.getLoopbackAddress(),
                        URI.create(access.proxy()).getPort())))
                .sslContext(trusting(access.trustStore()))
                .build();
        assertThat(send("s3", "PUT", "https://s3.us-east-1.amazonaws.com/clicks", "", "")
                        .statusCode())
                .isEqualTo(200);
        assertThat(call(FIREHOSE, "Firehose_20150804.CreateDeliveryStream", CREATE)
                        .statusCode())
                .isEqualTo(200);
    }

    @AfterEach
    void close() {
        client.close();
        server.close();
    }

    @Test
    void javasOwnClientPutsARecordOverHttp2() throws Exception {
        HttpResponse<String> answer = call(
                FIREHOSE,
                "Firehose_20150804.PutRecord",
                "{\"DeliveryStreamName\":\"clicks\",\"Record\":{\"Data\":\"aGk=\"}}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
        assertThat(server.records()).isEqualTo(1);
    }

    @Test
    void bucketsAreFoundInHostsAndPaths() throws Exception {
        String[] urls = {
            "https://clicks.s3.us-east-1.amazonaws.com/a",
            "https://clicks.s3.amazonaws.com/a",
            "https://s3.us-east-1.amazonaws.com/clicks/a",
            "https://s3.amazonaws.com/clicks/a",
            "https://clicks.s3.dualstack.us-east-1.amazonaws.com/a"
        };
        for (String url : urls) {
            assertThat(send("s3", "PUT", url, "", url).statusCode()).isEqualTo(200);
            assertThat(send("s3", "GET", urls[0], "", "").body()).isEqualTo(url);
        }
    }

    @Test
    void aServiceThatIsNotHereIsNamed() throws Exception {
        HttpResponse<String> item =
                call("dynamodb.us-east-1.amazonaws.com", "DynamoDB_20120810.PutItem", "{\"TableName\":\"t\"}");
        assertThat(item.statusCode()).isEqualTo(400);
        assertThat(item.body())
                .contains("UnknownOperationException")
                .contains("PutItem")
                .contains("Millrace does not have dynamodb yet");
        HttpResponse<String> rest =
                send("apigateway", "GET", "https://apigateway.us-east-1.amazonaws.com/restapis", "", "");
        assertThat(rest.statusCode()).isEqualTo(404);
        assertThat(rest.body()).contains("Millrace does not have apigateway yet");
    }

    @Test
    void theKeyOfFunctionsTakesItsTokenAndItsSecret() throws Exception {
        FunctionAccess.Credentials key = server.key;
        for (FunctionAccess.Credentials wrong : List.of(
                new FunctionAccess.Credentials(key.accessKeyId(), "wrong", key.sessionToken()),
                new FunctionAccess.Credentials(key.accessKeyId(), key.secretAccessKey(), "wrong"))) {
            HttpRequest request = signed(
                    wrong,
                    new Call("firehose", "POST", "https://" + FIREHOSE + "/", "Firehose_20150804.PutRecord", "{}"));
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(answer.body()).doesNotContain(key.secretAccessKey());
        }
    }

    @Test
    void theOldSdkForJavaPutsARecord() throws Exception {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        URI proxy = URI.create(access.proxy());
        command.addAll(List.of(
                "-Dhttps.proxyHost=" + proxy.getHost(),
                "-Dhttps.proxyPort=" + proxy.getPort(),
                "-Djavax.net.ssl.trustStore=" + access.trustStore(),
                "-Djavax.net.ssl.trustStorePassword=" + FunctionAccess.TRUST_STORE_PASSWORD,
                "-cp",
                classPath(),
                SdkV1Program.class.getName(),
                "clicks"));
        assertThat(run(command)).contains("RecordId ");
        assertThat(server.records()).isEqualTo(1);
    }

    @Test
    void theOldSdkForPythonPutsARecordAndAnObject() throws Exception {
        assumeTrue(runs("/usr/bin/python3", "import boto3"), "boto3 is not on this machine");
        assertThat(run(List.of("/usr/bin/python3", script("put.py"), "clicks")))
                .contains("RecordId ")
                .contains("Object hello");
        assertThat(server.records()).isEqualTo(1);
    }

    @Test
    void nodesOwnClientGoesThroughTheProxyToAwsAlone() throws Exception {
        assumeTrue(runsNode(), "Node.js is not on this machine");
        Path tunnel = folder.resolve("tunnel.mjs");
        try (InputStream in =
                FunctionNetworkTest.class.getResourceAsStream("/io/millrace/backends/function/tunnel.mjs")) {
            Files.copy(in, tunnel);
        }

        assertThat(run(List.of("node", "--import", tunnel.toUri().toString(), script("put.mjs")))
                        .lines())
                .containsExactly(
                        "default 403AccessDenied",
                        "no agent 403AccessDenied",
                        "twice 403AccessDenied 403AccessDenied",
                        "side by side 403AccessDenied 403AccessDenied 403AccessDenied",
                        "distrust distrusted",
                        "other port looked up",
                        "other host looked up",
                        "excepted looked up",
                        "no proxy there ECONNREFUSED");
    }

    private static boolean runsNode() throws InterruptedException {
        try {
            return new ProcessBuilder("node", "--import", "data:text/javascript,", "-e", "")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void pythonAtItsStrictestTrustsTheCertificates() throws Exception {
        assumeTrue(runs("python3", "import ssl; ssl.VERIFY_X509_STRICT"), "Python is not on this machine");
        for (String host : List.of("dynamodb.us-east-1.amazonaws.com", "a.b.s3.eu-central-1.amazonaws.com")) {
            assertThat(run(List.of("python3", script("strict.py"), host)).strip())
                    .isEqualTo("403 MissingAuthenticationTokenException");
        }
    }

    @Test
    void nothingIsMadeBeforeAFunctionNeedsIt() throws Exception {
        Path other = Files.createDirectory(folder.resolve("other"));
        try (EventLoops loops = EventLoops.start()) {
            FunctionNetwork network =
                    new FunctionNetwork(loops, other, server.key, InstantSource.system(), new SecureRandom());
            assertThatThrownBy(network::get)
                    .isInstanceOf(UnavailableException.class)
                    .hasMessageContaining("starting");
            network.serve("127.0.0.1", 4566, exchange -> {});
            assertThat(other).isEmptyDirectory();
            assertThat(loops.listeners()).isZero();

            FunctionAccess first = network.get();
            assertThat(network.get()).isSameAs(first);
            assertThat(first.authority()).exists();
            assertThat(first.toString()).doesNotContain(server.key.secretAccessKey());
            network.close();
            assertThat(loops.listeners()).isZero();
            assertThatThrownBy(network::get).isInstanceOf(UnavailableException.class);
        }
    }

    @Test
    void functionsReachWhatTheProgramListensOn() {
        assertThat(FunctionNetwork.endpoint("127.0.0.1", 1)).isEqualTo("http://127.0.0.1:1");
        assertThat(FunctionNetwork.endpoint("0.0.0.0", 1)).isEqualTo("http://127.0.0.1:1");
        assertThat(FunctionNetwork.endpoint("::", 1)).isEqualTo("http://[::1]:1");
        assertThat(FunctionNetwork.endpoint("192.0.2.7", 1)).isEqualTo("http://192.0.2.7:1");
    }

    private record Call(String service, String method, String url, String target, String body) {}

    private HttpResponse<String> call(String host, String target, String body) throws Exception {
        String service = host.substring(0, host.indexOf('.'));
        return send(service, "POST", "https://" + host + "/", target, body);
    }

    private HttpResponse<String> send(String service, String method, String url, String target, String body)
            throws Exception {
        return client.send(
                signed(server.key, new Call(service, method, url, target, body)), HttpResponse.BodyHandlers.ofString());
    }

    /// Signed by AWS's own signer.
    private static HttpRequest signed(FunctionAccess.Credentials key, Call call) {
        SdkHttpRequest.Builder unsigned = SdkHttpRequest.builder()
                .method(SdkHttpMethod.fromValue(call.method))
                .uri(URI.create(call.url));
        if (!call.target.isEmpty()) {
            unsigned.putHeader("X-Amz-Target", call.target).putHeader("Content-Type", "application/x-amz-json-1.1");
        }
        SignedRequest signed = AwsV4HttpSigner.create().sign(r -> r.identity(AwsSessionCredentialsIdentity.create(
                        key.accessKeyId(), key.secretAccessKey(), key.sessionToken()))
                .request(unsigned.build())
                .payload(() -> new ByteArrayInputStream(call.body.getBytes(StandardCharsets.UTF_8)))
                .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, call.service)
                .putProperty(AwsV4HttpSigner.REGION_NAME, "us-east-1")
                .putProperty(AwsV4HttpSigner.DOUBLE_URL_ENCODE, !call.service.equals("s3")));
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(call.url))
                .method(call.method, HttpRequest.BodyPublishers.ofString(call.body));
        signed.request().forEachHeader((name, values) -> {
            if (!name.equalsIgnoreCase("host") && !name.equalsIgnoreCase("content-length")) {
                values.forEach(value -> request.header(name, value));
            }
        });
        return request.build();
    }

    private String run(List<String> command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        Map<String, String> environment = builder.environment();
        environment.put("HTTPS_PROXY", access.proxy());
        environment.put("AWS_CA_BUNDLE", access.authorities().toString());
        environment.put("NODE_EXTRA_CA_CERTS", access.authority().toString());
        environment.put("AWS_ACCESS_KEY_ID", access.credentials().accessKeyId());
        environment.put("AWS_SECRET_ACCESS_KEY", access.credentials().secretAccessKey());
        environment.put("AWS_SESSION_TOKEN", access.credentials().sessionToken());
        environment.put("AWS_REGION", "us-east-1");
        environment.put("AWS_DEFAULT_REGION", "us-east-1");
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return output;
    }

    /// Of this test, the old SDK's old Jackson in front.
    private static String classPath() {
        String tests = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return Path.of("target", "sdk-v1").toAbsolutePath() + File.separator + "*" + File.pathSeparator + tests;
    }

    private static boolean runs(String python, String program) throws InterruptedException {
        try {
            return new ProcessBuilder(python, "-c", program)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static String script(String name) throws Exception {
        return Path.of(FunctionNetworkTest.class.getResource(name).toURI()).toString();
    }

    private static SSLContext trusting(Path trustStore) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(trustStore)) {
            store.load(in, FunctionAccess.TRUST_STORE_PASSWORD.toCharArray());
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}
