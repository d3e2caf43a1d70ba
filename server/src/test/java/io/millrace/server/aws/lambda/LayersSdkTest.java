package io.millrace.server.aws.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.server.aws.s3.RawHttp;
import java.net.URI;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.lambda.model.AddLayerVersionPermissionResponse;
import software.amazon.awssdk.services.lambda.model.Architecture;
import software.amazon.awssdk.services.lambda.model.GetLayerVersionPolicyResponse;
import software.amazon.awssdk.services.lambda.model.GetLayerVersionResponse;
import software.amazon.awssdk.services.lambda.model.Layer;
import software.amazon.awssdk.services.lambda.model.LayerVersionsListItem;
import software.amazon.awssdk.services.lambda.model.LayersListItem;
import software.amazon.awssdk.services.lambda.model.PublishLayerVersionResponse;
import software.amazon.awssdk.services.lambda.model.Runtime;
import software.amazon.awssdk.services.s3.S3Client;

/// Layers, as AWS's own Java client makes and uses them.
class LayersSdkTest extends LambdaSession {
    private static final String LAYER = "arn:aws:lambda:us-east-1:000000000000:layer:";
    private static final String INVALID = "InvalidParameterValueException";

    private PublishLayerVersionResponse publish(String name, SdkBytes zip) {
        return lambda.publishLayerVersion(b -> b.layerName(name).content(c -> c.zipFile(zip)));
    }

    private List<String> layersOf(String function, String version) {
        return lambda.getFunctionConfiguration(b -> b.functionName(function).qualifier(version)).layers().stream()
                .map(Layer::arn)
                .toList();
    }

    @Test
    void aLayerIsDescribedAsItWasPublished() {
        PublishLayerVersionResponse made = lambda.publishLayerVersion(b -> b.layerName("tools")
                .description("what it is")
                .licenseInfo("MIT")
                .compatibleRuntimes(Runtime.JAVA21, Runtime.NODEJS20_X)
                .compatibleArchitectures(Architecture.ARM64)
                .content(c -> c.zipFile(ZIP)));

        assertThat(made.version()).isEqualTo(1);
        assertThat(made.layerArn()).isEqualTo(LAYER + "tools");
        assertThat(made.layerVersionArn()).isEqualTo(LAYER + "tools:1");
        assertThat(made.createdDate()).isEqualTo("2026-11-21T09:00:00.000+0000");
        assertThat(made.content().codeSha256()).isEqualTo(FakeCode.sha256(ZIP.asByteArray()));
        assertThat(made.content().codeSize()).isEqualTo(6);
        GetLayerVersionResponse got =
                lambda.getLayerVersion(b -> b.layerName(LAYER + "tools").versionNumber(1L));
        assertThat(got.description()).isEqualTo("what it is");
        assertThat(got.licenseInfo()).isEqualTo("MIT");
        assertThat(got.compatibleRuntimes()).containsExactly(Runtime.JAVA21, Runtime.NODEJS20_X);
        assertThat(got.compatibleArchitectures()).containsExactly(Architecture.ARM64);
        URI location = URI.create(got.content().location());
        assertThat(new RawHttp(server.port()).get(location.getPath()).body()).contains("PK one");
        assertThat(lambda.getLayerVersionByArn(b -> b.arn(LAYER + "tools:1")).description())
                .isEqualTo("what it is");
    }

    @Test
    void layersAreListedByWhatTheyAreFor() {
        for (int i = 0; i < 3; i++) {
            publish("a", ZIP);
        }
        lambda.publishLayerVersion(
                b -> b.layerName("b").compatibleRuntimes(Runtime.JAVA21).content(c -> c.zipFile(ZIP)));

        assertThat(lambda.listLayers(b -> b.maxItems(1)).layers())
                .extracting(LayersListItem::layerName)
                .containsExactly("a");
        assertThat(lambda.listLayersPaginator(b -> b.maxItems(1)).layers())
                .extracting(layer -> layer.latestMatchingVersion().layerVersionArn())
                .containsExactly(LAYER + "a:3", LAYER + "b:1");
        assertThat(lambda.listLayers(b -> b.compatibleRuntime(Runtime.JAVA21)).layers())
                .extracting(LayersListItem::layerName)
                .containsExactly("b");
        assertThat(lambda.listLayerVersionsPaginator(b -> b.layerName("a").maxItems(2))
                        .layerVersions())
                .extracting(LayerVersionsListItem::version)
                .containsExactly(3L, 2L, 1L);
        assertThat(lambda.listLayerVersions(b -> b.layerName("never")).layerVersions())
                .isEmpty();
    }

    @Test
    void aNumberIsNeverGivenAgain() {
        publish("a", ZIP);
        publish("a", OTHER_ZIP);
        lambda.deleteLayerVersion(b -> b.layerName("a").versionNumber(1L));
        lambda.deleteLayerVersion(b -> b.layerName("a").versionNumber(2L));
        lambda.deleteLayerVersion(b -> b.layerName("a").versionNumber(2L));

        fails(
                () -> lambda.getLayerVersion(b -> b.layerName("a").versionNumber(2L)),
                404,
                "ResourceNotFoundException",
                "does not exist");
        assertThat(lambda.listLayers().layers()).isEmpty();
        assertThat(publish("a", ZIP).version()).isEqualTo(3);
    }

