package io.millrace.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.firehose.FirehoseClient;
import software.amazon.awssdk.services.firehose.model.ExtendedS3DestinationConfiguration;
import software.amazon.awssdk.services.firehose.model.ProcessingConfiguration;
import software.amazon.awssdk.services.firehose.model.Processor;
import software.amazon.awssdk.services.firehose.model.ProcessorParameter;
import software.amazon.awssdk.services.firehose.model.ProcessorType;
import software.amazon.awssdk.services.firehose.model.PutRecordBatchResponse;
import software.amazon.awssdk.services.firehose.model.Record;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.LogType;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/// A running Millrace and AWS's Java clients of it. All streams deliver to one bucket: data below `STREAM/data/`,
/// errors
/// below `STREAM/errors/TYPE/`, source records below `STREAM/source/`.
final class Cloud implements AutoCloseable {
    static final String BUCKET = "functions";
    static final String ROLE = "arn:aws:iam::000000000000:role/test";
    private static final Pattern RAW_DATA = Pattern.compile("\"rawData\":\"([^\"]*)\"");

    private final MillraceProcess server;
    private final SdkHttpClient http = UrlConnectionHttpClient.create();
    private final LambdaClient lambda;
    private final FirehoseClient firehose;
    private final S3Client s3;
    private final DynamoDbClient dynamodb;

    /// @param server not started yet; it ends with this
    Cloud(MillraceProcess server) {
        this.server = server.start();
        lambda = here(LambdaClient.builder().httpClient(http)).build();
        firehose = here(FirehoseClient.builder().httpClient(http)).build();
        s3 = here(S3Client.builder().httpClient(http).forcePathStyle(true)).build();
        dynamodb = here(DynamoDbClient.builder().httpClient(http)).build();
        s3.createBucket(b -> b.bucket(BUCKET));
    }

    private <B extends AwsClientBuilder<B, C>, C> B here(B builder) {
        return builder.endpointOverride(URI.create(server.url()))
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")));
    }

    MillraceProcess server() {
        return server;
    }

    DynamoDbClient dynamodb() {
        return dynamodb;
    }

    LambdaClient lambda() {
        return lambda;
    }

    /// What a function is made of.
    record Code(String runtime, String handler, SdkBytes zip) {}

    /// Makes a function that has 10 s for a call, and waits until it is active.
    ///
    /// @return its ARN
    String create(String name, Code code, Map<String, String> environment) {
        String arn = lambda.createFunction(r -> r.functionName(name)
                        .runtime(code.runtime())
                        .handler(code.handler())
                        .role(ROLE)
                        .timeout(10)
                        .memorySize(512)
                        .environment(e -> e.variables(environment))
                        .code(c -> c.zipFile(code.zip())))
                .functionArn();
        lambda.waiter().waitUntilFunctionActiveV2(r -> r.functionName(name));
        return arn;
    }

    void timeout(String function, int seconds) {
        lambda.updateFunctionConfiguration(r -> r.functionName(function).timeout(seconds));
        lambda.waiter().waitUntilFunctionUpdatedV2(r -> r.functionName(function));
    }

    /// Calls a function, and has the tail of its log sent along.
    InvokeResponse invoke(String name, String payload) {
        return lambda.invoke(r -> r.functionName(name).logType(LogType.TAIL).payload(SdkBytes.fromUtf8String(payload)));
    }

    /// Has a function called some time.
    ///
    /// @return the request's id
    String event(String name, String payload) {
        InvokeResponse accepted = lambda.invoke(
                r -> r.functionName(name).invocationType("Event").payload(SdkBytes.fromUtf8String(payload)));
        assertThat(accepted.statusCode()).isEqualTo(202);
        return accepted.responseMetadata().requestId();
    }

    static String logTail(InvokeResponse answer) {
        return new String(Base64.getDecoder().decode(answer.logResult()), StandardCharsets.UTF_8);
    }

