package io.millrace.server.gateway.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class UriTemplateTest {
    @Test
    void parametersVariablesAndTheQueryAreFilledIn() {
        String uri = UriTemplate.withVariables("http://${stageVariables.host}/{proxy}/x{id}", Map.of("host", "h:80"));
        assertThat(UriTemplate.filled(
                        uri, Map.of("proxy", "a/b c", "id", "1"), List.of(Map.entry("q", "ü&="), Map.entry("q", "2"))))
                .isEqualTo("http://h:80/a/b%20c/x1?q=%C3%BC%26%3D&q=2");
    }

    @Test
    void aQueryGoesBehindOneThatIsThere() {
        assertThat(UriTemplate.filled("http://h/?a=1", Map.of(), List.of(Map.entry("b", "2"))))
                .isEqualTo("http://h/?a=1&b=2");
    }

    @Property
    void whateverAParameterHoldsTheRestOfTheUriStays(@ForAll String value) {
        URI uri = URI.create(UriTemplate.filled("http://h:80/base/{p}?a=1", Map.of("p", value), List.of()));
        assertThat(uri.getHost()).isEqualTo("h");
        assertThat(uri.getPort()).isEqualTo(80);
        assertThat(uri.getRawPath()).startsWith("/base/");
        assertThat(uri.getRawQuery()).isEqualTo("a=1");
        assertThat(uri.getRawFragment()).isNull();
    }
}
