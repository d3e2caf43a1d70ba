package io.millrace.server.provision;

import io.millrace.backends.function.LocalCode;
import io.millrace.backends.log.EmbeddedLog;
import io.millrace.backends.log.EmbeddedLogConfig;
import io.millrace.backends.objects.LocalObjects;
import io.millrace.core.catalog.Catalog;
import io.millrace.core.function.FunctionResult;
import io.millrace.core.function.FunctionRunner;
import io.millrace.core.function.Invocation;
import io.millrace.core.function.RunnableFunction;
import io.millrace.core.ingest.Ingest;
import io.millrace.core.invoke.Functions;
import io.millrace.core.log.EventLog;
import io.millrace.core.logs.LogGroups;
import io.millrace.server.aws.AwsDoor;
import io.millrace.server.aws.apigateway.ApiGatewayDoor;
import io.millrace.server.aws.apigateway.ApiGatewayPorts;
import io.millrace.server.aws.apigateway.AuthorizerCache;
import io.millrace.server.aws.apigateway.UsageCounts;
import io.millrace.server.aws.auth.S3Authenticator;
import io.millrace.server.aws.dynamodb.DynamoDbDoor;
import io.millrace.server.aws.dynamodb.MemoryTables;
import io.millrace.server.aws.dynamodb.Tables;
import io.millrace.server.aws.firehose.FirehoseDoor;
import io.millrace.server.aws.glue.GlueDoor;
import io.millrace.server.aws.iam.IamDoor;
import io.millrace.server.aws.lambda.LambdaDoor;
import io.millrace.server.aws.lambda.LambdaPorts;
import io.millrace.server.aws.logs.LogsDoor;
import io.millrace.server.aws.protocol.Authenticator;
import io.millrace.server.aws.protocol.JsonProtocol;
import io.millrace.server.aws.protocol.QueryProtocol;
import io.millrace.server.aws.protocol.RequestIds;
import io.millrace.server.aws.protocol.RestProtocol;
import io.millrace.server.aws.s3.S3Door;
import io.millrace.server.aws.ssm.SecretBox;
import io.millrace.server.aws.ssm.SsmDoor;
import io.millrace.server.http.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/// All services behind one inner door, on the real log, store and code; only functions do not run.
final class ProvisionTestPlant implements AutoCloseable {
    final HttpHandler door;
    final Catalog catalog;
    private final EventLog log;
    private final LogGroups groups;
    private final Tables tables;

    ProvisionTestPlant(Path folder) throws IOException {
        InstantSource clock = InstantSource.system();
        log = EmbeddedLog.open(EmbeddedLogConfig.DEFAULT, folder.resolve("log"), clock);
        catalog = Catalog.open(log);
        groups = LogGroups.open(catalog, log, clock, UUID::randomUUID);
        tables = new Tables(catalog, new MemoryTables(), clock, UUID::randomUUID, new Random(3));
        tables.resume(Set.of());
        LocalObjects store = new LocalObjects(folder, clock);
        Runner runner = new Runner();
        LambdaPorts lambda = new LambdaPorts(
                catalog,
                new Functions(catalog, runner, new Random(1), UUID::randomUUID),
                runner,
                new LocalCode(folder.resolve("functions")),
                store,
                (function, invocation) -> CompletableFuture.completedFuture(null),
                clock,
                UUID::randomUUID);
        ApiGatewayPorts gateway =
                new ApiGatewayPorts(catalog, clock, UUID::randomUUID, UsageCounts.NONE, AuthorizerCache.NONE);
        door = new AwsDoor(
                new JsonProtocol(
                        List.of(
                                FirehoseDoor.service(catalog, new Ingest(log), clock, UUID::randomUUID),
                                DynamoDbDoor.service(tables, Map.of()),
                                LogsDoor.service(groups, clock),
                                SsmDoor.service(catalog, SecretBox.of(folder, new SecureRandom()), clock),
                                GlueDoor.service(catalog, clock)),
                        Authenticator.OPEN),
                new QueryProtocol(List.of(IamDoor.service(catalog, clock, new Random(2))), Authenticator.OPEN),
                new RestProtocol(
                        List.of(LambdaDoor.service(lambda, new byte[32]), ApiGatewayDoor.service(gateway)),
                        Authenticator.OPEN),
                new S3Door(catalog, store, S3Authenticator.OPEN, clock, RequestIds::next));
    }

    /// Lets every function be, and answers for each.
    private static final class Runner implements FunctionRunner {
        @Override
        public void require(RunnableFunction function) {}

        @Override
        public FunctionResult invoke(RunnableFunction function, Invocation invocation) {
            return new FunctionResult(
                    "{}".getBytes(StandardCharsets.UTF_8), Optional.empty(), RunnableFunction.LATEST, new byte[0]);
        }

        @Override
        public void retire(String region, String name) {}

        @Override
        public void close() {}
    }

    @Override
    public void close() {
        tables.close();
        groups.close();
        log.close();
    }
}
