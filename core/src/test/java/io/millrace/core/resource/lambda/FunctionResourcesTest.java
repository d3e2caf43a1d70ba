package io.millrace.core.resource.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.resource.Fields;
import io.millrace.core.resource.Resource;
import io.millrace.core.resource.ResourceKind;
import io.millrace.core.resource.ResourceKinds;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FunctionResourcesTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    /// Of every member that there is.
    private static FunctionConfiguration configuration() {
        ObjectNode request = JsonNodeFactory.instance
                .objectNode()
                .put("Runtime", "java21")
                .put("Handler", "a.B::c")
                .put("Role", "arn:aws:iam::000000000000:role/r")
                .put("Description", "d")
                .put("Timeout", 9)
                .put("MemorySize", 256)
                .put("KMSKeyArn", "arn:aws:kms:us-east-1:000000000000:key/k");
        request.putObject("Environment").putObject("Variables").put("A_B", "1");
        request.putObject("LoggingConfig").put("LogFormat", "Text").put("LogGroup", "/g");
        request.putObject("VpcConfig").putArray("SubnetIds").add("s");
        request.putObject("TracingConfig").put("Mode", "Active");
        request.putArray("Architectures").add("arm64");
        Fields fields = Fields.of(request, "");
        FunctionConfiguration configuration = ConfigurationParser.parse(fields);
        fields.refuseUnknown();
        return configuration;
    }

    private static FunctionSnapshot snapshot() {
        return new FunctionSnapshot(configuration(), "sha=", 7, Instant.parse("2026-11-21T08:00:00.123456789Z"), "r1");
    }

    private static <R extends Resource> void readsBack(ResourceKind<R> kind, R value) throws JsonProcessingException {
        ObjectNode kept = (ObjectNode) JSON.readTree(kind.write(value).toString());
        assertThat(kind.read(kept)).isEqualTo(value);
        assertThat(ResourceKinds.of(value.id().type())).isSameAs(kind);
    }

    @Test
    void whatIsKeptReadsBackEqual() throws JsonProcessingException {
        readsBack(
                LambdaFunction.KIND,
                new LambdaFunction("f", "us-east-1", snapshot(), 3, Optional.of(0), Map.of("a", "1")));
        readsBack(LambdaFunction.KIND, new LambdaFunction("f", "us-east-1", snapshot(), 0, Optional.empty(), Map.of()));
        FunctionSnapshot plain = snapshot();
        FunctionSnapshot layered = new FunctionSnapshot(
                configuration()
                        .withLayers(List.of(
                                new LayerUse("arn:aws:lambda:us-east-1:000000000000:layer:a:1", 7, "a="),
                                new LayerUse("arn:aws:lambda:us-east-1:000000000000:layer:b:2", 8, "b="))),
                plain.codeSha256(),
                plain.codeBytes(),
                plain.lastModified(),
                plain.revisionId());
        assertThat(layered.runsAs(plain)).isFalse();
        readsBack(FunctionVersion.KIND, new FunctionVersion("f", "us-east-1", 1, layered, Optional.empty(), "r2"));
        readsBack(Layer.KIND, new Layer("a", "us-east-1", 7));
        readsBack(
                LayerVersion.KIND,
                new LayerVersion(
                        "a",
                        "us-east-1",
                        7,
                        "what it is",
                        "MIT",
                        List.of("java21", "nodejs22.x"),
                        List.of(),
                        Instant.parse("2026-11-21T08:00:00.123456789Z"),
                        "a=",
                        7,
                        "stack-layer-1"));
        readsBack(
                LayerPermission.KIND,
                new LayerPermission(
                        "a",
                        "us-east-1",
                        7,
                        "all",
                        JsonNodeFactory.instance.objectNode().put("Sid", "all")));
        readsBack(
                FunctionVersion.KIND, new FunctionVersion("f", "us-east-1", 3, snapshot(), Optional.of("third"), "r2"));
        readsBack(FunctionVersion.KIND, new FunctionVersion("f", "us-east-1", 3, snapshot(), Optional.empty(), "r2"));
        readsBack(FunctionAlias.KIND, new FunctionAlias("f", "us-east-1", "live", "3", "d", Map.of("2", 0.25), "r3"));
        readsBack(
                FunctionPermission.KIND,
                new FunctionPermission(
                        "f",
                        "us-east-1",
                        Optional.of("live"),
                        "s",
                        JsonNodeFactory.instance.objectNode().put("Sid", "s")));
    }

    @Test
    void aVersionHasItsOwnDescription() {
        FunctionVersion version = new FunctionVersion("f", "us-east-1", 3, snapshot(), Optional.of("third"), "r2");

        assertThat(version.snapshot().configuration()).isEqualTo(configuration().withDescription("third"));
        assertThat(version.snapshot().revisionId()).isEqualTo("r2");
        assertThat(version.source().runsAs(snapshot())).isTrue();
    }

    @Test
    void anAliasGivesEachVersionItsShare() {
        FunctionAlias alias = new FunctionAlias("f", "us-east-1", "live", "1", "", Map.of("2", 0.25), "r");

        assertThat(alias.versionFor(0)).isEqualTo("2");
        assertThat(alias.versionFor(0.2499)).isEqualTo("2");
        assertThat(alias.versionFor(0.25)).isEqualTo("1");
        assertThat(alias.versionFor(0.9999)).isEqualTo("1");
    }
}
