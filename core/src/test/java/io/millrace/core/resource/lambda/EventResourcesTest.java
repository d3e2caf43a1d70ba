package io.millrace.core.resource.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.resource.Resource;
import io.millrace.core.resource.ResourceKind;
import io.millrace.core.resource.ResourceKinds;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class EventResourcesTest {
    private static final Instant NOW = Instant.parse("2026-11-21T09:00:00.5Z");

    @Test
    void whatIsKeptReadsBackEqual() {
        Cors cors = new Cors(
                Optional.of(true),
                List.of("x-a"),
                List.of("*"),
                List.of("https://a.b"),
                List.of("x-c"),
                Optional.of(7));
        same(EventStream.KIND, EventStream.create("us-east-1", "f", new UUID(1, 2)));
        same(EventInvokeConfig.KIND, EventInvokeConfig.none("us-east-1", "f", "$LATEST"));
        same(
                EventInvokeConfig.KIND,
                new EventInvokeConfig(
                        "f",
                        "us-east-1",
                        "prod",
                        Optional.of(0),
                        Optional.of(60),
                        Optional.of("arn:aws:lambda:us-east-1:000000000000:function:g"),
                        Optional.of("arn:aws:s3:::b"),
                        NOW));
        same(FunctionUrl.KIND, url(Optional.empty(), Optional.empty()));
        same(FunctionUrl.KIND, url(Optional.of("prod"), Optional.of(cors)));
    }

    @Test
    void aConfigurationGoesWithItsAliasAndThatOfLatestWithTheFunctionOnly() {
        assertThat(EventInvokeConfig.none("us-east-1", "f", "prod").qualifier()).contains("prod");
        assertThat(EventInvokeConfig.none("us-east-1", "f", "$LATEST").qualifier())
                .isEmpty();
    }

    private static FunctionUrl url(Optional<String> qualifier, Optional<Cors> cors) {
        return new FunctionUrl("f", "us-east-1", qualifier, "abc", FunctionUrl.AuthType.AWS_IAM, cors, NOW, NOW);
    }

    private static <R extends Resource> void same(ResourceKind<R> kind, R resource) {
        assertThat(kind.read(kind.write(resource))).isEqualTo(resource);
        assertThat(ResourceKinds.of(resource.id().type())).isSameAs(kind);
    }
}
