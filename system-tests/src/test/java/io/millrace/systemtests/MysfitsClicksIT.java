package io.millrace.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.millrace.systemtests.Cloud.Code;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `examples/mysfits/clicks` as its README deploys it, with a stub in the place of the service: it knows the one mysfit
/// `ev-1`, and its first answer is that it is not ready.
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class MysfitsClicksIT {
    private static final String EVANGELINE = """
            {"mysfitId":"ev-1","name":"Evangeline","species":"Chimera","goodevil":"Good","lawchaos":"Lawful"}""";

    @TempDir
    Path folder;

    @Test
    void clicksAreEnrichedByTheServiceAndWhatIsNoneIsKept() throws IOException {
        HttpServer service = service();
        service.start();
        try (Cloud cloud = new Cloud(new MillraceProcess(folder.resolve("data")))) {
            String function = cloud.create(
                    "mysfits-clicks",
                    new Code(
                            "java21",
                            "io.millrace.examples.mysfits.clicks.ClickEnricher::handleRequest",
                            Functions.mysfitsClicks()),
                    Map.of(
                            "MYSFITS_API_URL",
                            "http://127.0.0.1:" + service.getAddress().getPort()));
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
        } finally {
            service.stop(0);
        }
    }

    private static HttpServer service() throws IOException {
        AtomicInteger asked = new AtomicInteger();
        HttpServer service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        service.createContext("/mysfits/", exchange -> {
            boolean known = exchange.getRequestURI().getPath().equals("/mysfits/ev-1");
            byte[] body = (known ? EVANGELINE : "{}").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(asked.getAndIncrement() == 0 ? 503 : known ? 200 : 404, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        return service;
    }
}
