package io.millrace.server.gateway.authorize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.nimbusds.jose.jwk.JWKSet;
import com.sun.net.httpserver.HttpServer;
import io.millrace.core.fault.UnavailableException;
import io.millrace.core.resource.apigateway.ApiMethod.AuthorizationType;
import io.millrace.server.gateway.call.GatewayFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpKeySourceTest {
    private static final int WAIT_STEPS = 2_000;

    private final Calls.TestClock clock = new Calls.TestClock();
    private final AtomicInteger fetches = new AtomicInteger();
    private volatile int status = 200;
    private volatile String body = new JWKSet(Pool.RSA.toPublicJWK()).toString();
    private HttpServer server;
    private HttpKeySource source;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/.well-known/jwks.json", exchange -> {
            fetches.incrementAndGet();
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        URI keys = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/.well-known/jwks.json");
        source = new HttpKeySource(
                arn -> arn.equals(Pool.ARN)
                        ? Optional.of(new HttpKeySource.Issuer(Pool.ISSUER, keys))
                        : Optional.empty(),
                clock);
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private Authorized authorize(String token) throws GatewayFailure {
        return new Authorizers(new Door("{}"), source, SignatureCheck.REFUSED, clock)
                .authorize(
                        Optional.of(Calls.pool(0, Pool.ARN)),
                        Calls.method(AuthorizationType.COGNITO_USER_POOLS),
                        Calls.get("/", "Authorization", token),
                        Calls.CALL);
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        for (int i = 0; i < WAIT_STEPS && !condition.getAsBoolean(); i++) {
            new CountDownLatch(1).await(5, TimeUnit.MILLISECONDS);
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }

    @Test
    void keysAreFetchedOnceAndTokensVerified() throws Exception {
        assertThat(authorize(Pool.token(Pool.claims())).principalId()).isEqualTo("user-1");
        assertThat(authorize(Pool.token(Pool.claims())).principalId()).isEqualTo("user-1");
        assertThat(fetches).hasValue(1);
        assertThat(HttpKeySource.Issuer.of("https://example.com/pool/").keys())
                .hasToString("https://example.com/pool/.well-known/jwks.json");
    }

    @Test
    void tokensThatNameKeysThatThereNeverWereMakeFewFetches() throws Exception {
        authorize(Pool.token(Pool.claims()));
        for (int i = 0; i < 10; i++) {
            String token = Pool.ecToken(Pool.claims());
            assertThatExceptionOfType(GatewayFailure.class).isThrownBy(() -> authorize(token));
        }
        assertThat(fetches).hasValue(1);
        clock.advanceSeconds(30);
        body = new JWKSet(Pool.EC.toPublicJWK()).toString();
        assertThat(authorize(Pool.ecToken(Pool.claims())).principalId()).isEqualTo("user-1");
        assertThat(fetches).hasValue(2);
    }

    @Test
    void oldKeysAreFetchedAgainBehindTheRequests() throws Exception {
        source.keysOf(Pool.ARN);
        clock.advanceSeconds(3_600);
        body = new JWKSet(Pool.EC.toPublicJWK()).toString();
        assertThat(source.keysOf(Pool.ARN)).isNotEmpty();
        await(() -> {
            try {
                return source.keysOf(Pool.ARN).equals(body);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        assertThat(fetches).hasValue(2);
    }

    @Test
    void keysAreBelievedForADayWhenTheIssuerIsGone() throws Exception {
        String keys = source.keysOf(Pool.ARN);
        status = 500;
        clock.advanceSeconds(86_399);
        assertThat(source.keysOf(Pool.ARN)).isEqualTo(keys);
        await(() -> fetches.get() == 2);
        clock.advanceSeconds(1);
        assertThatExceptionOfType(UnavailableException.class)
                .isThrownBy(() -> source.keysOf(Pool.ARN))
                .withMessageContaining("status 500");
    }

    @Test
    void anIssuerThatAnswersGarbageOrTooMuchHasNoKeys() {
        body = "<html>";
        assertThatExceptionOfType(UnavailableException.class).isThrownBy(() -> source.keysOf(Pool.ARN));
        clock.advanceSeconds(30);
        body = "{\"keys\": [], \"filler\": \"" + "x".repeat(300_000) + "\"}";
        assertThatExceptionOfType(UnavailableException.class).isThrownBy(() -> source.keysOf(Pool.ARN));
        assertThat(fetches).hasValue(2);
    }

    @Test
    void aPoolAtAwsHasItsIssuerInItsArn() {
        assertThat(HttpKeySource.Issuer.ofPoolAtAws(Pool.ARN)).contains(HttpKeySource.Issuer.of(Pool.ISSUER));
        assertThat(HttpKeySource.Issuer.ofPoolAtAws(Pool.ARN + "/../x")).isEmpty();
    }

    @Test
    void aPoolThatThereIsNotHasNoKeys() {
        assertThat(source.issuerOf("other")).isEmpty();
        assertThatExceptionOfType(UnavailableException.class).isThrownBy(() -> source.keysOf("other"));
    }
}