    @Test
    void contentComesFromABucket() {
        try (S3Client s3 = server.s3()) {
            s3.createBucket(b -> b.bucket("code"));
            s3.putObject(b -> b.bucket("code").key("l.zip"), RequestBody.fromBytes(ZIP.asByteArray()));
        }
        assertThat(lambda.publishLayerVersion(b ->
                                b.layerName("a").content(c -> c.s3Bucket("code").s3Key("l.zip")))
                        .content()
                        .codeSize())
                .isEqualTo(6);
    }

    @Test
    void functionsHaveLayersAndVersionsKeepThem() {
        publish("a", ZIP);
        publish("b", OTHER_ZIP);
        create("f", b -> b.layers(LAYER + "a:1"));
        lambda.publishVersion(b -> b.functionName("f"));
        lambda.updateFunctionConfiguration(b -> b.functionName("f").layers(LAYER + "b:1", LAYER + "a:1"));
        lambda.updateFunctionConfiguration(b -> b.functionName("f").timeout(7));
        lambda.deleteLayerVersion(b -> b.layerName("a").versionNumber(1L));

        assertThat(layersOf("f", "$LATEST")).containsExactly(LAYER + "b:1", LAYER + "a:1");
        assertThat(layersOf("f", "1")).containsExactly(LAYER + "a:1");
        lambda.invoke(b -> b.functionName("f"));
        assertThat(server.runner.functions.getLast().configuration().layers())
                .extracting("codeSha256")
                .containsExactly(FakeCode.sha256(OTHER_ZIP.asByteArray()), FakeCode.sha256(ZIP.asByteArray()));
        assertThat(new RawHttp(server.port())
                        .get("/2015-03-31/functions/f/configuration")
                        .body())
                .contains("\"Layers\":[{\"Arn\":\"" + LAYER + "b:1\",\"CodeSize\":6},{\"Arn\":");
        lambda.updateFunctionConfiguration(b -> b.functionName("f").layers(List.of()));
        assertThat(layersOf("f", "$LATEST")).isEmpty();
    }

    @Test
    void layersThatCannotBeAreRefused() {
        publish("a", ZIP);
        publish("a", ZIP);
        IntStream.range(0, 6).forEach(i -> publish("l" + i, ZIP));
        refused(
                "more than 5",
                IntStream.range(0, 6).mapToObj(i -> LAYER + "l" + i + ":1").toArray(String[]::new));
        refused("Two different versions", LAYER + "a:1", LAYER + "a:2");
        refused("does not exist", LAYER + "a:3");
        refused("other accounts", "arn:aws:lambda:us-east-1:017000801446:layer:a:1");
        refused("same region", "arn:aws:lambda:eu-west-1:000000000000:layer:a:1");
        fails(() -> create("f", b -> b.layers(LAYER + "a")), 400, "ValidationException", "'layers'");

        publish("large", SdkBytes.fromUtf8String("PK bytes=" + (250 << 20) + " names=x"));
        refused("exceeds the maximum allowed size", LAYER + "large:1");
        fails(
                () -> publish("extended", SdkBytes.fromUtf8String("PK bytes=1 names=nodejs,extensions")),
                400,
                INVALID,
                "extensions are not supported");
        fails(() -> publish("bad", SdkBytes.fromUtf8String("no")), 400, INVALID, "unzip");
        fails(() -> publish("not/good", ZIP), 400, "ValidationException", "layerName");
        assertThat(lambda.listFunctions().functions()).isEmpty();
    }

    private void refused(String why, String... layers) {
        fails(() -> create("f", b -> b.layers(layers)), 400, INVALID, why);
    }

    @Test
    void policiesAreKeptAndGivenBack() {
        publish("a", ZIP);
        fails(
                () -> lambda.getLayerVersionPolicy(b -> b.layerName("a").versionNumber(1L)),
                404,
                "ResourceNotFoundException",
                "No policy");
        AddLayerVersionPermissionResponse added = lambda.addLayerVersionPermission(b -> b.layerName("a")
                .versionNumber(1L)
                .statementId("all")
                .action("lambda:GetLayerVersion")
                .principal("*")
                .organizationId("o-abcdefghij"));
        GetLayerVersionPolicyResponse policy =
                lambda.getLayerVersionPolicy(b -> b.layerName("a").versionNumber(1L));
        assertThat(policy.policy())
                .isEqualTo("{\"Version\":\"2012-10-17\",\"Id\":\"default\",\"Statement\":[" + added.statement() + "]}");
        assertThat(policy.revisionId()).isEqualTo(added.revisionId());
        fails(
                () -> lambda.removeLayerVersionPermission(b ->
                        b.layerName("a").versionNumber(1L).statementId("all").revisionId("other")),
                412,
                "PreconditionFailedException",
                "Revision");
        lambda.removeLayerVersionPermission(
                b -> b.layerName("a").versionNumber(1L).statementId("all").revisionId(added.revisionId()));
        fails(
                () -> lambda.removeLayerVersionPermission(
                        b -> b.layerName("a").versionNumber(1L).statementId("all")),
                404,
                "ResourceNotFoundException",
                "Statement all is not found");
    }
}
