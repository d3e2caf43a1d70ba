package io.millrace.server.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class GatewayAddressTest {
    private static final String ELSEWHERE = "127.0.0.1:4566";

    @Test
    void anApiIsFoundByItsHost() {
        assertThat(GatewayAddress.of("abc123.execute-api.localhost:4566", "/dev/pets/1"))
                .contains(new GatewayAddress("abc123", "dev", "/pets/1", "/dev/pets/1"));
        assertThat(GatewayAddress.of("ABC123.execute-api.eu-west-1.amazonaws.com", "/dev"))
                .contains(new GatewayAddress("abc123", "dev", "/", "/dev"));
        assertThat(GatewayAddress.of("abc123.execute-api.localhost", "/"))
                .contains(new GatewayAddress("abc123", "", "/", "/"));
    }

    @Test
    void anApiIsFoundByItsPath() {
        assertThat(GatewayAddress.of(ELSEWHERE, "/restapis/abc123/dev/_user_request_/pets/1"))
                .contains(new GatewayAddress("abc123", "dev", "/pets/1", "/dev/pets/1"));
        assertThat(GatewayAddress.of(ELSEWHERE, "/restapis/abc123/dev/_user_request_"))
                .contains(new GatewayAddress("abc123", "dev", "/", "/dev/"));
    }

    @Test
    void anApiIsFoundByItsShortPath() {
        assertThat(GatewayAddress.of(ELSEWHERE, "/_api/mysfits/dev/clicks"))
                .contains(new GatewayAddress("mysfits", "dev", "/clicks", "/dev/clicks"));
        assertThat(GatewayAddress.of(ELSEWHERE, "/_api/mysfits")).contains(new GatewayAddress("mysfits", "", "/", "/"));
    }

    @Test
    void whatIsForOthersIsLeftToThem() {
        assertThat(GatewayAddress.of(ELSEWHERE, "/restapis/abc123/stages")).isEmpty();
        assertThat(GatewayAddress.of(ELSEWHERE, "/restapis")).isEmpty();
        assertThat(GatewayAddress.of("bucket.s3.localhost", "/key")).isEmpty();
        assertThat(GatewayAddress.of("x.execute-api.example.com", "/dev")).isEmpty();
        assertThat(GatewayAddress.of("a.b.execute-api.localhost", "/dev")).isEmpty();
    }

    @Property
    void anyHostAndPathIsReadOrLeft(@ForAll String host, @ForAll String path) {
        Optional<GatewayAddress> address = GatewayAddress.of(host, "/" + path);
        address.ifPresent(found -> assertThat(found.path()).startsWith("/"));
    }
}
