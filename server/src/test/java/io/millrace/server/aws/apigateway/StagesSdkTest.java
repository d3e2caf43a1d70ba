package io.millrace.server.aws.apigateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.resource.apigateway.Throttle;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.apigateway.model.CacheClusterStatus;
import software.amazon.awssdk.services.apigateway.model.GetDeploymentResponse;
import software.amazon.awssdk.services.apigateway.model.GetExportResponse;
import software.amazon.awssdk.services.apigateway.model.GetStageResponse;
import software.amazon.awssdk.services.apigateway.model.MethodSetting;
import software.amazon.awssdk.services.apigateway.model.Op;
import software.amazon.awssdk.services.apigateway.model.PatchOperation;

/// Stages and deployments, as AWS's own Java client sees them.
class StagesSdkTest extends GatewaySession {
    private void patchStage(String api, PatchOperation... operations) {
        gateway.updateStage(b -> b.restApiId(api).stageName("s").patchOperations(operations));
    }

    private GetStageResponse stage(String api) {
        return gateway.getStage(b -> b.restApiId(api).stageName("s"));
    }

    @Test
    void aStageIsPatched() {
        String api = deployed("s");
        server.passSeconds(60);

        patchStage(
                api,
                replace("/description", "d"),
                patch(Op.ADD, "/variables/a", "b"),
                replace("/variables/c", "d"),
                patch(Op.REMOVE, "/variables/a", null),
                replace("/tracingEnabled", "true"),
                replace("/cacheClusterEnabled", "true"),
                replace("/cacheClusterSize", "0.5"),
                replace("/accessLogSettings/destinationArn", "arn:aws:logs:us-east-1:000000000000:log-group:g"),
                replace("/accessLogSettings/format", "$context.requestId"));

        GetStageResponse got = stage(api);
        assertThat(got.description()).isEqualTo("d");
        assertThat(got.variables()).containsExactly(Map.entry("c", "d"));
        assertThat(got.tracingEnabled()).isTrue();
        assertThat(got.cacheClusterStatus()).isEqualTo(CacheClusterStatus.AVAILABLE);
        assertThat(got.accessLogSettings().format()).isEqualTo("$context.requestId");
        assertThat(got.lastUpdatedDate()).isEqualTo(got.createdDate().plusSeconds(60));
        patchStage(api, patch(Op.REMOVE, "/accessLogSettings", null));
        assertThat(stage(api).accessLogSettings()).isNull();
    }

    @Test
    void anAccessLogGoesToALogGroup() {
        String api = deployed("s");
        String stream = "arn:aws:firehose:us-east-1:000000000000:deliverystream/amazon-apigateway-x";

        fails(
                () -> patchStage(api, replace("/accessLogSettings/destinationArn", stream)),
                400,
                "BadRequestException",
                "delivery streams are not supported");
    }

