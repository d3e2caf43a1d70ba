package io.millrace.core.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.fault.RequestException;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The form of a template, and what is said of one that has none.
class TemplateTest {
    private static final String ONE = "Resources: {R: {Type: AWS::S3::Bucket}}";

    @Test
    void aTemplateIsReadWithAllItsSections() {
        Template template = Template.parse("""
                {"AWSTemplateFormatVersion": "2010-09-09", "Description": "d", "Metadata": {"a": 1},
                 "Mappings": {"M": {"k": {"v": "x"}}}, "Conditions": {"C": {"Fn::Equals": ["a", "b"]}},
                 "Resources": {
                   "A": {"Type": "AWS::S3::Bucket", "DeletionPolicy": "Retain", "UpdateReplacePolicy": "Retain",
                         "Metadata": {"m": {"Ref": "B"}}, "DependsOn": "C",
                         "CreationPolicy": {"ResourceSignal": {"Count": 1}}},
                   "B": {"Type": "Custom::X", "Condition": "C"}, "C": {"Type": "AWS::S3::Bucket"}},
                 "Outputs": {"O": {"Value": "v", "Description": "said", "Export": {"Name": "n"}}}}
                """);

        assertThat(template.version()).isEqualTo("2010-09-09");
        assertThat(template.description()).isEqualTo("d");
        assertThat(template.resources()).containsOnlyKeys("A", "B", "C");
        Template.Declaration a = template.resources().get("A");
        assertThat(a.dependsOn()).containsExactly("C", "B");
        assertThat(a.deletionPolicy()).isEqualTo("Retain");
        assertThat(a.updateReplacePolicy()).isEqualTo("Retain");
        assertThat(a.properties()).isEmpty();
        assertThat(a.rest().toString()).isEqualTo("{\"CreationPolicy\":{\"ResourceSignal\":{\"Count\":1}}}");
        assertThat(template.resources().get("B").condition()).isEqualTo("C");
        assertThat(template.resources().get("B").deletionPolicy()).isEqualTo("Delete");
        assertThat(template.outputs().get("O").exportName().asText()).isEqualTo("n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "[a] | unsupported structure.",
                "{\"a\" | JSON not well-formed. (line 1, column 5)",
                "a: [ | YAML not well-formed. (line 1, column 5)",
                "Description: x | At least one Resources member must be defined.",
                "Resources: {} | At least one Resources member must be defined.",
                "Resources: [] | [/Resources] Resources must be an object",
                "Resources: {A: x} | [/Resources/A] Any Resources member must be an object.",
                "Resources: {A: {}} | [/Resources/A] Every Resources object must contain a Type member.",
                "Resources: {A_b: {Type: T}} | Resource name A_b is non alphanumeric.",
                "Resources: {A: {Type: T, Foo: 1}} | [/Resources/A] Invalid template resource property 'Foo'",
                "Resources: {A: {Type: T, Properties: []}} | [/Resources/A/Properties] Properties must be an object",
                "Resources: {A: {Type: T, Condition: [x]}} | [/Resources/A/Condition] Every Condition member must be a"
                        + " string.",
                "Resources: {A: {Type: T, Condition: X}} | Unresolved condition dependency X in the Resources block of"
                        + " the template",
                "Resources: {A: {Type: T, DependsOn: {a: b}}} | DependsOn must be a string or list of strings.",
                "Resources: {A: {Type: T, DependsOn: [[b]]}} | Every DependsOn value must be a string.",
                "Resources: {A: {Type: T, DependsOn: [B, C]}} | Unresolved resource dependencies [B, C] in the Resources"
                        + " block of the template",
                "Resources: {A: {Type: T, DeletionPolicy: Keep}} | Unrecognized DeletionPolicy Keep for resource A",
                "Resources: {A: {Type: T, DeletionPolicy: [x]}} | Every DeletionPolicy member must be a string.",
                "Resources: {A: {Type: T, UpdateReplacePolicy: RetainExceptOnCreate}} | Unrecognized UpdateReplacePolicy"
                        + " RetainExceptOnCreate for resource A",
                "Resources: {A: {Type: T}, A: {Type: T}} | 'A' is twice in one object, at line 1",
            })
    void whatIsNoTemplateIsRefusedInAwsWords(String text, String message) {
        refused(text, "Template format error: " + message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "AWSTemplateFormatVersion: 2011-01-01 | unsupported value for AWSTemplateFormatVersion.",
                "Hooks: {} | Hooks is not supported",
                "Metadata: x | [/Metadata] Metadata must be an object",
                "Mappings: {M: {a: b}} | [/Mappings/M/a] Every Mappings attribute must be an object.",
                "Mappings: {M: {a: {b: {c: d}}}} | [/Mappings/M/a/b] Every Mappings attribute must be a String or a"
                        + " List.",
                "Conditions: {C: yes} | [/Conditions/C] Any Conditions member must be an object.",
                "Conditions: {C: !Equals [!Ref R, x]} | Unresolved dependencies [R]. Cannot reference resources in the"
                        + " Conditions block of the template",
                "Conditions: {C: !Not [!Condition X]} | Unresolved condition dependency X in the Conditions block of the"
                        + " template",
                "Outputs: {O: {}} | [/Outputs/O] Every Outputs member must contain a Value object",
                "Outputs: {O: {Value: x, Foo: y}} | [/Outputs/O] Encountered unsupported property Foo",
                "Outputs: {O: {Value: x, Export: y}} | [/Outputs/O/Export] Export must be an object with one member, Name",
                "Outputs: {O: {Value: x, Condition: C}} | Unresolved condition dependency C in the Outputs block of the"
                        + " template",
                "Outputs: {O: {Value: !Ref X}} | Unresolved resource dependencies [X] in the Outputs block of the template",
                "Outputs: {O-x: {Value: x}} | Output name O-x is non alphanumeric.",
            })
    void sectionsAreChecked(String section, String message) {
        refused(section + "\n" + ONE, "Template format error: " + message);
    }

