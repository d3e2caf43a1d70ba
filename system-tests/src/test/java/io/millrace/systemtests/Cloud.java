package io.millrace.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
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

/// A running Millrace and AWS's Java clients of it. Everything is made in one bucket: data lie below `data/`, errors
/// below `errors/TYPE/`, source records below `source/`.
final class Cloud implements AutoCloseable {
    static final String BUCKET = "functions";
    private static final String ROLE = "arn:aws:iam::000000000000:role/test";
    private static final Pattern RAW_DATA = Pattern.compile("\"rawData\":\"([^\"]*)\"");

    private final MillraceProcess server;
    private final SdkHttpClient http = UrlConnectionHttpClient.create();
    private final LambdaClient lambda;
    private final FirehoseClient firehose;
    private final S3Client s3;

    Cloud(Path data) {
        server = new MillraceProcess(data).start();
        lambda = here(LambdaClient.builder().httpClient(http)).build();
        firehose = here(FirehoseClient.builder().httpClient(http)).build();
        s3 = here(S3Client.builder().httpClient(http).forcePathStyle(true)).build();
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

    LambdaClient lambda() {
        return lambda;
    }

    FirehoseClient firehose() {
        return firehose;
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

    /// Calls a function, and has the tail of its log sent along.
    InvokeResponse invoke(String name, String payload) {
        return lambda.invoke(r -> r.functionName(name).logType(LogType.TAIL).payload(SdkBytes.fromUtf8String(payload)));
    }

    static String logTail(InvokeResponse answer) {
        return new String(Base64.getDecoder().decode(answer.logResult()), StandardCharsets.UTF_8);
    }

    /// What every delivery stream of these tests has: it delivers each second.
    static ExtendedS3DestinationConfiguration.Builder destination() {
        return ExtendedS3DestinationConfiguration.builder()
                .roleARN(ROLE)
                .bucketARN("arn:aws:s3:::" + BUCKET)
                .prefix("data/")
                .errorOutputPrefix("errors/!{firehose:error-output-type}/")
                .bufferingHints(h -> h.sizeInMBs(1).intervalInSeconds(0));
    }

    /// Calls the function each second, and once more when a call failed.
    static ProcessingConfiguration transformedBy(String functionArn) {
        Processor processor = Processor.builder()
                .type(ProcessorType.LAMBDA)
                .parameters(
                        parameter("LambdaArn", functionArn),
                        parameter("NumberOfRetries", "1"),
                        parameter("BufferIntervalInSeconds", "1"))
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

    /// The records that lie under the error prefix, as they were put.
    List<String> failed() {
        List<String> records = new ArrayList<>();
        for (String line : lines("errors/")) {
            Matcher rawData = RAW_DATA.matcher(line);
            assertThat(rawData.find()).as(line).isTrue();
            records.add(
                    new String(Base64.getDecoder().decode(rawData.group(1)), StandardCharsets.UTF_8).stripTrailing());
        }
        return records;
    }

    /// Waits, up to two minutes, until so many lines are below a prefix.
    List<String> await(String prefix, int count) {
        Poll.until(() -> lines(prefix).size() >= count);
        return lines(prefix);
    }

    @Override
    public void close() {
        s3.close();
        firehose.close();
        lambda.close();
        http.close();
        server.close();
    }
}
