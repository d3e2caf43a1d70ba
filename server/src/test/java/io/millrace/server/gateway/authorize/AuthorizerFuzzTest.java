package io.millrace.server.gateway.authorize;

import static io.millrace.server.gateway.authorize.Calls.CALL;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.util.Base64URL;
import io.millrace.core.resource.apigateway.ApiMethod;
import io.millrace.core.resource.apigateway.ApiMethod.AuthorizationType;
import io.millrace.core.resource.apigateway.Authorizer;
import io.millrace.server.gateway.call.GatewayFailure;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/// Whatever callers send and functions answer, a caller is let in for a reason or refused with a failure of its type.
class AuthorizerFuzzTest {
    private static final String GOOD = Door.allowing("*");
    private static final String[] PIECES = {
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "null",
        "\"",
        "0",
        "-1e999",
        "\\u0000",
        "true",
        "\"Effect\"",
        "\"Deny\"",
        "\"Condition\":{}",
        "\"Action\"",
        "*",
        "?",
        "\"Statement\""
    };

    private final Pool pool = new Pool();
    private final Calls.TestClock clock = new Calls.TestClock();

    private static String token() {
        try {
            return Pool.token(Pool.claims());
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private Optional<Authorized> outcome(Door door, Authorizer authorizer, ApiMethod method, String... headers) {
        try {
            return Optional.of(new Authorizers(door, pool, SignatureCheck.REFUSED, clock)
                    .authorize(Optional.of(authorizer), method, Calls.get("/pets", headers), CALL));
        } catch (GatewayFailure e) {
            assertThat(e.type().status()).isBetween(400, 500);
            return Optional.empty();
        }
    }

    /// A sound text with something done to it.
    private static String mutated(String text, Random random) {
        StringBuilder mutated = new StringBuilder(text);
        for (int i = random.nextInt(4); i >= 0 && !mutated.isEmpty(); i--) {
            int at = random.nextInt(mutated.length());
            switch (random.nextInt(4)) {
                case 0 -> mutated.insert(at, PIECES[random.nextInt(PIECES.length)]);
                case 1 -> mutated.deleteCharAt(at);
                case 2 -> mutated.setCharAt(at, (char) random.nextInt(256));
                default -> mutated.setLength(at);
            }
        }
        return mutated.toString();
    }

    @Property(tries = 2_000)
    void whateverAFunctionAnswersIsAVerdictOrAFailure(@ForAll Random random) throws JsonProcessingException {
        String answer = mutated(GOOD, random);
        Optional<Authorized> caller = outcome(new Door(answer), Calls.token(0), Calls.custom(), "Authorization", "a");
        if (caller.isPresent()) {
            assertThat(answer).contains("Allow");
            assertThat(caller.get().principalId())
                    .isEqualTo(new ObjectMapper()
                            .readTree(answer)
                            .path("principalId")
                            .textValue());
        }
    }

    @Property(tries = 500)
    void anyBytesThatAFunctionAnswersAreAFailure(@ForAll byte[] answer) {
        assertThat(outcome(
                        new Door(new String(answer, StandardCharsets.ISO_8859_1)),
                        Calls.token(0),
                        Calls.custom(),
                        "Authorization",
                        "a"))
                .isEmpty();
    }

    @Property(tries = 2_000)
    void aTokenWithAnyOtherCharacterIsRefused(@ForAll Random random) {
        String good = token();
        String token = mutated(good, random);
        Optional<Authorized> caller = outcome(
                new Door("{}"),
                Calls.pool(0, Pool.ARN),
                Calls.method(AuthorizationType.COGNITO_USER_POOLS),
                "Authorization",
                token);
        // The last characters of base64 may have bits that count for nothing.
        if (caller.isPresent()) {
            assertThat(decoded(token)).isEqualTo(decoded(good));
        }
    }

    private static String decoded(String token) {
        StringBuilder parts = new StringBuilder();
        for (String part : token.strip().split("\\.", -1)) {
            parts.append(new Base64URL(part).decodeToString()).append('\n');
        }
        return parts.toString();
    }

    @Provide
    Arbitrary<String> tokens() {
        Arbitrary<String> part = Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(40),
                Arbitraries.strings().ofMaxLength(40).map(text -> Base64URL.encode(text)
                        .toString()),
                Arbitraries.of(
                                "{\"alg\":\"RS256\",\"kid\":\"rsa\"}",
                                "{\"alg\":\"RS256\",\"kid\":7}",
                                "{\"alg\":\"ES256\",\"kid\":\"rsa\",\"crit\":[\"x\"]}",
                                "{\"alg\":[],\"kid\":\"rsa\"}",
                                "{\"iss\":\"" + Pool.ISSUER + "\",\"exp\":1e400}",
                                "[".repeat(20_000))
                        .map(text -> Base64URL.encode(text).toString()));
        return Combinators.combine(part, part, part).as((a, b, c) -> a + "." + b + "." + c);
    }

    @Property(tries = 2_000)
    void anythingThatLooksLikeATokenIsRefused(@ForAll("tokens") String token) {
        assertThat(outcome(
                        new Door("{}"),
                        Calls.pool(300, Pool.ARN),
                        Calls.method(AuthorizationType.COGNITO_USER_POOLS),
                        "Authorization",
                        "Bearer " + token))
                .isEmpty();
    }
}
