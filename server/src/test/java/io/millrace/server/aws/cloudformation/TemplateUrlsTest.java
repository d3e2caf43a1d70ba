package io.millrace.server.aws.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.backends.objects.LocalObjects;
import io.millrace.core.fault.RequestException;
import io.millrace.core.limit.Limit;
import io.millrace.core.store.ObjectHeaders;
import io.millrace.core.store.ObjectWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateUrlsTest {
    private LocalObjects store;
    private TemplateUrls urls;

    @BeforeEach
    void open(@TempDir Path folder) {
        store = new LocalObjects(folder, InstantSource.system());
        store.createBucket("templates");
        urls = new TemplateUrls(store, "build.example.org");
    }

    private void put(String key, String text) throws IOException {
        try (ObjectWriter writer = store.writer("templates", key, ObjectHeaders.NONE)) {
            writer.write(text.getBytes(StandardCharsets.UTF_8));
            writer.commit();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "https://templates.s3.amazonaws.com/a/b.yaml, templates, a/b.yaml",
        "https://templates.s3.eu-west-1.amazonaws.com/a%20b, templates, a b",
        "https://templates.s3-eu-west-1.amazonaws.com/a+b, templates, a+b",
        "https://templates.s3.dualstack.eu-west-1.amazonaws.com/a, templates, a",
        "https://my.templates.s3.us-east-1.amazonaws.com/a, my.templates, a",
        "https://s3.amazonaws.com/templates/a, templates, a",
        "https://s3.us-east-1.amazonaws.com/templates/a/b, templates, a/b",
        "https://s3-us-east-1.amazonaws.com/templates/a%2Fb, templates, a/b",
        "http://127.0.0.1:4566/templates/a, templates, a",
        "http://[::1]:4566/templates/a, templates, a",
        "http://localhost:4566/templates/a, templates, a",
        "http://s3.localhost:4566/templates/a, templates, a",
        "http://templates.localhost:4566/a, templates, a",
        "http://templates.s3.localhost:4566/a, templates, a",
        "http://templates.s3.us-east-1.localhost:4566/a, templates, a",
        "http://build.example.org:4566/templates/a?versionId=null, templates, a",
    })
    void aUrlNamesABucketAndAKey(String url, String bucket, String key) {
        assertThat(urls.place(url)).isEqualTo(new TemplateUrls.Place(bucket, key));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example.com/templates/a",
                "https://amazonaws.com/templates/a",
                "https://s3.amazonaws.com.example.com/templates/a",
                "https://evil-s3.amazonaws.com/templates/a",
                "https://s3.amazonaws.com@example.com/templates/a",
                "ftp://s3.amazonaws.com/templates/a",
                "s3://templates/a",
                "file:///etc/passwd",
                "//s3.amazonaws.com/templates/a",
                "https://s3.amazonaws.com/templates",
                "https://s3.amazonaws.com/templates/",
                "https://s3.amazonaws.com",
                "https://templates.s3.amazonaws.com/",
                "https://s3.amazonaws.com/templates/a?versionId=abc",
                "https://s3.amazonaws.com/a b",
                "templates/a",
                ""
            })
    void whatIsNotOursIsRefused(String url) {
        assertThatThrownBy(() -> urls.place(url))
                .isInstanceOfSatisfying(
                        RequestException.class, e -> assertThat(e.code()).isEqualTo("ValidationError"))
                .hasMessageContaining("TemplateURL");
    }

    @Test
    void theTemplateIsRead() throws IOException {
        put("grüße.yaml", "Description: grüße\n");

        assertThat(urls.read("https://s3.amazonaws.com/templates/gr%C3%BC%C3%9Fe.yaml"))
                .isEqualTo("Description: grüße\n");
    }

    @Test
    void whatIsNotThereIsNamed() {
        assertThatThrownBy(() -> urls.read("https://s3.amazonaws.com/templates/none"))
                .hasMessageContaining("key does not exist: https://s3.amazonaws.com/templates/none");
        assertThatThrownBy(() -> urls.read("https://s3.amazonaws.com/none/none"))
                .isInstanceOfSatisfying(
                        RequestException.class, e -> assertThat(e.code()).isEqualTo("ValidationError"))
                .hasMessageContaining("bucket does not exist");
    }

    @Test
    void aTemplateOverTheBoundIsRefused() throws IOException {
        int bytesMax = Limit.TEMPLATE_BYTES.intValue();
        put("most", "x".repeat(bytesMax));
        put("more", "x".repeat(bytesMax + 1));

        assertThat(urls.read("http://127.0.0.1/templates/most")).hasSize(bytesMax);
        assertThatThrownBy(() -> urls.read("http://127.0.0.1/templates/more"))
                .hasMessageContaining("may not exceed " + bytesMax + " bytes");
    }
}