    @Test
    void methodSettingsAreFiledAsTheyAreGiven() {
        String api = deployed("s");

        patchStage(
                api,
                replace("/*/*/throttling/rateLimit", "100"),
                replace("/*/*/throttling/burstLimit", "50"),
                replace("/~1pets~1{id}/GET/logging/loglevel", "INFO"),
                replace("/~1pets~1{id}/GET/caching/ttlInSeconds", "7"),
                replace("/dogs/POST/metrics/enabled", "true"));

        assertThat(stage(api).methodSettings()).containsOnlyKeys("*/*", "~1pets~1{id}/GET", "dogs/POST");
        MethodSetting all = stage(api).methodSettings().get("*/*");
        assertThat(all.throttlingRateLimit()).isEqualTo(100.0);
        assertThat(all.throttlingBurstLimit()).isEqualTo(50);
        assertThat(all.loggingLevel()).isEqualTo("OFF");
        MethodSetting one = stage(api).methodSettings().get("~1pets~1{id}/GET");
        assertThat(one.loggingLevel()).isEqualTo("INFO");
        assertThat(one.cacheTtlInSeconds()).isEqualTo(7);
        assertThat(one.throttlingRateLimit()).isEqualTo(10_000.0);
        assertThat(server.catalog
                        .list(io.millrace.core.resource.apigateway.Stage.class)
                        .getFirst()
                        .settingsOf("/cats", "GET")
                        .orElseThrow()
                        .throttle())
                .contains(new Throttle(100, 50));
        patchStage(api, patch(Op.REMOVE, "/dogs/POST", null), patch(Op.REMOVE, "/*/*", null));
        assertThat(stage(api).methodSettings()).containsOnlyKeys("~1pets~1{id}/GET");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/colour|red|Invalid patch path  '/colour' specified for op 'replace'",
                "/stageName|x|Invalid patch path  '/stageName'",
                "/*/*/logging/loudness|9|Invalid patch path",
                "/*/*/logging/loglevel|LOUD|'LOUD' is not one of OFF, ERROR, INFO",
                "/*/*/throttling/rateLimit|NaN|Invalid patch value 'NaN'",
                "/*/*/throttling/burstLimit|1.5|Invalid patch value '1.5'",
                "/x/logging/loglevel|INFO|Invalid method setting path: x",
                "/tracingEnabled|yes|Invalid patch value 'yes': give true or false",
                "/variables/a-b|x|Stage variable 'a-b'",
                "/deploymentId|none|Deployment id does not exist"
            })
    void whatCannotBePatchedIsRefusedByName(String path, String value, String message) {
        String api = deployed("s");

        fails(() -> patchStage(api, replace(path, value)), 400, "BadRequestException", message);
    }

    @Test
    void aCanaryIsPromotedByCopying() {
        String api = deployed("s");
        String second = gateway.createDeployment(b -> b.restApiId(api)).id();
        patchStage(
                api,
                replace("/canarySettings/deploymentId", second),
                replace("/canarySettings/percentTraffic", "10"),
                replace("/canarySettings/stageVariableOverrides/a", "b"));

        patchStage(
                api,
                PatchOperation.builder()
                        .op(Op.COPY)
                        .from("/canarySettings/stageVariableOverrides")
                        .path("/variables")
                        .build(),
                PatchOperation.builder()
                        .op(Op.COPY)
                        .from("/canarySettings/deploymentId")
                        .path("/deploymentId")
                        .build(),
                patch(Op.REMOVE, "/canarySettings", null));

        assertThat(stage(api).variables()).containsExactly(Map.entry("a", "b"));
        assertThat(stage(api).deploymentId()).isEqualTo(second);
        assertThat(stage(api).canarySettings()).isNull();
    }

    @Test
    void stagesAreMadeListedAndDeleted() {
        String api = deployed("s");
        String deployment = stage(api).deploymentId();
        gateway.createStage(b -> b.restApiId(api)
                .stageName("t")
                .deploymentId(deployment)
                .tags(Map.of("a", "b"))
                .variables(Map.of("c", "d")));

        assertThat(gateway.getStages(b -> b.restApiId(api).deploymentId(deployment))
                        .item())
                .extracting(software.amazon.awssdk.services.apigateway.model.Stage::stageName)
                .containsExactly("s", "t");
        fails(
                () -> gateway.createStage(b -> b.restApiId(api).stageName("t").deploymentId(deployment)),
                409,
                "ConflictException",
                "Stage already exists");
        fails(
                () -> gateway.createStage(b -> b.restApiId(api).stageName("u").deploymentId("none")),
                400,
                "BadRequestException",
                "Deployment id does not exist");
        gateway.flushStageCache(b -> b.restApiId(api).stageName("t"));
        gateway.deleteStage(b -> b.restApiId(api).stageName("t"));
        fails(
                () -> gateway.getStage(b -> b.restApiId(api).stageName("t")),
                404,
                "NotFoundException",
                "Invalid stage identifier specified");
    }

    @Test
    void anApiHasTenStages() {
        String api = deployed("s0");
        for (int i = 1; i < 10; i++) {
            String name = "s" + i;
            gateway.createDeployment(b -> b.restApiId(api).stageName(name));
        }

        fails(
                () -> gateway.createDeployment(b -> b.restApiId(api).stageName("s10")),
                429,
                "LimitExceededException",
                "at most 10 stages");
    }

    @Test
    void aDeploymentTellsWhatWasInTheApi() {
        String api = deployed("s");
        String root = rootOf(api);
        gateway.deleteMethod(b -> b.restApiId(api).resourceId(root).httpMethod("GET"));

        GetDeploymentResponse got = gateway.getDeployment(
                b -> b.restApiId(api).deploymentId(stage(api).deploymentId()).embed("apisummary"));

        assertThat(got.apiSummary().get("/").get("GET").authorizationType()).isEqualTo("NONE");
        gateway.updateDeployment(b ->
                b.restApiId(api).deploymentId(got.id()).patchOperations(List.of(replace("/description", "first"))));
        assertThat(gateway.getDeployments(b -> b.restApiId(api)).items())
                .extracting("description")
                .containsExactly("first");
    }

    @Test
    void aStageIsExported() {
        String api = deployed("s");

        String json = gateway.getExport(b -> b.restApiId(api).stageName("s").exportType("oas30"))
                .body()
                .asUtf8String();
        GetExportResponse yaml = gateway.getExport(b -> b.restApiId(api)
                .stageName("s")
                .exportType("swagger")
                .parameters(Map.of("extensions", "integrations"))
                .accepts("application/yaml"));

        assertThat(json).contains("\"openapi\" : \"3.0.1\"").doesNotContain("x-amazon");
        assertThat(yaml.contentType()).isEqualTo("application/yaml");
        assertThat(yaml.contentDisposition())
                .startsWith("attachment; filename=\"swagger_")
                .endsWith(".yaml\"");
        assertThat(yaml.body().asUtf8String())
                .startsWith("swagger: \"2.0\"")
                .contains("x-amazon-apigateway-integration:");
        fails(
                () -> gateway.getExport(b -> b.restApiId(api).stageName("s").exportType("raml")),
                400,
                "BadRequestException",
                "give swagger or oas30");
    }
}
