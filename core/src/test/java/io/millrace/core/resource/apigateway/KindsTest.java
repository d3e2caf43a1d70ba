package io.millrace.core.resource.apigateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.millrace.core.resource.Resource;
import io.millrace.core.resource.ResourceKind;
import io.millrace.core.resource.ResourceKinds;
import io.millrace.core.resource.apigateway.Stage.AccessLog;
import io.millrace.core.resource.apigateway.Stage.MethodSettings;
import io.millrace.core.resource.apigateway.UsagePlan.PlanStage;
import io.millrace.core.resource.apigateway.UsagePlan.Quota;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What is kept reads back equal.
class KindsTest {
    private static final Instant NOW = Instant.parse("2026-11-21T09:00:00.250Z");
    private static final String REGION = RandomApis.REGION;

    @Property(tries = 100)
    void anApiReadsBackAsItWasWritten(@ForAll long seed) {
        RestApi api = new RandomApis(seed, false).api();

        assertThat(again(api)).isEqualTo(api);
        assertThat(again(new Deployment("d1", Optional.of("x"), NOW, api)))
                .isEqualTo(new Deployment("d1", Optional.of("x"), NOW, api));
    }

    @ParameterizedTest
    @MethodSource("others")
    void everyOtherKindReadsBackAsItWasWritten(Resource resource) {
        assertThat(again(resource)).isEqualTo(resource);
    }

    static List<Resource> others() {
        MethodSettings all =
                new MethodSettings(Optional.of(new Throttle(2.5, 7)), Map.of("loggingLevel", TextNode.valueOf("INFO")));
        MethodSettings one = new MethodSettings(Optional.empty(), Map.of("metricsEnabled", BooleanNode.TRUE));
        Stage stage = new Stage(
                REGION,
                "api",
                "prod",
                "d1",
                Optional.of("x"),
                Map.of("a", "b"),
                Map.of("*/*", all, "~1pets/GET", one),
                Optional.of(new AccessLog("arn:aws:logs:us-east-1:000000000000:log-group:g", "$context.requestId")),
                Map.of("tracingEnabled", BooleanNode.TRUE, "cacheClusterSize", TextNode.valueOf("0.5")),
                Map.of("k", "v"),
                NOW,
                NOW.plusSeconds(7));
        Stage bare = new Stage(
                REGION,
                "api",
                "b",
                "d1",
                Optional.empty(),
                Map.of(),
                Map.of(),
                Optional.empty(),
                Map.of(),
                Map.of(),
                NOW,
                NOW);
        return List.of(
                stage,
                bare,
                new ApiKey(
                        REGION,
                        "k",
                        "v".repeat(20),
                        "n",
                        Optional.of("d"),
                        Optional.of("c"),
                        true,
                        Map.of("a", "b"),
                        NOW,
                        NOW),
                new UsagePlan(
                        REGION,
                        "p",
                        "n",
                        Optional.of("d"),
                        List.of(new PlanStage("api", "prod", Map.of("/pets/GET", new Throttle(1, 2)))),
                        Optional.of(new Throttle(-1, -1)),
                        Optional.of(new Quota(10, 2, Quota.Period.WEEK)),
                        List.of("k", "l"),
                        Optional.of("product"),
                        Map.of("a", "b")),
                new VpcLink(REGION, "l", "n", Optional.of("d"), List.of("arn:a"), Map.of("a", "b")),
                new GatewayAccount(REGION, Optional.of("arn:aws:iam::000000000000:role/r")),
                new GatewayAccount(REGION, Optional.empty()));
    }

    @SuppressWarnings("unchecked")
    private static Resource again(Resource resource) {
        ResourceKind<Resource> kind =
                (ResourceKind<Resource>) ResourceKinds.of(resource.id().type());
        assertThat(kind.valueType()).isEqualTo(resource.getClass());
        String kept = kind.write(resource).toString();
        try {
            return kind.read((ObjectNode) new ObjectMapper().readTree(kept));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
