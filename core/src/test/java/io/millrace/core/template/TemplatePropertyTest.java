package io.millrace.core.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.millrace.core.document.DocumentWriter;
import io.millrace.core.fault.RequestException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/// Whatever is written: the same in JSON and YAML, and never a fault of ours.
class TemplatePropertyTest {
    private static final String SEED = """
            AWSTemplateFormatVersion: 2010-09-09
            Parameters:
              P: {Type: String, Default: x, AllowedPattern: '[a-z]+'}
              L: {Type: CommaDelimitedList, Default: 'a,b'}
            Mappings: {M: {us-east-1: {v: [x, y]}}}
            Conditions: {C: !And [!Equals [!Ref P, x], !Not [!Equals [a, b]]]}
            Rules: {R: {Assertions: [{Assert: !Contains [[x], !Ref P]}]}}
            Resources:
              A: &a
                Type: AWS::S3::Bucket
                Properties:
                  N: !Sub ['${P}-${B.Arn}-${!x}-${v}', {v: !Select [0, !Ref L]}]
                  J: !Join [',', !Split ['|', 'a|b']]
                  I: !If [C, !GetAtt B.Arn, !Ref AWS::NoValue]
                  F: !FindInMap [M, !Ref AWS::Region, v]
                  D: '{{resolve:ssm:/x:1}}'
                  Z: !Cidr [10.0.0.0/16, 3, 8]
              B: {Type: AWS::S3::Bucket, Condition: C, DeletionPolicy: Retain, Properties: {T: !Base64 x}}
            Outputs: {O: {Value: !GetAtt A.Arn, Export: {Name: !Sub '${AWS::StackName}-x'}}}
            """;
    private static final List<String> PIECES = List.of(
            "!Ref ",
            "!If ",
            "!Sub ",
            "[",
            "]",
            "{",
            "}",
            "'",
            ": ",
            "\n",
            "  ",
            "&a ",
            "*a",
            "${",
            "}}",
            "<<: *a",
            "Fn::ForEach::X",
            "Transform: AWS::LanguageExtensions\n",
            "-",
            "null",
            "!Length ",
            "99999999999999999999");

    private static final List<String> TEXTS = List.of(
            "R",
            "a",
            "b",
            "AWS::Region",
            "AWS::NoValue",
            "${R}",
            "0",
            "10.0.0.0/16",
            "yes",
            "012",
            "1e3",
            "~",
            "C",
            "",
            "2010-09-09",
            "{{resolve:ssm:/x:1}}",
            "- a",
            "a: b",
            "#",
            "!Ref x",
            "&a",
            "*a",
            "<<",
            " x ",
            "a\nb\n",
            "\t",
            "\"'",
            "ä\u2028€\ud83d\ude00",
            "0x1F",
            "1_000",
            "null",
            ".5",
            "1.10",
            "@",
            "%",
            "`",
            "|");
    private static final List<String> CALLS = List.of(
            "Ref",
            "Fn::GetAtt",
            "Fn::Sub",
            "Fn::Join",
            "Fn::Select",
            "Fn::Split",
            "Fn::If",
            "Fn::FindInMap",
            "Fn::ImportValue",
            "Fn::Base64",
            "Fn::Cidr",
            "Fn::GetAZs",
            "Fn::ToJsonString",
            "Fn::Length",
            "Fn::Equals",
            "Fn::And",
            "Fn::Or",
            "Fn::Not",
            "Condition",
            "Fn::Contains",
            "DefaultValue",
            "k");

    @Property(tries = 1_000, shrinking = ShrinkingMode.OFF)
    void jsonAndYamlOfTheSameTemplateReadEqual(@ForAll long seed) {
        JsonNode value = tree(new Random(seed), List.of("a", "b c", "012", "yes", "-", "ä\u2028"), 0);
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        ObjectNode resource = tree.putObject("Resources").putObject("R");
        resource.put("Type", "AWS::S3::Bucket").putObject("Properties").set("P", value);

        Template json = Template.parse(tree.toString());
        Template yaml = Template.parse(DocumentWriter.yaml(tree));

        assertThat(yaml.tree()).isEqualTo(json.tree());
        assertThat(yaml.resources()).isEqualTo(json.resources());
        assertThat(json.resources().get("R").properties().get("P")).isEqualTo(value);
    }

    @Property(tries = 3_000, shrinking = ShrinkingMode.OFF)
    void aMutatedTemplateIsEvaluatedOrRefused(@ForAll long seed) {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder(SEED);
        for (int i = random.nextInt(1, 5); i > 0; i--) {
            int at = random.nextInt(text.length());
            switch (random.nextInt(3)) {
                case 0 -> text.delete(at, Math.min(text.length(), at + random.nextInt(1, 8)));
                case 1 -> text.insert(at, PIECES.get(random.nextInt(PIECES.size())));
                default -> text.setCharAt(at, (char) random.nextInt(32, 127));
            }
        }
        evaluateOrRefuse(text.toString());
    }

    @Property(tries = 2_000, shrinking = ShrinkingMode.OFF)
    void anyArgumentsOfFunctionsAreEvaluatedOrRefused(@ForAll long seed) {
        JsonNode value = tree(new Random(seed), CALLS, 0);
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        ObjectNode resource = tree.putObject("Resources").putObject("R");
        resource.put("Type", "AWS::S3::Bucket").putObject("Properties").set("P", value);
        tree.putObject("Outputs").putObject("O").set("Value", value);
        tree.putObject("Conditions").set("C", value);
        evaluateOrRefuse(tree.toString());
        tree.remove("Conditions");
        evaluateOrRefuse(tree.toString());
    }

    private static void evaluateOrRefuse(String text) {
        FakeWorld world = new FakeWorld().attribute("B", "Arn", "arn:b");
        world.ssm.put("/x:1", "one");
        try {
            Template written = Template.parse(text);
            ParameterValues values = ParameterValues.of(written, Map.of(), world);
            Template template =
                    new Transforms((tree, named) -> tree).applied(written, values, world.pseudoParameters());
            Evaluation evaluation = Evaluation.of(template, values, world);
            evaluation.order().forEach(id -> assertThat(evaluation.properties(id))
                    .isNotNull());
            evaluation.outputs().forEach(key -> assertThat(evaluation.output(key))
                    .isNotNull());
            assertThat(Capabilities.of(template).required()).isEmpty();
        } catch (RequestException e) {
            assertThat(e.code()).isEqualTo("ValidationError");
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    /// Any value whose objects have members of the given names.
    private static JsonNode tree(Random random, List<String> names, int depth) {
        int kind = random.nextInt(depth > 4 ? 6 : 10);
        if (kind < 4) {
            return TextNode.valueOf(TEXTS.get(random.nextInt(TEXTS.size())));
        }
        if (kind == 4) {
            return random.nextBoolean()
                    ? JsonNodeFactory.instance.numberNode(random.nextInt(-100, 100))
                    : JsonNodeFactory.instance.numberNode(random.nextGaussian() * 1e9);
        }
        if (kind == 5) {
            return BooleanNode.valueOf(random.nextBoolean());
        }
        if (kind < 8) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            for (int i = random.nextInt(4); i > 0; i--) {
                array.add(tree(random, names, depth + 1));
            }
            return array;
        }
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        for (int i = random.nextInt(1, 3); i > 0; i--) {
            object.set(names.get(random.nextInt(names.size())), tree(random, names, depth + 1));
        }
        return object;
    }
}