    @Test
    void otherFaultsHaveTheirOwnWords() {
        refused("Foo: 1\nBar: 2\n" + ONE, "Invalid template property or properties [Bar, Foo]");
        refused(
                "Parameters: {R: {Type: String}}\n" + ONE,
                "Template error: all resources and parameters must have unique names. Common name(s): [R]");
        refused(
                "Resources: {A: {Type: AWS::S3::Bucket, DeletionPolicy: Snapshot}}",
                "Template error: resource type AWS::S3::Bucket does not support deletion policy Snapshot");
        refused(
                "Transform: Mine\n" + ONE,
                "Template error: the transform Mine is not supported: there are AWS::Serverless-2016-10-31 and"
                        + " AWS::LanguageExtensions");
        refused(
                "Transform: {Name: AWS::Include, Parameters: {Location: s3://x}}\n" + ONE,
                "Template error: the transform AWS::Include is not supported: there are AWS::Serverless-2016-10-31 and"
                        + " AWS::LanguageExtensions");
        refused(
                "Description: " + "x".repeat(1_025) + "\n" + ONE,
                "Template format error: 'Description' length is greater than 1024.");
        refused("#" + "x".repeat(1 << 20) + "\n" + ONE, "Template format error: more than 1048576 bytes");
    }

    @Test
    void circlesAreRefusedWithAllThatAreInThem() {
        refused("""
                Resources:
                  Before: {Type: T, Properties: {a: !Ref A}}
                  A: {Type: T, Properties: {b: !GetAtt B.Arn}}
                  B: {Type: T, Properties: {c: !Sub '${C}'}}
                  C: {Type: T, DependsOn: A, Metadata: {d: !Ref Behind}}
                  Behind: {Type: T}
                """, "Circular dependency between resources: [A, B, C]");
        refused("Resources: {A: {Type: T, Properties: {b: !Ref A}}}", "Circular dependency between resources: [A]");
    }

    @Test
    void aCircleThatAConditionOpensIsNone() {
        String text = """
                Parameters: {P: {Type: String, Default: x}}
                Conditions: {C: !Equals [!Ref P, x]}
                Resources:
                  A: {Type: T, Properties: {b: !If [C, !Ref B, b]}}
                  B: {Type: T, Properties: {a: !If [C, a, !Ref A]}}
                """;
        Template template = Template.parse(text);
        FakeWorld world = new FakeWorld();

        assertThat(Evaluation.of(template, ParameterValues.of(template, Map.of(), world), world)
                        .order())
                .containsExactly("B", "A");
        assertThatThrownBy(() -> {
                    Template closed = Template.parse(text.replace("a, !Ref A", "!Ref A, a"));
                    Evaluation.of(closed, ParameterValues.of(closed, Map.of(), world), world);
                })
                .hasMessage("Circular dependency between resources: [A, B]");
    }

    @Test
    void sectionsAreAsLongAsAwsAllows() {
        assertThat(Template.parse("Resources:\n" + members(500, "{Type: T}")).resources())
                .hasSize(500);
        refused(
                "Resources:\n" + members(501, "{Type: T}"),
                "Template format error: Number of resources, 501, is greater than maximum allowed, 500");
        refused(
                "Parameters:\n" + members(201, "{Type: String}") + ONE,
                "Template format error: Number of parameters, 201, is greater than maximum allowed, 200");
        refused(
                "Outputs:\n" + members(201, "{Value: x}") + ONE,
                "Template format error: Number of outputs, 201, is greater than maximum allowed, 200");
        refused(
                "Mappings:\n" + members(201, "{a: {b: c}}") + ONE,
                "Template format error: Number of mappings, 201, is greater than maximum allowed, 200");
    }

    private static String members(int count, String value) {
        return IntStream.range(0, count)
                .mapToObj(i -> "  X" + i + ": " + value + "\n")
                .collect(Collectors.joining());
    }

    private static void refused(String text, String message) {
        assertThatThrownBy(() -> Template.parse(text))
                .isInstanceOf(RequestException.class)
                .hasMessage(message)
                .extracting(e -> ((RequestException) e).code())
                .isEqualTo("ValidationError");
    }
}
