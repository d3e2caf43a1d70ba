package io.millrace.server.gateway.authorize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.opts.AllowWeakRSAKey;
import com.nimbusds.jose.util.Base64URL;
import io.millrace.core.resource.apigateway.ApiMethod;
import io.millrace.core.resource.apigateway.ApiMethod.AuthorizationType;
import io.millrace.core.resource.apigateway.Authorizer;
import io.millrace.core.resource.apigateway.GatewayResponseType;
import io.millrace.server.gateway.call.GatewayFailure;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PoolAuthorizerTest {
    private final Calls.TestClock clock = new Calls.TestClock();
    private final Pool pool = new Pool();
    private final Authorizers authorizers = new Authorizers(new Door("{}"), pool, SignatureCheck.REFUSED, clock);

    private Authorized authorize(Authorizer authorizer, ApiMethod method, String header) throws GatewayFailure {
        return authorizers.authorize(
                Optional.of(authorizer), method, Calls.get("/pets", "Authorization", header), Calls.CALL);
    }

    private Authorized authorize(String header, String... scopes) throws GatewayFailure {
        return authorize(Calls.pool(300, Pool.ARN), Calls.method(AuthorizationType.COGNITO_USER_POOLS, scopes), header);
    }

    private void assertUnauthorized(String header, String... scopes) {
        assertThatExceptionOfType(GatewayFailure.class)
                .isThrownBy(() -> authorize(header, scopes))
                .withMessage("Unauthorized")
                .matches(failure -> failure.type() == GatewayResponseType.UNAUTHORIZED);
    }

    @Test
    void anIdTokenOpensAMethodWithoutScopesAndItsClaimsAreVariables() throws Exception {
        Authorized caller = authorize(Pool.token(Pool.claims()));

        assertThat(caller.principalId()).isEqualTo("user-1");
        assertThat(caller.claims())
                .containsEntry("sub", "user-1")
                .containsEntry("cognito:groups", "admin,users")
                .containsEntry("email_verified", "true")
                .containsEntry("exp", "Sat Jan 31 13:00:00 UTC 2026");
        assertThat(caller.variables()).containsEntry("authorizer.claims.aud", "client-1");
        assertThat(authorize("bearer " + Pool.token(Pool.claims()))).isEqualTo(caller);
        assertThat(authorize("Bearer " + Pool.ecToken(Pool.claims()))).isEqualTo(caller);
    }

    @Test
    void anAccessTokenOpensAMethodWithOneOfItsScopes() throws Exception {
        Map<String, Object> claims = Pool.with("token_use", "access");
        claims.put("scope", "clicks/read clicks/write");
        String access = Pool.token(claims);

        assertThat(authorize(access, "other", "clicks/write").principalId()).isEqualTo("user-1");
        assertUnauthorized(access, "clicks");
        assertUnauthorized(access);
        assertUnauthorized(Pool.token(Pool.claims()), "clicks/read");
        assertUnauthorized(Pool.token(Pool.with("token_use", "access")), "");
    }

    @Test
    void nothingIsUnauthorized() {
        assertUnauthorized("");
        assertUnauthorized("Bearer ");
        assertUnauthorized("Bearer");
        assertUnauthorized("a.b.c");
    }

    @Test
    void aTokenHoldsFromItsBeginningToBeforeItsEnd() throws Exception {
        String token = Pool.token(Pool.claims());
        authorize(token);
        clock.advanceSeconds(3_599);
        authorize(token);
        clock.advanceSeconds(1);
        assertThatExceptionOfType(GatewayFailure.class)
                .isThrownBy(() -> authorize(token))
                .withMessage("The incoming token has expired")
                .matches(failure -> failure.type() == GatewayResponseType.UNAUTHORIZED);
        assertUnauthorized(Pool.token(Pool.with("nbf", Calls.NOW.getEpochSecond() + 3_601)));
    }

    @Test
    void aTokenThatIsKeptExpiresAllTheSame() throws Exception {
        String token = Pool.token(Pool.with("exp", Calls.NOW.getEpochSecond() + 10));
        authorize(token);
        pool.keys.clear();
        authorize(token);
        clock.advanceSeconds(10);
        assertThatExceptionOfType(GatewayFailure.class)
                .isThrownBy(() -> authorize(token))
                .withMessage("The incoming token has expired");
    }

    @Test
    void aTokenWithoutASignatureOrOfASharedSecretIsNone() throws Exception {
        String[] parts = Pool.token(Pool.claims()).split("\\.", -1);
        String none = Base64URL.encode("{\"alg\":\"none\",\"kid\":\"rsa\"}").toString();
        assertUnauthorized(none + "." + parts[1] + ".");
        assertUnauthorized(none + "." + parts[1] + "." + parts[2]);
        assertUnauthorized(parts[0] + "." + parts[1] + ".");
        byte[] publicKey = Pool.RSA.toRSAPublicKey().getEncoded();
        assertUnauthorized(Pool.sign(
                new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("rsa").build(),
                Pool.claims(),
                new MACSigner(publicKey)));
        assertUnauthorized(Pool.sign(
                new JWSHeader.Builder(JWSAlgorithm.RS512).keyID("rsa").build(),
                Pool.claims(),
                new RSASSASigner(Pool.RSA)));
    }

    @Test
    void aTokenOfAnotherKeyIsNone() throws Exception {
        assertUnauthorized(Pool.sign(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("rsa").build(),
                Pool.claims(),
                new RSASSASigner(Pool.OTHER_RSA)));
        assertUnauthorized(Pool.sign(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("ec").build(),
                Pool.claims(),
                new RSASSASigner(Pool.RSA)));
        assertUnauthorized(Pool.sign(
                new JWSHeader.Builder(JWSAlgorithm.RS256).build(), Pool.claims(), new RSASSASigner(Pool.RSA)));
        assertUnauthorized(Pool.sign(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("small").build(),
                Pool.claims(),
                new RSASSASigner(Pool.SMALL_RSA.toRSAPrivateKey(), Set.of(AllowWeakRSAKey.getInstance()))));
        assertUnauthorized(Pool.sign(
                new JWSHeader.Builder(JWSAlgorithm.RS256)
                        .keyID("unknown")
                        .jwk(Pool.OTHER_RSA.toPublicJWK())
                        .build(),
                Pool.claims(),
                new RSASSASigner(Pool.OTHER_RSA)));
    }

    @Test
    void aTokenOfAnotherIssuerOrWithoutItsClaimsIsNone() throws Exception {
        assertUnauthorized(Pool.token(Pool.with("iss", "https://elsewhere.example")));
        assertUnauthorized(Pool.token(Pool.with("iss", 7)));
        assertUnauthorized(Pool.token(Pool.with("exp", "never")));
        assertUnauthorized(Pool.token(Pool.with("token_use", "refresh")));
        Map<String, Object> endless = Pool.claims();
        endless.remove("exp");
        assertUnauthorized(Pool.token(endless));
    }

    @Test
    void theKeysAreAskedForAgainWhenATokenNamesAnother() throws Exception {
        pool.keys.clear();
        String token = Pool.token(Pool.claims());
        assertUnauthorized(token);
        assertThat(pool.renewals).isEqualTo(1);
        pool.keys.add(Pool.RSA.toPublicJWK());
        assertThat(authorize(token).principalId()).isEqualTo("user-1");
        assertThat(pool.renewals).isEqualTo(1);
    }

    @Test
    void theExpressionIsHeldAgainstTheAudience() throws Exception {
        ApiMethod method = Calls.method(AuthorizationType.COGNITO_USER_POOLS);
        String token = Pool.token(Pool.with("aud", List.of("x", "client-2")));
        assertThat(authorize(Calls.expecting(Calls.pool(300, Pool.ARN), "client-[0-9]"), method, token)
                        .principalId())
                .isEqualTo("user-1");
        assertThatExceptionOfType(GatewayFailure.class)
                .isThrownBy(() -> authorize(Calls.expecting(Calls.pool(300, Pool.ARN), "client"), method, token))
                .withMessage("Unauthorized");
    }

    @Test
    void ofSeveralPoolsTheIssuersCounts() throws Exception {
        ApiMethod method = Calls.method(AuthorizationType.COGNITO_USER_POOLS);
        Authorizer both = Calls.pool(300, Pool.ARN + "x", Pool.ARN);
        assertThat(authorize(both, method, Pool.token(Pool.claims())).principalId())
                .isEqualTo("user-1");
        assertThatExceptionOfType(GatewayFailure.class)
                .isThrownBy(() -> authorize(Calls.pool(300, Pool.ARN + "x"), method, Pool.token(Pool.claims())))
                .withMessage("Unauthorized");
    }
}
