package io.millrace.server.aws.ssm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.backends.log.EmbeddedLog;
import io.millrace.backends.log.EmbeddedLogConfig;
import io.millrace.core.catalog.Catalog;
import io.millrace.core.log.EventLog;
import io.millrace.server.aws.protocol.Authenticator;
import io.millrace.server.aws.protocol.JsonProtocol;
import io.millrace.server.http.HttpListener;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.GetParametersResponse;
import software.amazon.awssdk.services.ssm.model.Parameter;
import software.amazon.awssdk.services.ssm.model.ParameterHistory;
import software.amazon.awssdk.services.ssm.model.ParameterMetadata;
import software.amazon.awssdk.services.ssm.model.ParameterStringFilter;
import software.amazon.awssdk.services.ssm.model.ParameterType;
import software.amazon.awssdk.services.ssm.model.ResourceTypeForTagging;
import software.amazon.awssdk.services.ssm.model.Tag;

/// What AWS's own Java client sees.
class SsmSdkTest {
    private static final Instant NOW = Instant.parse("2026-11-21T09:00:00.250Z");
    private static final String SECRET = "correct horse battery staple";

    @TempDir
    Path folder;

    private EventLog log;
    private HttpListener listener;
    private SsmClient ssm;
    private SsmLookup lookup;

