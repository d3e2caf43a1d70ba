package io.millrace.core.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.fault.RequestException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Parameters: what they allow, and what is said of what they do not.
class ParameterValuesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{Type: String, AllowedValues: [a, 1, yes]} | x | Parameter 'P' must be one of AllowedValues",
                "{Type: String, AllowedPattern: '[a-z]+'} | ab1 | Parameter 'P' must match pattern [a-z]+",
                "{Type: String, AllowedPattern: '[a-z]+', ConstraintDescription: only letters.} | 1 |"
                        + " Parameter P failed to satisfy constraint: only letters.",
                "{Type: String, MinLength: 3} | ab | Parameter 'P' must contain at least 3 characters",
                "{Type: String, MaxLength: '3'} | abcd | Parameter 'P' must contain at most 3 characters",
                "{Type: Number} | five | Parameter 'P' must be a number",
                "{Type: Number} | '' | Parameter 'P' must be a number",
                "{Type: Number, MinValue: 3} | 2.9 | Parameter 'P' must be a number not less than 3",
                "{Type: Number, MaxValue: 3} | 4 | Parameter 'P' must be a number not greater than 3",
                "{Type: List<Number>} | 1,x | Parameter 'P' must be a number",
                "{Type: CommaDelimitedList, AllowedValues: [a, b]} | a,c | Parameter 'P' must be one of AllowedValues",
                "{Type: String, AllowedPattern: '(a+)(a+)(a+)(a+)(a+)c'} | "
                        + "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa |"
                        + " Parameter 'P': the AllowedPattern takes too long, give a simpler one",
            })
    void valuesThatAreNotAllowedAreRefused(String parameter, String value, String message) {
        refused(parameter, Map.of("P", value), message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{Type: String, AllowedValues: [a, 1, yes]} | true | \"true\"",
                "{Type: String, AllowedValues: [a, 1]} | 1 | \"1\"",
                "{Type: Number, MinValue: 1, MaxValue: 9} | 5 | \"5\"",
                "{Type: List<Number>} | 80, 20 | [\"80\",\"20\"]",
                "{Type: CommaDelimitedList} | a, b ,c | [\"a\",\"b\",\"c\"]",
                "{Type: 'AWS::EC2::Subnet::Id'} | subnet-1 | \"subnet-1\"",
                "{Type: 'List<AWS::EC2::Subnet::Id>'} | subnet-1,subnet-2 | [\"subnet-1\",\"subnet-2\"]",
                "{Type: 'AWS::SSM::Parameter::Name'} | /x | \"/x\"",
                "{Type: 'AWS::SSM::Parameter::Value<String>'} | /x | \"one,two\"",
                "{Type: 'AWS::SSM::Parameter::Value<List<String>>'} | /x | [\"one\",\"two\"]",
                "{Type: 'AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>'} | /x | \"one,two\"",
            })
    void refGivesTheValueInItsType(String parameter, String value, String json) {
        ParameterValues values = values(parameter, Map.of("P", value));

        assertThat(values.values().get("P").toString()).isEqualTo(json);
        assertThat(values.texts()).containsEntry("P", value);
    }

    @Test
    void parametersOfSsmTellWhatTheyHave() {
        ParameterValues values = values("{Type: 'AWS::SSM::Parameter::Value<String>', Default: /x}", Map.of());

        assertThat(values.texts()).containsEntry("P", "/x");
        assertThat(values.resolved()).containsExactly(Map.entry("P", "one,two"));
    }

    @Test
    void missingAndUnknownParametersAreNamed() {
        refused("{Type: String}, A: {Type: String}", Map.of(), "Parameters: [P, A] must have values");
        refused(
                "{Type: String, Default: x}",
                Map.of("Z", "1", "Y", "2"),
                "Parameters: [Y, Z] do not exist in the template");
    }

    @Test
    void aDefaultMayBeEmptyOrANumber() {
        assertThat(values("{Type: String, Default: ''}", Map.of()).texts()).containsEntry("P", "");
        assertThat(values("{Type: Number, Default: 60}", Map.of()).texts()).containsEntry("P", "60");
    }

    @Test
    void aValueIsBounded() {
        refused("{Type: String}", Map.of("P", "x".repeat(4_097)), "Parameter 'P' must be at most 4096 bytes long");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | [/Parameters/P] Every Parameters object must contain a Type member.",
                "{Type: Strin} | Unrecognized parameter type: Strin",
                "{Type: 'List<String>'} | Unrecognized parameter type: List<String>",
                "{Type: String, Foo: 1} | [/Parameters/P] Invalid template parameter property 'Foo'",
                "{Type: String, Default: [a]} | [/Parameters/P/Default] Every Default member must be a string.",
                "{Type: String, AllowedValues: a} | [/Parameters/P/AllowedValues] AllowedValues must be a list of strings.",
                "{Type: String, AllowedValues: [[a]]} | [/Parameters/P/AllowedValues] Every AllowedValues value must be a"
                        + " string.",
                "{Type: String, AllowedPattern: '['} | Parameter 'P' has an invalid AllowedPattern: [",
                "{Type: String, MinLength: x} | [/Parameters/P/MinLength] MinLength must be an integer",
                "{Type: Number, MinValue: x} | [/Parameters/P/MinValue] MinValue must be a number",
                "{Type: String, NoEcho: maybe} | [/Parameters/P/NoEcho] must be a boolean",
            })
    void wronglyDeclaredParametersAreRefused(String parameter, String message) {
        refused(parameter, Map.of("P", "x"), "Template format error: " + message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "yes", "'true'"})
    void secretsAreMarked(String noEcho) {
        assertThat(template("{Type: String, NoEcho: " + noEcho + "}")
                        .parameters()
                        .get("P")
                        .noEcho())
                .isTrue();
    }

    private static void refused(String parameter, Map<String, String> given, String message) {
        assertThatThrownBy(() -> values(parameter, given))
                .isInstanceOf(RequestException.class)
                .hasMessage(message);
    }

    private static ParameterValues values(String parameter, Map<String, String> given) {
        FakeWorld world = new FakeWorld();
        world.ssm.put("/x", "one,two");
        return ParameterValues.of(template(parameter), given, world);
    }

    private static Template template(String parameter) {
        return Template.parse("Parameters: {P: " + parameter + "}\nResources: {R: {Type: AWS::S3::Bucket}}\n");
    }
}
