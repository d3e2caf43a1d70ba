package io.millrace.core.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.fault.RequestException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Transforms: loops, and the port of the Serverless Application Model.
class TransformsTest {
    private static final String LOOPS = """
            Transform: [AWS::LanguageExtensions]
            Parameters:
              Names: {Type: CommaDelimitedList, Default: 'Success,Failure.x'}
            Mappings: {Of: {us-east-1: {Queues: [One, Two]}}}
            Conditions:
              Fn::ForEach::Conditions: [N, [A, B], {'Is${N}': !Equals ['${N}', A]}]
            Resources:
              Fn::ForEach::Topics:
                - Name
                - !Ref Names
                - 'Topic&{Name}':
                    Type: AWS::SNS::Topic
                    Properties: {TopicName: !Ref Name, Fifo: !Sub 'x-${Name}-${AWS::Region}'}
              Fn::ForEach::Queues:
                - Q
                - !FindInMap [Of, !Ref AWS::Region, Queues]
                - 'Queue${Q}':
                    Type: AWS::SQS::Queue
                    Condition: IsA
                    Properties:
                      Fn::ForEach::Members: [M, [X, Y], {'${M}of${Q}': '${M}'}]
            Outputs:
              Fn::ForEach::Out: [Name, [Success], {'Out${Name}': {Value: !GetAtt 'Topic${Name}.Arn'}}]
            """;

    @Test
    void loopsAreWrittenOut() {
        Template template = applied(LOOPS);

        assertThat(template.transforms()).isEmpty();
        assertThat(template.conditions()).containsOnlyKeys("IsA", "IsB");
        assertThat(template.resources()).containsOnlyKeys("TopicSuccess", "TopicFailurex", "QueueOne", "QueueTwo");
        assertThat(template.resources().get("TopicFailurex").properties().toString())
                .isEqualTo("{\"TopicName\":\"Failure.x\",\"Fifo\":{\"Fn::Sub\":\"x-Failure.x-${AWS::Region}\"}}");
        assertThat(template.resources().get("QueueTwo").properties().toString())
                .isEqualTo("{\"XofTwo\":\"X\",\"YofTwo\":\"Y\"}");
        assertThat(template.outputs()).containsOnlyKeys("OutSuccess");
    }

    @Test
    void loopsThatCannotBeWrittenOutAreRefused() {
        refused(LOOPS.replace("[A, B]", "[A, A]"), "Template error: Fn::ForEach makes 'IsA' twice");
        refused(
                LOOPS.replace("!Ref Names", "!Ref Nope"),
                "Template error: Fn::ForEach::Topics: the collection must be a list, or a Ref or Fn::FindInMap that gives"
                        + " one");
        refused(
                LOOPS.replace("[N, [A, B], ", "[N, "),
                "Template error: Fn::ForEach::Conditions requires three parameters: an identifier, a collection and an"
                        + " object");
        String values = "[" + "x,".repeat(99) + "x]";
        refused(
                "Transform: AWS::LanguageExtensions\nResources:\n  A:\n    Type: T\n    Properties:\n      Fn::ForEach::A: [A, "
                        + values + ", {a: {Fn::ForEach::B: [B, " + values + ", {b: c}]}}]\n",
                "Template error: Fn::ForEach");
    }

    @Test
    void theServerlessModelIsGivenTheTreeAndTheValues() {
        String text = """
                Transform: AWS::Serverless-2016-10-31
                Globals: {Function: {Timeout: 3}}
                Parameters: {P: {Type: String, Default: p}}
                Resources:
                  F: {Type: AWS::Serverless::Function, Connectors: {}, Properties: {Role: !GetAtt FRole.Arn}}
                """;
        Transforms transforms = new Transforms((tree, values) -> {
            assertThat(tree.has("Transform")).isFalse();
            assertThat(values.get("P").asText() + values.get("AWS::Region").asText())
                    .isEqualTo("pus-east-1");
            tree.remove("Globals");
            ObjectNode resources = (ObjectNode) tree.get("Resources");
            ((ObjectNode) resources.get("F"))
                    .put("Type", "AWS::Lambda::Function")
                    .remove("Connectors");
            resources.putObject("FRole").put("Type", "AWS::IAM::Role");
            return tree;
        });
        Template written = Template.parse(text);

        Template made = transforms.applied(
                written, ParameterValues.of(written, Map.of(), new FakeWorld()), new FakeWorld().pseudoParameters());

        assertThat(written.transforms()).containsExactly(Transforms.SERVERLESS);
        assertThat(written.tree().has("Transform")).isTrue();
        assertThat(made.resources()).containsOnlyKeys("F", "FRole");
        assertThat(made.resources().get("F").dependsOn()).containsExactly("FRole");
    }

    @Test
    void capabilitiesAreWhatTheResourcesAskFor() {
        assertThat(Capabilities.of(Template.parse("Resources: {A: {Type: AWS::S3::Bucket}}")))
                .isEqualTo(new Capabilities("", false, List.of()));
        Capabilities iam = Capabilities.of(Template.parse("Resources: {A: {Type: AWS::IAM::Role}}"));
        Capabilities named = Capabilities.of(Template.parse(
                "Resources: {A: {Type: AWS::IAM::Role, Properties: {RoleName: x}}, B: {Type: AWS::IAM::Role},"
                        + " C: {Type: AWS::CloudFormation::Stack}}"));
        Capabilities sam = Capabilities.of(Template.parse("Transform: AWS::Serverless-2016-10-31\n"
                + "Resources: {F: {Type: AWS::Serverless::Function}, G: {Type: AWS::Serverless::Function,"
                + " Properties: {Role: x}}}"));

        assertThat(iam.required()).containsExactly("CAPABILITY_IAM");
        assertThat(iam.reason()).isEqualTo("The following resource(s) require capabilities: [AWS::IAM::Role]");
        assertThat(iam.missing(List.of(), true)).containsExactly("CAPABILITY_IAM");
        assertThat(iam.missing(List.of("CAPABILITY_NAMED_IAM"), true)).isEmpty();
        assertThat(named.required()).containsExactly("CAPABILITY_NAMED_IAM", "CAPABILITY_AUTO_EXPAND");
        assertThat(named.missing(List.of("CAPABILITY_IAM"), false)).containsExactly("CAPABILITY_NAMED_IAM");
        assertThat(named.reason())
                .isEqualTo(
                        "The following resource(s) require capabilities: [AWS::IAM::Role, AWS::CloudFormation::Stack]");
        assertThat(sam.required()).containsExactly("CAPABILITY_IAM", "CAPABILITY_AUTO_EXPAND");
        assertThat(sam.missing(List.of("CAPABILITY_IAM"), false)).containsExactly("CAPABILITY_AUTO_EXPAND");
        assertThat(sam.missing(List.of("CAPABILITY_IAM"), true)).isEmpty();
    }

    private static void refused(String text, String message) {
        assertThatThrownBy(() -> applied(text))
                .isInstanceOf(RequestException.class)
                .hasMessageStartingWith(message);
    }

    private static Template applied(String text) {
        FakeWorld world = new FakeWorld();
        Template written = Template.parse(text);
        return new Transforms((tree, values) -> tree)
                .applied(written, ParameterValues.of(written, Map.of(), world), world.pseudoParameters());
    }
}