    @BeforeEach
    void open() {
        log = EmbeddedLog.open(EmbeddedLogConfig.DEFAULT, folder.resolve("log"), () -> NOW);
        Catalog catalog = Catalog.open(log);
        SecretBox box = SecretBox.of(folder, new SecureRandom());
        lookup = new SsmLookup(catalog, box, () -> NOW);
        JsonProtocol protocol = new JsonProtocol(List.of(SsmDoor.service(catalog, box, () -> NOW)), Authenticator.OPEN);
        listener = HttpListener.start(
                "127.0.0.1",
                0,
                exchange -> protocol.handle(
                        exchange, exchange.header("X-Amz-Target").orElse("")));
        ssm = SsmClient.builder()
                .endpointOverride(URI.create("http://127.0.0.1:" + listener.port()))
                .region(Region.EU_WEST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDEXAMPLE", "x")))
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }

    @AfterEach
    void close() {
        ssm.close();
        listener.close();
        log.close();
    }

    private void put(String name, String value) {
        ssm.putParameter(
                b -> b.name(name).value(value).type(ParameterType.STRING).overwrite(true));
    }

    @Test
    void aParameterHasVersionsAndLabels() {
        put("/shop/limit", "5");
        put("/shop/limit", "6");
        ssm.labelParameterVersion(
                b -> b.name("/shop/limit").parameterVersion(1L).labels("old"));

        Parameter latest = ssm.getParameter(b -> b.name("/shop/limit")).parameter();
        assertThat(latest.value()).isEqualTo("6");
        assertThat(latest.version()).isEqualTo(2);
        assertThat(latest.lastModifiedDate()).isEqualTo(NOW);
        assertThat(latest.arn()).isEqualTo("arn:aws:ssm:eu-west-1:000000000000:parameter/shop/limit");
        assertThat(ssm.getParameter(b -> b.name("/shop/limit:1")).parameter().value())
                .isEqualTo("5");
        assertThat(ssm.getParameter(b -> b.name("/shop/limit:old")).parameter().value())
                .isEqualTo("5");
        assertThat(ssm.getParameter(b -> b.name(latest.arn())).parameter().value())
                .isEqualTo("6");
        assertThat(ssm.getParameterHistory(b -> b.name("/shop/limit")).parameters())
                .extracting(ParameterHistory::value)
                .containsExactly("5", "6");
        assertThat(lookup.value("eu-west-1", "/shop/limit", Optional.of(1), false))
                .isEqualTo("5");
        fails(() -> ssm.getParameter(b -> b.name("/shop/limit:9")), "ParameterVersionNotFound", "version 9");
    }

    @Test
    void aSecureStringIsNowhereInClearText() throws IOException {
        ssm.putParameter(b -> b.name("key").value(SECRET).type(ParameterType.SECURE_STRING));

        assertThat(ssm.getParameter(b -> b.name("key")).parameter().value()).doesNotContain("horse");
        assertThat(ssm.getParameter(b -> b.name("key").withDecryption(true))
                        .parameter()
                        .value())
                .isEqualTo(SECRET);
        assertThat(lookup.value("eu-west-1", "key", Optional.empty(), true)).isEqualTo(SECRET);
        assertThatThrownBy(() -> lookup.value("eu-west-1", "key", Optional.empty(), false))
                .hasMessageContaining("ssm-secure:key");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("parameters.key"))))
                .isEqualTo("rw-------");
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                        .as(file.toString())
                        .doesNotContain("horse");
            }
        }
    }

    @Test
    void parametersAreFoundByPathAndByFilters() {
        put("/shop/a", "1");
        put("/shop/b", "2");
        put("/shop/deep/c", "3");
        put("other", "4");

        assertThat(ssm.getParametersByPathPaginator(b -> b.path("/shop").maxResults(1)).stream()
                        .flatMap(page -> page.parameters().stream())
                        .toList())
                .extracting(Parameter::name)
                .containsExactly("/shop/a", "/shop/b");
        assertThat(ssm.getParametersByPath(b -> b.path("/shop/").recursive(true))
                        .parameters())
                .hasSize(3);
        assertThat(ssm.describeParameters(b -> b.parameterFilters(ParameterStringFilter.builder()
                                .key("Name")
                                .option("BeginsWith")
                                .values("oth")
                                .build()))
                        .parameters())
                .extracting(ParameterMetadata::name)
                .containsExactly("other");
        GetParametersResponse both = ssm.getParameters(b -> b.names("other", "none"));
        assertThat(both.parameters()).hasSize(1);
        assertThat(both.invalidParameters()).containsExactly("none");
        assertThat(ssm.deleteParameters(b -> b.names("other", "none")).deletedParameters())
                .containsExactly("other");
    }

    @Test
    void tagsAreKept() {
        ssm.putParameter(b -> b.name("p")
                .value("v")
                .type(ParameterType.STRING)
                .tags(Tag.builder().key("a").value("1").build()));
        ssm.addTagsToResource(b -> b.resourceType(ResourceTypeForTagging.PARAMETER)
                .resourceId("p")
                .tags(Tag.builder().key("b").value("2").build()));
        ssm.removeTagsFromResource(b ->
                b.resourceType(ResourceTypeForTagging.PARAMETER).resourceId("p").tagKeys("a"));

        assertThat(ssm.listTagsForResource(b ->
                                b.resourceType(ResourceTypeForTagging.PARAMETER).resourceId("p"))
                        .tagList())
                .extracting(Tag::key)
                .containsExactly("b");
    }

    @Test
    void whatIsWrongIsSaidInAwsWords() {
        put("p", "v");

        fails(
                () -> ssm.putParameter(b -> b.name("p").value("w").type(ParameterType.STRING)),
                "ParameterAlreadyExists",
                "overwrite option");
        fails(() -> ssm.getParameter(b -> b.name("none")), "ParameterNotFound", "none");
        fails(() -> ssm.putParameter(b -> b.name("q").value("v")), "ValidationException", "type is required");
        fails(
                () -> ssm.putParameter(b ->
                        b.name("p").value("v").type(ParameterType.SECURE_STRING).overwrite(true)),
                "HierarchyTypeMismatchException",
                "can't be changed");
        fails(
                () -> ssm.putParameter(
                        b -> b.name("q").value("v").type(ParameterType.STRING).allowedPattern("[0-9]+")),
                "ParameterPatternMismatchException",
                "[0-9]+");
        fails(
                () -> ssm.putParameter(b -> b.name("q").value("x".repeat(4097)).type(ParameterType.STRING)),
                "ValidationException",
                "4096");
        fails(
                () -> ssm.putParameter(b -> b.name("/aws/q").value("v").type(ParameterType.STRING)),
                "ValidationException",
                "can't be prefixed");
        fails(
                () -> ssm.putParameter(b -> b.name("a/b").value("v").type(ParameterType.STRING)),
                "ValidationException",
                "fully qualified");
        fails(
                () -> ssm.putParameter(
                        b -> b.name("q").value("v").type(ParameterType.STRING).tier("Advanced")),
                "ValidationException",
                "Advanced is not supported");
    }

    private static void fails(ThrowingCallable call, String code, String words) {
        assertThatThrownBy(call).isInstanceOfSatisfying(AwsServiceException.class, failure -> {
            assertThat(failure.awsErrorDetails().errorCode()).isEqualTo(code);
            assertThat(failure.awsErrorDetails().errorMessage()).contains(words);
        });
    }
}
