package io.millrace.server.aws.apigateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.apigateway.model.ApiGatewayException;
import software.amazon.awssdk.services.apigateway.model.IntegrationType;
import software.amazon.awssdk.services.apigateway.model.Op;
import software.amazon.awssdk.services.apigateway.model.PatchOperation;

/// A server, and AWS's own Java client for it.
abstract class GatewaySession {
    @TempDir
    Path folder;

    GatewayTestServer server;
    ApiGatewayClient gateway;

    @BeforeEach
    void open() {
        server = new GatewayTestServer(folder, usage());
        gateway = server.client();
    }

    UsageCounts usage() {
        return UsageCounts.NONE;
    }

    @AfterEach
    void close() {
        gateway.close();
        server.close();
    }

    String createApi(String name) {
        return gateway.createRestApi(b -> b.name(name)).id();
    }

    String rootOf(String api) {
        return gateway.getRestApi(b -> b.restApiId(api)).rootResourceId();
    }

    /// An API with `GET /` answered by nothing, deployed.
    ///
    /// @return its id
    String deployed(String stage) {
        String api = createApi("a");
        String root = rootOf(api);
        gateway.putMethod(
                b -> b.restApiId(api).resourceId(root).httpMethod("GET").authorizationType("NONE"));
        gateway.putIntegration(
                b -> b.restApiId(api).resourceId(root).httpMethod("GET").type(IntegrationType.MOCK));
        gateway.createDeployment(b -> b.restApiId(api).stageName(stage));
        return api;
    }

    static PatchOperation patch(Op op, String path, String value) {
        return PatchOperation.builder().op(op).path(path).value(value).build();
    }

    static PatchOperation replace(String path, String value) {
        return patch(Op.REPLACE, path, value);
    }

    static void fails(ThrowingCallable call, int status, String code, String message) {
        assertThatThrownBy(call).isInstanceOfSatisfying(ApiGatewayException.class, e -> {
            assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code);
            assertThat(e.statusCode()).isEqualTo(status);
            assertThat(e.awsErrorDetails().errorMessage()).contains(message);
        });
    }
}
