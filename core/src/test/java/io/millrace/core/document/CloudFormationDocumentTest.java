package io.millrace.core.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.core.limit.Limit;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// YAML as CloudFormation reads it.
class CloudFormationDocumentTest {
    private static final DocumentReader READER =
            DocumentReader.cloudFormation(Limit.TEMPLATE_BYTES, Limit.TEMPLATE_VALUES, Limit.TEMPLATE_DEPTH);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "!Ref x | {\"Ref\":\"x\"}",
                "!Ref 5 | {\"Ref\":\"5\"}",
                "!Condition x | {\"Condition\":\"x\"}",
                "!GetAtt a.b | {\"Fn::GetAtt\":[\"a\",\"b\"]}",
                "!GetAtt a.b.c | {\"Fn::GetAtt\":[\"a\",\"b.c\"]}",
                "!GetAtt [a, b] | {\"Fn::GetAtt\":[\"a\",\"b\"]}",
                "!GetAtt [a, !Ref b] | {\"Fn::GetAtt\":[\"a\",{\"Ref\":\"b\"}]}",
                "!Sub 'x ${y}' | {\"Fn::Sub\":\"x ${y}\"}",
                "!Sub ['${y}', {y: !Ref z}] | {\"Fn::Sub\":[\"${y}\",{\"y\":{\"Ref\":\"z\"}}]}",
                "!If [c, !Ref a, !Ref 'AWS::NoValue'] | {\"Fn::If\":[\"c\",{\"Ref\":\"a\"},{\"Ref\":\"AWS::NoValue\"}]}",
                "!Join ['', [a, !Select [0, !GetAZs '']]] |"
                        + " {\"Fn::Join\":[\"\",[\"a\",{\"Fn::Select\":[0,{\"Fn::GetAZs\":\"\"}]}]]}",
                "!Base64 {'Fn::Sub': a} | {\"Fn::Base64\":{\"Fn::Sub\":\"a\"}}",
                "!And [!Not [!Equals [a, b]], !Or [!Condition c, !Condition d]] |"
                        + " {\"Fn::And\":[{\"Fn::Not\":[{\"Fn::Equals\":[\"a\",\"b\"]}]},"
                        + "{\"Fn::Or\":[{\"Condition\":\"c\"},{\"Condition\":\"d\"}]}]}",
                "!ToJsonString {a: [1]} | {\"Fn::ToJsonString\":{\"a\":[1]}}",
            })
    void shortTagsAreWhatTheyStandFor(String yaml, String json) throws DocumentException {
        assertThat(read("k: " + yaml + "\n").path("k").toString()).isEqualTo(json);
    }

    @ParameterizedTest
    @CsvSource({
        "2010-09-09, '\"2010-09-09\"'",
        "012345678901, '\"012345678901\"'",
        "0123, '\"0123\"'",
        "1_000, '\"1_000\"'",
        "1.10, '\"1.10\"'",
        "1.5, 1.5",
        "123456789012, 123456789012",
        "-7, -7",
        "0, 0",
        "1e3, '\"1e3\"'",
        "0x1F, '\"0x1F\"'",
        "yes, true",
        "No, false",
        "on, true",
        "OFF, false",
        "y, '\"y\"'",
        "true, true",
        "~, null",
        "123456789012345678901234, '\"123456789012345678901234\"'",
        "22:22, '\"22:22\"'",
        ".5, '\".5\"'",
        "'\"yes\"', '\"yes\"'"
    })
    void plainScalarsKeepTheirText(String scalar, String json) throws DocumentException {
        assertThat(read("k: " + scalar + "\n").path("k").toString()).isEqualTo(json);
    }

    @Test
    void mergedMembersStandBehindTheirObjectsOwn() throws DocumentException {
        assertThat(read("""
                        base: &base {a: 1, b: 2}
                        other: &other {b: 3, c: 4}
                        one: {<<: *base, b: 9}
                        both: {<<: [*base, *other]}
                        text: {"<<": x}
                        """))
                .isEqualTo(read("{\"base\":{\"a\":1,\"b\":2},\"other\":{\"b\":3,\"c\":4},\"one\":{\"b\":9,\"a\":1},"
                        + "\"both\":{\"a\":1,\"b\":2,\"c\":4},\"text\":{\"<<\":\"x\"}}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"!Foo x", "!Foo [x]", "!Foo {x: y}", "!!binary aGk=", "!!timestamp 2010-09-09", "!!set {a: }"})
    void otherTagsAreRefusedByName(String value) {
        assertThatThrownBy(() -> read("a: 1\nk: " + value + "\n"))
                .isInstanceOf(DocumentException.class)
                .hasMessageContaining("is not supported, at line 2")
                .hasMessageContaining(value.startsWith("!Foo") ? "!Foo" : "yaml.org");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a: {<<: 5}", "a: {<<: [5]}", "? !Ref x\n: y", "{[a]: b}", "a: &x 1\n*x : 2\n*x : 3"})
    void whatCannotBeReadIsRefused(String yaml) {
        assertThatThrownBy(() -> read("# yaml\n" + yaml)).isInstanceOf(DocumentException.class);
    }

    private static JsonNode read(String document) throws DocumentException {
        return READER.read(document.getBytes(StandardCharsets.UTF_8));
    }
}
