package io.millrace.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.systemtests.Cloud.Code;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `examples/mysfits/clicks` as its README deploys it, with a stub in the place of the service: it knows the one mysfit
/// `ev-1`, and its first answer is that it is not ready.
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class MysfitsClicksIT {
    @TempDir
    Path folder;

    @Test
    void clicksAreEnrichedByTheServiceAndWhatIsNoneIsKept() throws IOException {
        try (StubMysfits service = new StubMysfits();
                Cloud cloud = new Cloud(new MillraceProcess(folder.resolve("data")))) {
            String function = cloud.create(
                    "mysfits-clicks",
                    new Code(
                            "java21",
                            "io.millrace.examples.mysfits.clicks.ClickEnricher::handleRequest",
                            Functions.mysfitsClicks()),
                    Map.of("MYSFITS_API_URL", service.url()));
            cloud.stream(
                    "mysfits-clicks",
                    Cloud.destination("mysfits-clicks")
                            .processingConfiguration(Cloud.transformedBy(function))
                            .build());
            String unknown = "{\"userId\":\"guest\",\"mysfitId\":\"nobody\"}";
            cloud.put("mysfits-clicks", List.of("{\"userId\":\"guest\",\"mysfitId\":\"ev-1\"}", unknown, "no JSON"));
            assertThat(cloud.await("mysfits-clicks/data/", 1))
                    .containsExactly("{\"userId\":\"guest\",\"mysfitId\":\"ev-1\","
                            + "\"species\":\"Chimera\",\"goodevil\":\"Good\",\"lawchaos\":\"Lawful\"}");
            assertThat(cloud.awaitFailed("mysfits-clicks", 2)).containsExactly(unknown, "no JSON");
        }
    }
}