    /// What every delivery stream of these tests has: it delivers as soon as there is something.
    static ExtendedS3DestinationConfiguration.Builder destination(String stream) {
        return ExtendedS3DestinationConfiguration.builder()
                .roleARN(ROLE)
                .bucketARN("arn:aws:s3:::" + BUCKET)
                .prefix(stream + "/data/")
                .errorOutputPrefix(stream + "/errors/!{firehose:error-output-type}/")
                .bufferingHints(h -> h.sizeInMBs(1).intervalInSeconds(0));
    }

    /// Calls the function as soon as there is something, and once more when a call failed.
    static ProcessingConfiguration transformedBy(String functionArn) {
        Processor processor = Processor.builder()
                .type(ProcessorType.LAMBDA)
                .parameters(
                        parameter("LambdaArn", functionArn),
                        parameter("NumberOfRetries", "1"),
                        parameter("BufferIntervalInSeconds", "0"))
                .build();
        return ProcessingConfiguration.builder()
                .enabled(true)
                .processors(processor)
                .build();
    }

    private static ProcessorParameter parameter(String name, String value) {
        return ProcessorParameter.builder()
                .parameterName(name)
                .parameterValue(value)
                .build();
    }

    void stream(String name, ExtendedS3DestinationConfiguration destination) {
        firehose.createDeliveryStream(r -> r.deliveryStreamName(name).extendedS3DestinationConfiguration(destination));
    }

    /// Makes a function, and a stream of the same name that goes through it.
    void transformed(String name, Code code, Map<String, String> environment) {
        String function = create(name, code, environment);
        stream(
                name,
                destination(name)
                        .processingConfiguration(transformedBy(function))
                        .build());
    }

    /// Puts lines as one batch, all of which must be acknowledged.
    void put(String stream, List<String> lines) {
        PutRecordBatchResponse answer = firehose.putRecordBatch(r -> r.deliveryStreamName(stream)
                .records(lines.stream()
                        .map(line -> Record.builder()
                                .data(SdkBytes.fromUtf8String(line + "\n"))
                                .build())
                        .toList()));
        assertThat(answer.failedPutCount()).isZero();
    }

    /// Every line of every object below a prefix.
    List<String> lines(String prefix) {
        List<String> lines = new ArrayList<>();
        for (S3Object object :
                s3.listObjectsV2Paginator(r -> r.bucket(BUCKET).prefix(prefix)).contents()) {
            s3.getObjectAsBytes(r -> r.bucket(BUCKET).key(object.key()))
                    .asUtf8String()
                    .lines()
                    .forEach(lines::add);
        }
        return lines;
    }

    /// Waits until so many lines are below a prefix; all of them, be they more or too few after two minutes.
    List<String> await(String prefix, int count) {
        Poll.until(() -> lines(prefix).size() >= count);
        return lines(prefix);
    }

    /// Waits until so many records of a stream lie under its error prefix; all of them, as they were put.
    List<String> awaitFailed(String stream, int count) {
        return await(stream + "/errors/", count).stream().map(Cloud::rawData).toList();
    }

    private static String rawData(String line) {
        Matcher rawData = RAW_DATA.matcher(line);
        assertThat(rawData.find()).as(line).isTrue();
        return new String(Base64.getDecoder().decode(rawData.group(1)), StandardCharsets.UTF_8).stripTrailing();
    }

    /// What the operator's status says of a stream.
    String status(String stream) {
        String all = server.get("/_millrace/status").body();
        int begin = all.indexOf("{\"name\":\"" + stream + "\"");
        assertThat(begin).as(all).isNotNegative();
        int end = all.indexOf("{\"name\":\"", begin + 1);
        return end < 0 ? all.substring(begin) : all.substring(begin, end);
    }

    /// A metric of a stream.
    double metric(String name, String stream) {
        Matcher line = Pattern.compile("^" + name + "\\{[^}]*\"" + stream + "\"[^}]*} (\\S+)$", Pattern.MULTILINE)
                .matcher(server.get("/_millrace/metrics").body());
        assertThat(line.find()).as("%s of %s", name, stream).isTrue();
        return Double.parseDouble(line.group(1));
    }

    @Override
    public void close() {
        dynamodb.close();
        s3.close();
        firehose.close();
        lambda.close();
        http.close();
        server.close();
    }
}
