package io.millrace.server.gateway.authorize;

import static io.millrace.server.gateway.authorize.Calls.ARN;
import static io.millrace.server.gateway.authorize.Calls.CALL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.server.gateway.authorize.Policy.Decision;
import io.millrace.server.gateway.call.GatewayFailure;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class PolicyTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static Decision decide(String statements, String path)
            throws JsonProcessingException, WrongAnswerException, GatewayFailure {
        return Policy.read(JSON.readTree("{\"Version\": \"2012-10-17\", \"Statement\": " + statements + "}"))
                .decide(MethodArn.of(Calls.get(path), CALL));
    }

    private static String statement(String effect, String resource) {
        return "{\"Effect\": \"%s\", \"Action\": \"execute-api:Invoke\", \"Resource\": \"%s\"}"
                .formatted(effect, resource);
    }

    @Test
    void whatIsNotAllowedIsNotAllowed() throws Exception {
        assertThat(decide("[]", "/pets")).isEqualTo(Decision.NOT_ALLOWED);
        assertThat(decide(statement("Allow", ARN + "POST/pets"), "/pets")).isEqualTo(Decision.NOT_ALLOWED);
        assertThat(decide(statement("Allow", ARN + "GET/pets"), "/pets")).isEqualTo(Decision.ALLOWED);
        assertThat(decide(statement("Allow", ARN + "GET/"), "/")).isEqualTo(Decision.ALLOWED);
    }

    @Test
    void denyWinsWhereverItStands() throws Exception {
        String allow = statement("Allow", "*");
        String deny = statement("Deny", ARN + "GET/admin/*");
        assertThat(decide("[" + allow + "," + deny + "]", "/admin/x")).isEqualTo(Decision.DENIED);
        assertThat(decide("[" + deny + "," + allow + "]", "/admin/x")).isEqualTo(Decision.DENIED);
        assertThat(decide("[" + deny + "," + allow + "]", "/pets")).isEqualTo(Decision.ALLOWED);
    }

    @TestFactory
    Stream<DynamicTest> noSpellingOfAPathGetsAroundADeny() {
        String policy = "[" + statement("Allow", "*") + "," + statement("Deny", ARN + "GET/admin") + "]";
        return Stream.of("/admin", "/%61dmin", "/%61%64min", "//admin", "/admin/", "/admin//", "/%2561dmin")
                .map(path -> DynamicTest.dynamicTest(path, () -> assertThat(decide(policy, path))
                        .isEqualTo(path.contains("%25") ? Decision.ALLOWED : Decision.DENIED)));
    }

    @Test
    void anAllowHoldsForTheUsualSpellingAndNotForAnEscapedSlash() throws Exception {
        String policy = statement("Allow", ARN + "GET/pets/1/toys");
        assertThat(decide(policy, "/%70ets/1/toys")).isEqualTo(Decision.ALLOWED);
        assertThat(decide(policy, "/pets/1%2Ftoys")).isEqualTo(Decision.NOT_ALLOWED);
    }

    @Test
    void actionsAndResourcesMayBeListsAndHaveWildcards() throws Exception {
        assertThat(decide(
                        "{\"Sid\": \"a\", \"Effect\": \"Allow\", \"Action\": [\"s3:*\", \"Execute-API:*\"],"
                                + " \"Resource\": [\"x\", \"arn:aws:execute-api:*:*:*/prod/G?T/pets/*\"]}",
                        "/pets/1/toys"))
                .isEqualTo(Decision.ALLOWED);
        assertThat(decide("{\"Effect\": \"Allow\", \"Action\": \"s3:*\", \"Resource\": \"*\"}", "/pets"))
                .isEqualTo(Decision.NOT_ALLOWED);
    }

    @Test
    void aConditionOfNothingIsNoneAsIamPolicyResponseOfTheEventsForJavaWritesIt() throws Exception {
        String rest = "\"Effect\": \"Allow\", \"Action\": \"*\", \"Resource\": \"*\"";
        assertThat(decide("{" + rest + ", \"Condition\": {}}", "/")).isEqualTo(Decision.ALLOWED);
        assertThat(decide("{" + rest + ", \"Condition\": null}", "/")).isEqualTo(Decision.ALLOWED);
    }

    @TestFactory
    Stream<DynamicTest> whatIsNotUnderstoodIsRefusedByName() {
        String rest = "\"Effect\": \"Allow\", \"Action\": \"*\", \"Resource\": \"*\"";
        return Map.of(
                        "{" + rest + ", \"Condition\": {\"Bool\": {}}}",
                        "policyDocument.Statement.Condition is not supported",
                        "[{" + rest + ", \"NotAction\": \"x\"}]",
                        "policyDocument.Statement[0].NotAction is not supported",
                        "{" + rest + ", \"NotResource\": \"x\"}",
                        "policyDocument.Statement.NotResource is not supported",
                        "{" + rest + ", \"Principal\": \"*\"}",
                        "policyDocument.Statement.Principal is not supported",
                        "{" + rest.replace("Allow", "allow") + "}",
                        "policyDocument.Statement.Effect must be Allow or Deny",
                        "{\"Effect\": \"Allow\", \"Action\": [], \"Resource\": \"*\"}",
                        "policyDocument.Statement.Action must be a string or a list of strings",
                        "{\"Effect\": \"Allow\", \"Action\": \"*\", \"Resource\": [1]}",
                        "policyDocument.Statement.Resource must have only strings",
                        "7",
                        "policyDocument.Statement must be a statement or a list of them",
                        "[7]",
                        "policyDocument.Statement[0] must be an object")
                .entrySet()
                .stream()
                .map(each -> DynamicTest.dynamicTest(
                        each.getValue(), () -> assertThatExceptionOfType(WrongAnswerException.class)
                                .isThrownBy(() -> decide(each.getKey(), "/"))
                                .withMessage(each.getValue())));
    }

    @TestFactory
    Stream<DynamicTest> anAnswerThatIsNotAsItMustBeIsRefusedByName() {
        String policy = "\"policyDocument\": {\"Statement\": []}";
        return Map.of(
                        "",
                        "the answer must be an object",
                        "null",
                        "the answer must be an object",
                        "{} {}",
                        "the answer is no JSON, or names a member twice",
                        "{\"principalId\": \"a\", \"principalId\": \"b\"}",
                        "the answer is no JSON, or names a member twice",
                        "{" + policy + "}",
                        "principalId must be a string",
                        "{\"principalId\": \"a\"}",
                        "policyDocument is missing",
                        "{\"principalId\": \"a\", \"policyDocument\": \"x\"}",
                        "policyDocument must be an object",
                        "{\"principalId\": \"a\", " + policy + ", \"context\": {\"a\": {}}}",
                        "context.a must be a string, number or boolean",
                        "{\"principalId\": \"a\", " + policy + ", \"statusCode\": 401}",
                        "statusCode is not supported",
                        "{\"principalId\": \"" + "a".repeat(33_000) + "\"}",
                        "the answer must have at most 32768 bytes")
                .entrySet()
                .stream()
                .map(each -> DynamicTest.dynamicTest(
                        each.getValue(), () -> assertThatExceptionOfType(WrongAnswerException.class)
                                .isThrownBy(() -> Grant.read(each.getKey().getBytes(StandardCharsets.UTF_8)))
                                .withMessage(each.getValue())));
    }

    @Property
    void aPatternFitsAsTheSameRegularExpressionDoes(
            @ForAll @Chars({'a', 'b', '*', '?'}) @StringLength(max = 8) String pattern,
            @ForAll @CharRange(from = 'a', to = 'b') @StringLength(max = 10) String text) {
        String expression = pattern.chars()
                .mapToObj(c -> c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf((char) c)))
                .collect(Collectors.joining());

        assertThat(Glob.matches(pattern, text)).isEqualTo(Pattern.matches(expression, text));
    }

    @Test
    void aPatternOfManyStarsEnds() {
        assertThat(Glob.matches("*a".repeat(2_000), "b".repeat(1_600))).isFalse();
    }
}
