package io.millrace.core.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.core.fault.RequestException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Each function with AWS's own examples, and what is said when it is written wrongly.
class FunctionsTest {
    private static final String HEAD = """
            Parameters:
              Env: {Type: String, Default: dev}
              Size: {Type: Number, Default: 5}
              Subnets: {Type: CommaDelimitedList, Default: 'subnet-1, subnet-2,subnet-3'}
              Ports: {Type: List<Number>, Default: '80,443'}
              Arn: {Type: String, Default: Arn}
            Mappings:
              RegionMap:
                us-east-1: {HVM64: ami-0ff8a91507f77f867, Size: 2, Zones: [a, b]}
                us-west-1: {HVM64: ami-0bdb828fd58c52235}
            Conditions:
              IsProd: !Equals [!Ref Env, prod]
              IsDev: !Not [!Condition IsProd]
            Resources:
              Made: {Type: AWS::S3::Bucket}
              Open: {Type: AWS::S3::Bucket}
              R:
                Type: AWS::S3::Bucket
                Properties:
                  P:""";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "!Ref Env | \"dev\"",
                "!Ref Size | \"5\"",
                "!Ref Subnets | [\"subnet-1\",\"subnet-2\",\"subnet-3\"]",
                "!Ref Made | \"made-1\"",
                "!Ref Open | {\"Ref\":\"Open\"}",
                "!Ref AWS::Region | \"us-east-1\"",
                "!GetAtt Made.Arn | \"arn:made\"",
                "!GetAtt [Made, !Ref Arn] | \"arn:made\"",
                "!GetAtt Made.Outputs.Url | \"http://made\"",
                "{'Fn::GetAtt': Made.Outputs.Url} | \"http://made\"",
                "{'Fn::GetAtt': [Made, Outputs, Url]} | \"http://made\"",
                "!GetAtt Made.Other | {\"Fn::GetAtt\":[\"Made\",\"Other\"]}",
                "!Sub 'a ${Env} ${Size} ${AWS::Region} ${Made} ${Made.Outputs.Url}' | \"a dev 5 us-east-1 made-1 http://made\"",
                "!Sub '${!Literal} $ {x} $Env ${' | \"${Literal} $ {x} $Env ${\"",
                "!Sub ['www.${Domain}', {Domain: !Ref Env}] | \"www.dev\"",
                "!Sub ['${A.B}-${Env}', {A.B: 1, Env: own}] | \"1-own\"",
                "!Sub '${Open}-${Env}' | {\"Fn::Sub\":\"${Open}-${Env}\"}",
                "!Join [':', [a, b, c]] | \"a:b:c\"",
                "!Join ['', ['', x]] | \"x\"",
                "!Join ['-', [1, true, !Ref Size, 1.5]] | \"1-true-5-1.5\"",
                "!Join [',', !Ref Subnets] | \"subnet-1,subnet-2,subnet-3\"",
                "!Join ['', [a, !Ref AWS::NoValue, b]] | \"ab\"",
                "!Join ['', [a, !Ref Open]] | {\"Fn::Join\":[\"\",[\"a\",{\"Ref\":\"Open\"}]]}",
                "!Join ['', []] | \"\"",
                "!Select ['1', [apples, grapes, oranges, mangoes]] | \"grapes\"",
                "!Select [2, !Ref Subnets] | \"subnet-3\"",
                "!Select [0, !GetAZs ''] | \"us-east-1a\"",
                "!Split ['/', 'a/b/c'] | [\"a\",\"b\",\"c\"]",
                "!Split [',', 'a,,b,'] | [\"a\",\"\",\"b\",\"\"]",
                "!Select [2, !Split [':', 'x:y:z']] | \"z\"",
                "!If [IsDev, small, big] | \"small\"",
                "!If [IsProd, !Ref Open, [1, !If [IsProd, 2, !Ref AWS::NoValue], 3]] | [1,3]",
                "{A: 1, B: !If [IsProd, 2, !Ref AWS::NoValue]} | {\"A\":1}",
                "!FindInMap [RegionMap, !Ref AWS::Region, HVM64] | \"ami-0ff8a91507f77f867\"",
                "!FindInMap [RegionMap, us-east-1, Size] | 2",
                "!FindInMap [RegionMap, us-east-1, Zones] | [\"a\",\"b\"]",
                "!FindInMap [RegionMap, eu-west-1, HVM64, {DefaultValue: ami-x}] | \"ami-x\"",
                "!ImportValue exported | \"imported\"",
                "!ImportValue {'Fn::Sub': 'expor${X}'} | \"imported\"",
                "!Base64 AWS CloudFormation | \"QVdTIENsb3VkRm9ybWF0aW9u\"",
                "!GetAZs '' | [\"us-east-1a\",\"us-east-1b\",\"us-east-1c\"]",
                "!GetAZs {Ref: AWS::Region} | [\"us-east-1a\",\"us-east-1b\",\"us-east-1c\"]",
                "!GetAZs eu-west-1 | [\"eu-west-1a\",\"eu-west-1b\",\"eu-west-1c\"]",
                "!Length [1, 2, 3] | 3",
                "!Length {Ref: Subnets} | 3",
                "!ToJsonString {key1: value1, key2: !Ref Env} | \"{\\\"key1\\\":\\\"value1\\\",\\\"key2\\\":\\\"dev\\\"}\"",
                "!ToJsonString [!Ref Open] | {\"Fn::ToJsonString\":[{\"Ref\":\"Open\"}]}",
                "'{{resolve:ssm:/a/b}}-{{resolve:ssm:/a/b:2}}' | \"one-two\"",
                "!Sub '{{resolve:ssm-secure:/${Env}:1}}' | \"secret\"",
                "{Condition: {StringEquals: {a: b}}} | {\"Condition\":{\"StringEquals\":{\"a\":\"b\"}}}",
            })
    void functionsGiveWhatAwsDocuments(String yaml, String json) {
        assertThat(value(yaml.replace("expor${X}", "exported")).toString()).isEqualTo(json);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "!Cidr ['192.168.0.0/24', 6, 5] | [\"192.168.0.0/27\",\"192.168.0.32/27\",\"192.168.0.64/27\","
                        + "\"192.168.0.96/27\",\"192.168.0.128/27\",\"192.168.0.160/27\"]",
                "!Cidr ['10.0.7.9/16', '2', '8'] | [\"10.0.0.0/24\",\"10.0.1.0/24\"]",
                "!Cidr ['10.0.0.0/16', 2] | [\"10.0.0.0/24\",\"10.0.1.0/24\"]",
                "!Select [1, !Cidr ['255.255.255.0/24', 2, 7]] | \"255.255.255.128/25\"",
                "!Cidr ['2600:1f18:abc:de00::/56', 2, 64] | [\"2600:1f18:abc:de00::/64\",\"2600:1f18:abc:de01::/64\"]",
                "!Cidr ['::/0', 2, 127] | [\"::/1\",\"8000::/1\"]",
                "!Cidr ['2001:db8:0:1:0:0:0:1/128', 1, 0] | [\"2001:db8:0:1::1/128\"]",
            })
    void cidrGivesTheFirstBlocks(String yaml, String json) {
        assertThat(value(yaml).toString()).isEqualTo(json);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "!Join [a] | every Fn::Join object requires two parameters",
                "!Join [a, b] | every Fn::Join object requires two parameters",
                "!Join ['', [[a]]] | every Fn::Join object requires two parameters",
                "!Select [3, [a, b]] | Fn::Select cannot select nonexistent value at index 3",
                "!Select [-1, [a, b]] | Fn::Select cannot select nonexistent value at index -1",
                "!Select [x, [a, b]] | Fn::Select requires a list argument with two elements: an integer index and a list",
                "!Split [','] | every Fn::Split object requires two parameters",
                "!Split ['', a] | every Fn::Split object requires two parameters",
                "!If [IsProd, a] | Fn::If requires a list argument with three elements",
                "!If [[IsProd], a, b] | Fn::If requires a list argument with the first element being a condition",
                "!If [Nope, a, b] | unresolved condition dependency Nope in Fn::If",
                "!FindInMap [RegionMap, a] | every Fn::FindInMap object requires three parameters",
                "!FindInMap [RegionMap, eu-west-1, HVM64] | Unable to get mapping for RegionMap::eu-west-1::HVM64",
                "!FindInMap [Nope, a, b] | Mapping named 'Nope' is not present in the 'Mappings' section of template.",
                "!Base64 [a] | every Fn::Base64 object must have a String-typed value.",
                "!GetAtt Made | every Fn::GetAtt object requires two non-empty parameters",
                "!GetAtt Nope.Arn | instance of Fn::GetAtt references undefined resource Nope",
                "!Sub '${Nope.Arn}' | instance of Fn::Sub references invalid resource attribute Nope.Arn",
                "!Sub '${a b}' | variable names in Fn::Sub syntax must contain only alphanumeric characters",
                "!Sub [a] | One or more Fn::Sub intrinsic functions don't specify expected arguments",
                "!Sub '${Subnets}' | Fn::Sub: the variable Subnets must have a String value",
                "{Ref: [a]} | every Ref object must have a single String value.",
                "!Length x | Fn::Length must have a list",
                "!ToJsonString x | Fn::ToJsonString must have an object or a list",
                "!Cidr [10.0.0.0/24, 9, 5] | Fn::Cidr: 9 blocks of 5 bits do not fit into 10.0.0.0/24",
                "!Cidr [10.0.0.0/16, 257, 2] | Fn::Cidr: the count must be 1 to 256",
                "!Cidr [10.0.0/16, 1, 8] | Fn::Cidr: 10.0.0/16 is not a valid CIDR block",
                "!Cidr [example.com/16, 1, 8] | Fn::Cidr: example.com/16 is not a valid CIDR block",
                "!Cidr [a] | every Fn::Cidr object requires",
                "!Transform {Name: x} | Fn::Transform is not supported",
                "{'Fn::Transform': {Name: x}, A: b} | Fn::Transform is not supported",
                "{'Fn::Nope': x} | Encountered unsupported function: Fn::Nope Supported functions are: [",
                "!Equals [a, b] | Encountered unsupported function: Fn::Equals",
                "{'Fn::Sub': x, A: b} | the function Fn::Sub must be the only member of its object",
                "{'Fn::ForEach::X': [a, [b], {c: d}]} | Fn::ForEach could not be resolved: the template needs the transform AWS::LanguageExtensions",
                "'{{resolve:secretsmanager:x}}' | dynamic references to secretsmanager are not supported",
                "!ImportValue [a] | the attribute in Fn::ImportValue must be a string",
                "!GetAZs [a] | every Fn::GetAZs object must have a single String value",
            })
    void wronglyWrittenFunctionsAreRefused(String yaml, String message) {
        refused(yaml, "Template error: " + message);
    }

    @Test
    void whatIsNotThereIsRefused() {
        refused(
                "!Ref Nope",
                "Template format error: Unresolved resource dependencies [Nope] in the Resources block of the template");
        refused(
                "!Sub '${B}${A}'",
                "Template format error: Unresolved resource dependencies [A, B] in the Resources block of the template");
        refused("!ImportValue nope", "No export named nope found.");
        refused("'{{resolve:ssm:nope}}'", "Unable to fetch parameters [nope] from parameter store");
    }

    @Test
    void whatGrowsWithoutEndIsRefused() {
        StringBuilder yaml = new StringBuilder("!Sub ['${V}', {V: 0123456789}]");
        for (int i = 0; i < 20; i++) {
            yaml.insert(0, "!Sub ['${V}${V}${V}${V}', {V: ").append("}]");
        }

        refused(yaml.toString(), "Template error: its functions make more than 8388608 characters");
    }

    @Test
    void dynamicReferencesWaitForTheTextTheyStandIn() {
        assertThat(value("!Join ['', ['{{resolve:ssm:', !Ref Open, '}}']]").toString())
                .isEqualTo("{\"Fn::Join\":[\"\",[\"{{resolve:ssm:\",{\"Ref\":\"Open\"},\"}}\"]]}");
    }

    private static void refused(String yaml, String message) {
        assertThatThrownBy(() -> value(yaml))
                .isInstanceOf(RequestException.class)
                .hasMessageStartingWith(message)
                .extracting(e -> ((RequestException) e).code())
                .isEqualTo("ValidationError");
    }

    private static JsonNode value(String yaml) {
        FakeWorld world = new FakeWorld()
                .made("Made", "made-1")
                .attribute("Made", "Arn", "arn:made")
                .attribute("Made", "Outputs.Url", "http://made");
        world.exports.put("exported", "imported");
        world.ssm.putAll(Map.of("/a/b", "one", "/a/b:2", "two", "secure:/dev:1", "secret"));
        Template template = Template.parse(HEAD + " " + yaml + "\n");
        Evaluation evaluation = Evaluation.of(template, ParameterValues.of(template, Map.of(), world), world);
        return evaluation.properties("R").value().path("P");
    }
}
