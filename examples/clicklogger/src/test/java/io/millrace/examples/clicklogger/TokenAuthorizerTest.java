package io.millrace.examples.clicklogger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.events.APIGatewayCustomAuthorizerEvent;
import com.amazonaws.services.lambda.runtime.events.IamPolicyResponse;
import com.amazonaws.services.lambda.runtime.serialization.factories.JacksonFactory;
import com.fasterxml.jackson.jr.ob.JSON;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenAuthorizerTest {
    private static final String API = "arn:aws:execute-api:us-east-1:000000000000:abc123";

    private final TokenAuthorizer function = new TokenAuthorizer("ALLOW=ORDERAPP, ALLOW=SHOP,");

    @ParameterizedTest
    @ValueSource(strings = {"ALLOW=ORDERAPP", "ALLOW=SHOP"})
    void aTokenOfTheListIsLetIntoTheWholeStage(String token) {
        assertThat(statement(token))
                .containsEntry("Effect", "Allow")
                .containsEntry("Action", "execute-api:Invoke")
                .satisfies(allow -> assertThat((String[]) allow.get("Resource")).containsExactly(API + "/dev/*"));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "ALLOW", "allow=orderapp", "ALLOW=ORDERAPP ", "ALLOW=ORDERAPP,ALLOW=SHOP", "DENY"})
    void everyOtherIsDenied(String token) {
        assertThat(statement(token))
                .containsEntry("Effect", "Deny")
                .satisfies(deny -> assertThat((String[]) deny.get("Resource")).containsExactly(API + "/dev/*"));
    }

    @Test
    void withoutTokensNobodyIsLetIn() {
        assertThat(statement(new TokenAuthorizer(" , "), "")).containsEntry("Effect", "Deny");
    }

    @Test
    void itDoesNotStartWithoutItsSetting() {
        assertThatThrownBy(TokenAuthorizer::new)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("AUTH_TOKENS is not set: whom shall the API let in?");
    }

    @Test
    void whatLambdaMakesOfTheAnswerIsAPolicyAndDoesNotHoldTheToken() throws IOException {
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        JacksonFactory.getInstance()
                .getSerializer(IamPolicyResponse.class)
                .toJson(function.handleRequest(event("ALLOW=ORDERAPP"), new FakeContext()), json);
        Map<String, Object> answer = JSON.std.mapFrom(json.toByteArray());
        assertThat(answer).containsEntry("principalId", "application");
        assertThat((Map<?, ?>) answer.get("policyDocument"))
                .hasToString("{Version=2012-10-17, Statement=[{Action=execute-api:Invoke, Resource=[" + API
                        + "/dev/*], Effect=Allow}]}");
        assertThat(json.toString(StandardCharsets.UTF_8)).doesNotContain("ORDERAPP");
    }

    private Map<String, Object> statement(String token) {
        return statement(function, token);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> statement(TokenAuthorizer function, String token) {
        Map<String, Object> policy =
                function.handleRequest(event(token), new FakeContext()).getPolicyDocument();
        assertThat(policy).containsEntry("Version", "2012-10-17");
        Map<String, Object>[] statements = (Map<String, Object>[]) policy.get("Statement");
        assertThat(statements).hasSize(1);
        return List.of(statements).get(0);
    }

    private static APIGatewayCustomAuthorizerEvent event(String token) {
        return APIGatewayCustomAuthorizerEvent.builder()
                .withType("TOKEN")
                .withAuthorizationToken(token)
                .withMethodArn(API + "/dev/POST/clicklogger")
                .build();
    }
}
