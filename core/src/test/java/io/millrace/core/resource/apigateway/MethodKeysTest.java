package io.millrace.core.resource.apigateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MethodKeysTest {
    @ParameterizedTest
    @ValueSource(strings = {"~1pets~1{id}/GET", "pets~1{id}/GET", "pets/{id}/GET", "/pets/{id}/GET"})
    void aMethodIsFoundUnderEachWayOfWritingIt(String key) {
        assertThat(MethodKeys.find(Map.of(key, 7), "/pets/{id}", "GET")).isEqualTo(7);
        assertThat(MethodKeys.find(Map.of(key, 7), "/pets/{id}", "PUT")).isNull();
        assertThat(MethodKeys.find(Map.of(key, 7), "/pets", "GET")).isNull();
    }

    @Test
    void theRootIsFoundToo() {
        assertThat(MethodKeys.find(Map.of("~1/GET", 7), "/", "GET")).isEqualTo(7);
    }
}
