package io.millrace.server.gateway.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.fault.RequestException;
import io.millrace.server.gateway.TestApis;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RouterTest {
    private final Router router = Router.of(TestApis.ofPaths(
            "/pets",
            "/pets/{petId}",
            "/pets/{petId}/toys",
            "/pets/new",
            "/files/{proxy+}",
            "/files/index",
            "/files/index/deep"));

    @ParameterizedTest
    @CsvSource({
        "/, /",
        "/pets, /pets",
        "/pets/, /pets",
        "/pets/new, /pets/new",
        "/pets/old, /pets/{petId}",
        "/pets/new/toys, /pets/{petId}/toys",
        "/files/a, /files/{proxy+}",
        "/files/a/b/c, /files/{proxy+}",
        "/files/index, /files/index",
        "/files/index/other, /files/{proxy+}",
        "/p%65ts, /pets"
    })
    void theMostSpecificResourceIsFound(String path, String resource) {
        assertThat(router.find(path)).map(Router.Match::path).contains(resource);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nowhere", "/pets/1/2", "/files", "//pets", "/pets//toys", "/Pets"})
    void whatIsNoResourceIsNotFound(String path) {
        assertThat(router.find(path)).isEmpty();
    }

    @Test
    void parametersAreDecoded() {
        assertThat(router.find("/pets/a%20b%2Fc").orElseThrow().parameters()).isEqualTo(Map.of("petId", "a b/c"));
        assertThat(router.find("/files/a/b%20c/d").orElseThrow().parameters()).isEqualTo(Map.of("proxy", "a/b c/d"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/pets/..",
                "/pets/%2e%2e",
                "/files/a/../b",
                "/files/a%2F..%2Fb",
                "/files/..%5Cb",
                "/files/a%00b",
                "/files/%",
                "/files/%zz",
                "/files/%ff"
            })
    void pathsThatClimbOrAreNotWellEncodedAreRefused(String path) {
        assertThatThrownBy(() -> router.find(path)).isInstanceOf(RequestException.class);
    }

    @Property
    void anyPathIsFoundOrNotOrRefused(@ForAll String path) {
        try {
            assertThat(router.find("/" + path)).isNotNull();
        } catch (RequestException e) {
            assertThat(e).hasMessageContaining("");
        }
    }
}
