package io.millrace.server.aws.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.fault.RequestException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class QueryParametersTest {
    private static QueryParameters of(String... pairs) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            parameters.put(pairs[i], pairs[i + 1]);
        }
        return QueryParameters.of(new QueryCall("us-east-1", parameters));
    }

    private static void refused(ThrowingCallable call, String message) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        RequestException.class, e -> assertThat(e.code()).isEqualTo("ValidationError"))
                .hasMessageContaining(message);
    }

    @Test
    void whatEveryCallCarriesNeedNotBeAskedFor() {
        QueryParameters parameters = of("Action", "DescribeStacks", "Version", "2010-05-15", "X-Amz-Date", "x");

        parameters.refuseUnknown();

        assertThat(parameters.string("StackName")).isEmpty();
    }

    @Test
    void structuresOfAListComeInTheOrderOfTheirNumbers() {
        QueryParameters parameters = of(
                "Tags.member.10.Key", "j", "Tags.member.2.Key", "b", "Tags.member.2.Value", "", "Names.member.1", "n");

        List<QueryParameters> tags = parameters.structures("Tags");

        assertThat(tags).extracting(tag -> tag.requiredString("Key")).containsExactly("b", "j");
        assertThat(tags.getFirst().string("Value")).contains("");
        assertThat(parameters.strings("Names")).containsExactly("n");
        parameters.refuseUnknown();
    }

    @Test
    void aListWithoutElementsIsAParameterWithoutValue() {
        QueryParameters parameters = of("Capabilities", "");

        assertThat(parameters.strings("Capabilities")).isEmpty();
        parameters.refuseUnknown();
        refused(() -> of("Capabilities", "CAPABILITY_IAM").strings("Capabilities"), "Capabilities.member.1");
    }

    @Test
    void whatWasNotAskedForIsRefusedByNameWhereverItStands() {
        QueryParameters parameters = of(
                "StackName",
                "s",
                "Config.Mode",
                "m",
                "Config.Other",
                "o",
                "Tags.member.1.Key",
                "k",
                "Tags.member.x",
                "y");
        parameters.string("StackName");
        parameters.structure("Config").orElseThrow().string("Mode");
        parameters.structures("Tags");

        refused(parameters::refuseUnknown, "Config.Other, Tags.member.1.Key, Tags.member.x");
    }

    @Test
    void valuesOfTheWrongTypeAreRefused() {
        QueryParameters parameters = of("Flag", "yes", "Number", "x", "Large", "11", "Word", "C", "Long", "abc");

        refused(() -> parameters.bool("Flag"), "Flag: must be true or false");
        refused(() -> parameters.integerBetween("Number", 1, 10), "Number: must be an integer");
        refused(() -> parameters.integerBetween("Large", 1, 10), "Large: must be from 1 to 10");
        refused(() -> parameters.oneOf("Word", "A", "B"), "'C' is not one of A, B");
        refused(() -> parameters.string("Long", 1, 2), "Long: must have from 1 to 2 characters");
        refused(() -> parameters.notSupported("Word", "because"), "Word: not supported by Millrace: because");
        refused(
                () -> parameters.requiredString("StackName"),
                "Value null at 'stackName' failed to satisfy constraint: Member must not be null");
    }

    @Provide
    Arbitrary<Map<String, String>> calls() {
        Arbitrary<String> part =
                Arbitraries.of("Tags", "member", "1", "2", "Key", "", "-1", "99999999999", "*", "entry");
        Arbitrary<String> name = part.list().ofMinSize(1).ofMaxSize(40).map(parts -> String.join(".", parts));
        return Arbitraries.maps(name, Arbitraries.strings().ofMaxLength(5)).ofMaxSize(30);
    }

    @Property(tries = 500)
    void anyCallIsReadOrRefused(@ForAll("calls") Map<String, String> call) {
        QueryParameters parameters = QueryParameters.of(new QueryCall("us-east-1", call));
        try {
            parameters.structures("Tags").forEach(tag -> tag.string("Key"));
            parameters.strings("Tags");
            parameters.refuseUnknown();
            assertThat(call.keySet()).allMatch(name -> name.isEmpty() || name.startsWith("Tags"));
        } catch (RequestException e) {
            assertThat(e.code()).isEqualTo("ValidationError");
        }
    }
}
