package io.millrace.core.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.fault.RequestException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// A stack's template as a whole: what there is, in which order, and what is in it as the stack is made.
class EvaluationTest {
    private static final String CLICKS = """
            AWSTemplateFormatVersion: 2010-09-09
            Description: Clicks
            Parameters:
              Stage: {Type: String, Default: dev, AllowedValues: [dev, prod]}
              Seconds: {Type: Number, Default: 60}
            Mappings:
              Sizes: {dev: {Days: 1}, prod: {Days: 30}}
            Conditions:
              IsProd: !Equals [!Ref Stage, prod]
            Resources:
              Stream:
                Type: AWS::KinesisFirehose::DeliveryStream
                Properties:
                  DeliveryStreamName: !Sub '${AWS::StackName}-${Stage}'
                  ExtendedS3DestinationConfiguration:
                    BucketARN: !GetAtt Bucket.Arn
                    RoleARN: !If [IsProd, !GetAtt Role.Arn, !Ref AWS::NoValue]
                    BufferingHints: {IntervalInSeconds: !Ref Seconds}
              Bucket:
                Type: AWS::S3::Bucket
                DeletionPolicy: Retain
                Properties:
                  Tags: [{Key: days, Value: !FindInMap [Sizes, !Ref Stage, Days]}]
              Role:
                Type: AWS::IAM::Role
                Condition: IsProd
                DependsOn: Bucket
            Outputs:
              Name: {Value: !Ref Stream, Export: {Name: !Sub '${AWS::StackName}:name'}}
              RoleArn: {Value: !GetAtt Role.Arn, Condition: IsProd}
            """;

    @Test
    void conditionsDecideWhatThereIs() {
        Evaluation dev = evaluation(CLICKS, Map.of(), new FakeWorld());
        Evaluation prod = evaluation(CLICKS, Map.of("Stage", "prod"), new FakeWorld());

        assertThat(dev.resources()).containsExactly("Stream", "Bucket");
        assertThat(dev.outputs()).containsExactly("Name");
        assertThat(dev.order()).containsExactly("Bucket", "Stream");
        assertThat(prod.resources()).containsExactly("Stream", "Bucket", "Role");
        assertThat(prod.outputs()).containsExactly("Name", "RoleArn");
        assertThat(prod.order()).containsExactly("Bucket", "Role", "Stream");
        assertThat(prod.dependencies().get("Stream")).containsExactlyInAnyOrder("Bucket", "Role");
        assertThat(dev.dependencies().get("Stream")).containsExactly("Bucket");
        assertThat(prod.condition("IsProd")).isTrue();
    }

    @Test
    void whatHangsOnAResourceStaysAsWrittenUntilItIsMade() {
        FakeWorld world = new FakeWorld();
        Evaluation evaluation = evaluation(CLICKS, Map.of(), world);

        Evaluated before = evaluation.properties("Stream");
        world.made("Bucket", "s-bucket-1").attribute("Bucket", "Arn", "arn:aws:s3:::s-bucket-1");
        Evaluated after = evaluation.properties("Stream");

        assertThat(before.isResolved()).isFalse();
        assertThat(before.value().path("DeliveryStreamName").asText()).isEqualTo("s-dev");
        assertThat(before.value()
                        .at("/ExtendedS3DestinationConfiguration/BucketARN")
                        .toString())
                .isEqualTo("{\"Fn::GetAtt\":[\"Bucket\",\"Arn\"]}");
        assertThat(after.isResolved()).isTrue();
        assertThat(after.value().path("ExtendedS3DestinationConfiguration").toString())
                .isEqualTo("{\"BucketARN\":\"arn:aws:s3:::s-bucket-1\","
                        + "\"BufferingHints\":{\"IntervalInSeconds\":\"60\"}}");
    }

    @Test
    void outputsAreThereWhenWhatTheyShowIs() {
        FakeWorld world = new FakeWorld();
        Evaluation evaluation = evaluation(CLICKS, Map.of(), world);

        assertThat(evaluation.output("Name")).isEmpty();
        world.made("Stream", "s-dev");

        assertThat(evaluation.output("Name")).contains(new OutputValue("Name", "s-dev", "", Optional.of("s:name")));
    }

    @Test
    void aChangeSetCanTellWhatAPropertyHangsOn() {
        Evaluation evaluation = evaluation(CLICKS, Map.of("Stage", "prod"), new FakeWorld());

        Set<Reference> references = evaluation.references(
                evaluation.template().resources().get("Stream").properties());

        assertThat(references)
                .containsExactlyInAnyOrder(
                        new Reference.OfParameter("AWS::StackName"),
                        new Reference.OfParameter("Stage"),
                        new Reference.OfParameter("Seconds"),
                        new Reference.OfAttribute("Bucket", "Arn"),
                        new Reference.OfAttribute("Role", "Arn"));
    }

    @Test
    void aResourceThatIsNotThereCannotBeReferredTo() {
        String template = CLICKS.replace("!If [IsProd, !GetAtt Role.Arn, !Ref AWS::NoValue]", "!GetAtt Role.Arn");

        refused(
                template,
                "Template format error: Unresolved resource dependencies [Role] in the Resources block of the"
                        + " template");
        refused(
                CLICKS.replace(", Condition: IsProd}", "}"),
                "Template format error: Unresolved resource dependencies [Role] in the Outputs block of the template");
    }

    private static void refused(String template, String message) {
        assertThatThrownBy(() -> evaluation(template, Map.of(), new FakeWorld()))
                .isInstanceOf(RequestException.class)
                .hasMessage(message);
    }

    private static Evaluation evaluation(String text, Map<String, String> parameters, World world) {
        Template template = Template.parse(text);
        return Evaluation.of(template, ParameterValues.of(template, parameters, world), world);
    }
}
