package io.millrace.server.aws.cloudformation;

import io.millrace.backends.log.EmbeddedLog;
import io.millrace.backends.log.EmbeddedLogConfig;
import io.millrace.backends.objects.LocalObjects;
import io.millrace.core.catalog.Catalog;
import io.millrace.core.fault.RequestException;
import io.millrace.core.stack.ResourceTypeSet;
import io.millrace.core.stack.StackPorts;
import io.millrace.core.stack.StackSignals;
import io.millrace.core.stack.StackThreads;
import io.millrace.core.stack.Stacks;
import io.millrace.core.template.Transforms;
import io.millrace.server.aws.AwsDoor;
import io.millrace.server.aws.auth.S3Authenticator;
import io.millrace.server.aws.protocol.Authenticator;
import io.millrace.server.aws.protocol.JsonProtocol;
import io.millrace.server.aws.protocol.QueryProtocol;
import io.millrace.server.aws.protocol.RequestIds;
import io.millrace.server.aws.protocol.RestProtocol;
import io.millrace.server.aws.s3.S3Door;
import io.millrace.server.http.HttpListener;
import io.millrace.server.http.Response;
import io.millrace.server.provision.call.InnerApi;
import io.millrace.server.provision.cloudformation.CloudFormationTypes;
import io.millrace.server.provision.cloudformation.StackResponses;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/// CloudFormation's door behind a real listener, on the real log, with CloudFormation's own types of resources.
final class CloudFormationTestServer implements AutoCloseable {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-21T09:00:00Z"));

    final LocalObjects store;
    private final EmbeddedLog log;
    private final Stacks stacks;
    private final HttpListener listener;
    private final HttpClient client = HttpClient.newHttpClient();

    CloudFormationTestServer(Path folder) {
        log = EmbeddedLog.open(EmbeddedLogConfig.DEFAULT, folder.resolve("log"), InstantSource.system());
        store = new LocalObjects(folder, InstantSource.system());
        Catalog catalog = Catalog.open(log);
        StackSignals signals = new StackSignals();
        StackResponses responses = new StackResponses(() -> "http://127.0.0.1:4566", catalog, new Random(7));
        TemplateUrls urls = new TemplateUrls(store, "127.0.0.1");
        InnerApi none = new InnerApi(exchange -> exchange.send(Response.of(404, Map.of())));
        stacks = new Stacks(new StackPorts(
                catalog,
                log,
                CLOCK,
                new Random(7),
                UUID::randomUUID,
                new ResourceTypeSet(CloudFormationTypes.all(new CloudFormationTypes.Ports(
                        none, this::stacks, urls::read, responses, signals, UUID::randomUUID))),
                (region, name, version, secure) -> {
                    throw new RequestException("ValidationError", "no parameters");
                },
                new Transforms((template, values) -> template),
                region -> List.of(region + "a"),
                signals,
                StackThreads.virtual()));
        listener = HttpListener.start(
                "127.0.0.1",
                0,
                new AwsDoor(
                        new JsonProtocol(List.of(), Authenticator.OPEN),
                        new QueryProtocol(List.of(CloudFormationDoor.service(stacks, urls)), Authenticator.OPEN),
                        new RestProtocol(List.of(), Authenticator.OPEN),
                        new S3Door(catalog, store, S3Authenticator.OPEN, InstantSource.system(), RequestIds::next)));
    }

    private Stacks stacks() {
        return stacks;
    }

    /// An answer as it came.
    record Answer(int status, String body) {}

    /// @param pairs names and values
    Answer call(String action, String... pairs) {
        StringBuilder form = new StringBuilder("Action=" + action + "&Version=2010-05-15");
        for (int i = 0; i < pairs.length; i += 2) {
            form.append('&')
                    .append(pairs[i])
                    .append('=')
                    .append(URLEncoder.encode(pairs[i + 1], StandardCharsets.UTF_8));
        }
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + listener.port() + "/"))
                .header("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")
                .POST(HttpRequest.BodyPublishers.ofString(form.toString()))
                .build();
        try {
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            return new Answer(answer.statusCode(), answer.body());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// Waits until nothing is done to a stack.
    void settle(String stack) {
        long until = System.nanoTime() + 20_000_000_000L;
        while (call("DescribeStacks", "StackName", stack).body().contains("IN_PROGRESS</StackStatus>")) {
            if (System.nanoTime() > until) {
                throw new AssertionError(call("DescribeStackEvents", "StackName", stack));
            }
        }
    }

    @Override
    public void close() {
        listener.close();
        stacks.close();
        log.close();
        client.close();
    }
}
