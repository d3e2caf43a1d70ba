package io.millrace.core.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.resource.cloudformation.StackOptions;
import io.millrace.core.resource.cloudformation.StackResource;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StacksTest {
    private static final String TWO = """
            Resources:
              A:
                Type: Test::Thing
                Properties: {Name: a, Size: "1"}
              B:
                Type: Test::Thing
                Properties: {Link: !GetAtt A.Arn}
            Outputs:
              Link:
                Value: !Ref B
            """;

    private final StackPlant plant = new StackPlant();

    @AfterEach
    void close() {
        plant.close();
    }

    @Test
    void aStackIsMadeDescribedAndDeleted() {
        assertThat(plant.create("s", TWO)).isEqualTo("CREATE_COMPLETE");

        assertThat(plant.service.things().get("a").properties().get("Size").intValue())
                .isEqualTo(1);
        assertThat(plant.stacks.resources(plant.stacks.find(StackPlant.REGION, "s")))
                .extracting(StackResource::logicalId)
                .containsExactly("A", "B");
        assertThat(plant.stacks
                        .find(StackPlant.REGION, "s")
                        .outputs()
                        .getFirst()
                        .value())
                .startsWith("s-B-");
        assertThat(plant.events("s"))
                .containsExactly(
                        "s CREATE_IN_PROGRESS User Initiated",
                        "A CREATE_IN_PROGRESS",
                        "A CREATE_IN_PROGRESS Resource creation Initiated",
                        "A CREATE_COMPLETE",
                        "B CREATE_IN_PROGRESS",
                        "B CREATE_IN_PROGRESS Resource creation Initiated",
                        "B CREATE_COMPLETE",
                        "s CREATE_COMPLETE");

        String id = plant.stacks.find(StackPlant.REGION, "s").stackId();
        assertThat(plant.delete("s")).isEqualTo("DELETE_COMPLETE");
        assertThat(plant.service.things()).isEmpty();
        assertThat(plant.stacks.find(StackPlant.REGION, id).deleted()).isPresent();
        assertThatThrownBy(() -> plant.stacks.find(StackPlant.REGION, "s"))
                .hasMessage("Stack with id s does not exist");
    }

    @Test
    void anUpdateChangesReplacesAddsAndRemoves() {
        plant.create("s", TWO);
        String status = plant.update("s", """
                Resources:
                  B:
                    Type: Test::Thing
                    Properties: {Kind: other, Link: !Ref C}
                  C:
                    Type: Test::Thing
                    Properties: {Name: c}
                """);
        assertThat(status).isEqualTo("UPDATE_COMPLETE");
        assertThat(plant.service.things()).hasSize(2).containsKey("c");
        assertThatThrownBy(() -> plant.update("s", """
                Resources:
                  B:
                    Type: Test::Thing
                    Properties: {Kind: other, Link: !Ref C}
                  C:
                    Type: Test::Thing
                    Properties: {Name: c}
                """)).hasMessage("No updates are to be performed.");
    }

    @Test
    void aFailedCreateLeavesNothing() {
        assertThat(plant.create("s", TWO + "# x\n".repeat(2))).isEqualTo("CREATE_COMPLETE");
        assertThat(plant.create("t", """
                Resources:
                  A: {Type: Test::Thing, Properties: {Name: t}}
                  B: {Type: Test::Thing, DependsOn: A, Properties: {Name: a}}
                """)).isEqualTo("ROLLBACK_COMPLETE");
        assertThat(plant.service.things()).doesNotContainKey("t").containsKey("a");
        assertThat(plant.events("t"))
                .contains(
                        "B CREATE_FAILED Resource handler returned message: \"Resource of type 'Test::Thing' with"
                                + " identifier 'a' already exists.\" (HandlerErrorCode: AlreadyExists)",
                        "t ROLLBACK_IN_PROGRESS The following resource(s) failed to create: [B]. Rollback requested"
                                + " by user.");
    }

    @Test
    void aFailedUpdateLeavesWhatWasBefore() {
        plant.create("s", TWO);
        var before = plant.service.things();
        assertThat(plant.update("s", """
                Resources:
                  A: {Type: Test::Thing, Properties: {Name: a2, Size: 7}}
                  B: {Type: Test::Thing, Properties: {Link: !GetAtt A.Arn, Size: 3}}
                  C: {Type: Test::Thing, DependsOn: B, Properties: {Fail: create}}
                """)).isEqualTo("UPDATE_ROLLBACK_COMPLETE");
        assertThat(plant.service.things()).isEqualTo(before);
        assertThat(plant.stacks.template(plant.stacks.find(StackPlant.REGION, "s"), "Original"))
                .isEqualTo(TWO);
        assertThat(plant.delete("s")).isEqualTo("DELETE_COMPLETE");
        assertThat(plant.service.things()).isEmpty();
    }

    @Test
    void deletingNothingDoesNothing() {
        plant.stacks.delete(StackPlant.REGION, "none", Set.of(), StackOptions.NONE);
        assertThat(plant.stacks.list(StackPlant.REGION)).isEmpty();
    }
}
