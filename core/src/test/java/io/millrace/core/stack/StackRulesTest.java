package io.millrace.core.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.fault.RequestException;
import io.millrace.core.resource.cloudformation.ChangeSet;
import io.millrace.core.resource.cloudformation.Stack;
import io.millrace.core.resource.cloudformation.StackEvent;
import io.millrace.core.resource.cloudformation.StackOptions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StackRulesTest {
    private static final String ONE = "Resources: {A: {Type: Test::Thing, Properties: {Size: 1}}}";
    private static final String OTHER = "Resources: {A: {Type: Test::Thing, Properties: {Size: 2}}}";

    private final StackPlant plant = new StackPlant();

    @AfterEach
    void close() {
        plant.close();
    }

    private Stack stack(String name) {
        return plant.stacks.find(StackPlant.REGION, name);
    }

    private void refused(String template, String message) {
        assertThatThrownBy(() -> plant.create("refused", template))
                .isInstanceOf(RequestException.class)
                .hasMessage(message);
        assertThat(plant.stacks.list(StackPlant.REGION)).isEmpty();
        assertThat(plant.service.things()).isEmpty();
    }

    @Test
    void allUnknownTypesAreNamedAtOnceAndNothingIsMade() {
        refused(
                "Resources: {A: {Type: Test::Thing}, B: {Type: No::Such}, C: {Type: Also::Not}}",
                "Template format error: Unrecognized resource types: [Also::Not, No::Such]");
    }

    @Test
    void allUnsupportedPropertiesAreNamedAtOnce() {
        refused(
                "Resources: {A: {Type: Test::Thing, Properties: {Wrong: 1}}, B: {Type: Test::Thing, Properties:"
                        + " {Tags: [{Key: k, Value: v, Odd: x}]}, CreationPolicy: {}}}",
                "Encountered unsupported properties: A (Test::Thing): Wrong; B (Test::Thing): Tags[].Odd, CreationPolicy");
    }

    @Test
    void anAttributeThatATypeDoesNotHaveIsRefused() {
        refused(
                "Resources: {A: {Type: Test::Thing}, B: {Type: Test::Thing, Properties: {Link: !GetAtt A.Nope}}}",
                "Template error: resource A does not support attribute type Nope in Fn::GetAtt");
    }

    @Test
    void aNameIsUsedOnceAndARepeatedCallIsTheSame() {
        StackOptions options = new StackOptions(
                Map.of(), List.of(), List.of(), Optional.empty(), false, false, Optional.empty(), Optional.of("token"));
        String id = plant.stacks.create(StackPlant.request("s", ONE, options));
        assertThat(plant.stacks.create(StackPlant.request("s", ONE, options))).isEqualTo(id);
        assertThatThrownBy(() -> plant.create("s", ONE)).hasMessage("Stack [s] already exists");
        plant.settled("s");
    }

    @Test
    void exportsAreUniqueAndStayWhileTheyAreImported() {
        String exporting = ONE + "\nOutputs: {O: {Value: !Ref A, Export: {Name: shared}}}";
        plant.create("one", exporting);
        assertThat(plant.create("two", exporting)).isEqualTo("ROLLBACK_COMPLETE");
        assertThat(plant.events("two"))
                .contains("two ROLLBACK_IN_PROGRESS Export with name shared is already exported by stack one. Rollback"
                        + " requested by user.");

        plant.create("user", "Resources: {A: {Type: Test::Thing, Properties: {Link: !ImportValue shared}}}");
        assertThat(plant.stacks.imports(StackPlant.REGION, "shared")).containsExactly("user");
        assertThatThrownBy(() -> plant.delete("one"))
                .hasMessage("Export shared cannot be deleted as it is in use by user");
        assertThat(plant.update("one", ONE)).isEqualTo("UPDATE_ROLLBACK_COMPLETE");
        assertThat(plant.stacks.exports(StackPlant.REGION)).hasSize(1);
        plant.delete("user");
        assertThat(plant.delete("one")).isEqualTo("DELETE_COMPLETE");
    }

    @Test
    void whatAnUpdatedStackImportsStaysInUse() {
        plant.create("one", ONE + "\nOutputs: {O: {Value: !Ref A, Export: {Name: shared}}}");
        String using = "Resources: {A: {Type: Test::Thing, Properties: {Link: !ImportValue shared, Name: %s}}}\n"
                + "Outputs: {O: {Value: !ImportValue shared}}";
        plant.create("user", using.formatted("a"));
        assertThat(plant.update("user", using.formatted("b"))).isEqualTo("UPDATE_COMPLETE");
        assertThat(plant.stacks.imports(StackPlant.REGION, "shared")).containsExactly("user");

        String output = ONE + "\nOutputs: {O: {Value: !ImportValue shared}}";
        assertThat(plant.update("user", output)).isEqualTo("UPDATE_COMPLETE");
        assertThat(plant.stacks.imports(StackPlant.REGION, "shared")).containsExactly("user");
        assertThat(plant.update("user", ONE)).isEqualTo("UPDATE_COMPLETE");
        assertThat(plant.stacks.imports(StackPlant.REGION, "shared")).isEmpty();
    }

    @Test
    void hiddenParametersAreNotInEvents() {
        plant.settled(plant.stacks.create(StackPlant.request("s", """
                Parameters: {P: {Type: String, NoEcho: true}}
                Resources: {A: {Type: Test::Thing, Properties: {Secret: !Sub "x-${P}", Fail: !Ref P}}}
                """, Map.of("P", "create"))));
        assertThat(plant.stacks.events(stack("s")))
                .filteredOn(event -> event.status().equals("CREATE_FAILED"))
                .extracting(StackEvent::properties)
                .containsExactly("{\"Secret\":\"x-****\",\"Fail\":\"****\"}");
        assertThat(plant.stacks.hiddenParameters(stack("s"))).containsExactly("P");
    }

    @Test
    void identitiesMustBeAcknowledged() {
        StackPlant other = plant;
        assertThatThrownBy(() -> other.create("s", "Resources: {R: {Type: AWS::IAM::Role}}"))
                .hasMessageStartingWith("Template format error: Unrecognized resource types: [AWS::IAM::Role]");
        assertThat(other.stacks
                        .summary("Resources: {R: {Type: AWS::IAM::Role, Properties: {RoleName: r}}}")
                        .capabilities())
                .containsExactly("CAPABILITY_NAMED_IAM");
    }

    @Test
    void aProtectedStackIsNotDeleted() {
        plant.create("s", ONE);
        plant.stacks.protect(StackPlant.REGION, "s", true);
        assertThatThrownBy(() -> plant.delete("s"))
                .hasMessage("Stack [s] cannot be deleted while TerminationProtection is enabled");
        plant.stacks.protect(StackPlant.REGION, "s", false);
        assertThat(plant.delete("s")).isEqualTo("DELETE_COMPLETE");
    }

    @Test
    void withoutRollbackWhatFailedStaysAndCanBeTakenUpOrRolledBack() {
        plant.create("s", ONE);
        String failing =
                "Resources: {A: {Type: Test::Thing, Properties: {Size: 5}}, B: {Type: Test::Thing, DependsOn: A,"
                        + " Properties: {Fail: create}}}";
        plant.stacks.update(StackPlant.request("s", failing, StackPlant.options(true, false)));
        assertThat(plant.settled("s")).isEqualTo("UPDATE_FAILED");
        assertThat(size()).isEqualTo(5);
        plant.stacks.rollback(StackPlant.REGION, "s");
        assertThat(plant.settled("s")).isEqualTo("UPDATE_ROLLBACK_COMPLETE");
        assertThat(size()).isEqualTo(1);
    }

    private int size() {
        return plant.service
                .things()
                .values()
                .iterator()
                .next()
                .properties()
                .get("Size")
                .intValue();
    }

    @Test
    void aStackThatFailsMayDeleteItself() {
        String id = plant.stacks.create(StackPlant.request(
                "s",
                "Resources: {A: {Type: Test::Thing, Properties: {Fail: create}}}",
                StackPlant.options(false, true)));
        assertThat(plant.settled(id)).isEqualTo("DELETE_COMPLETE");
    }

    @Test
    void aChangeSetSaysWhatItDoesAndDoesIt() {
        ChangeSet made =
                plant.stacks.createChangeSet(new ChangeSetRequest("first", "CREATE", "", StackPlant.request("s", ONE)));
        assertThat(stack("s").status().name()).isEqualTo("REVIEW_IN_PROGRESS");
        assertThat(plant.stacks.template(stack("s"), "Original")).isEmpty();
        assertThat(made.changes()).extracting(change -> change.action()).containsExactly("Add");
        plant.stacks.executeChangeSet(StackPlant.REGION, "first", Optional.of("s"), false, Optional.empty());
        assertThat(plant.settled("s")).isEqualTo("CREATE_COMPLETE");

        ChangeSet none =
                plant.stacks.createChangeSet(new ChangeSetRequest("none", "", "", StackPlant.request("s", ONE)));
        assertThat(none.status() + " " + none.statusReason())
                .isEqualTo("FAILED The submitted information didn't contain changes. Submit different information to"
                        + " create a change set.");
        plant.stacks.createChangeSet(new ChangeSetRequest("a", "", "", StackPlant.request("s", OTHER)));
        plant.stacks.createChangeSet(new ChangeSetRequest("b", "", "", StackPlant.request("s", OTHER)));
        plant.stacks.executeChangeSet(StackPlant.REGION, "a", Optional.of("s"), false, Optional.empty());
        assertThat(plant.settled("s")).isEqualTo("UPDATE_COMPLETE");
        assertThat(plant.stacks
                        .changeSet(StackPlant.REGION, "b", Optional.of("s"))
                        .executionStatus())
                .isEqualTo("OBSOLETE");
        assertThatThrownBy(() -> plant.stacks.executeChangeSet(
                        StackPlant.REGION, "b", Optional.of("s"), false, Optional.empty()))
                .hasMessageContaining("cannot be executed in its current execution status of [OBSOLETE]");
        assertThatThrownBy(() -> plant.stacks.changeSet(StackPlant.REGION, "no", Optional.of("s")))
                .hasMessage("ChangeSet [no] does not exist");
    }

    @Test
    void aPlanKnowsWhatMayBeReplaced() {
        plant.create(
                "s",
                "Resources: {A: {Type: Test::Thing, Properties: {Name: a}}, B: {Type: Test::Thing, Properties:"
                        + " {Kind: !Ref A}}, C: {Type: Test::Thing}}");
        ChangeSet set = plant.stacks.createChangeSet(new ChangeSetRequest(
                "c",
                "",
                "",
                StackPlant.request(
                        "s",
                        "Resources: {A: {Type: Test::Thing, Properties: {Name: b}}, B: {Type: Test::Thing, Properties:"
                                + " {Kind: !Ref A}}}")));
        assertThat(set.changes())
                .extracting(change -> change.logicalId() + " " + change.action() + " " + change.replacement())
                .containsExactly("A Modify True", "B Modify Conditional", "C Remove ");
    }

    @Test
    void whatIsRetainedStays() {
        plant.create("s", "Resources: {A: {Type: Test::Thing, DeletionPolicy: Retain, Properties: {Name: kept}}}");
        assertThat(plant.delete("s")).isEqualTo("DELETE_COMPLETE");
        assertThat(plant.service.things()).containsOnlyKeys("kept");
    }

    @Test
    void aDeletionThatFailedMayLeaveWhatFailed() {
        plant.create("s", "Resources: {A: {Type: Test::Thing, Properties: {Name: stuck, Fail: delete}}}");
        assertThat(plant.delete("s")).isEqualTo("DELETE_FAILED");
        assertThat(stack("s").statusReason()).isEqualTo("The following resource(s) failed to delete: [A]. ");
        String id = stack("s").stackId();
        plant.stacks.delete(StackPlant.REGION, "s", Set.of("A"), StackOptions.NONE);
        assertThat(plant.settled(id)).isEqualTo("DELETE_COMPLETE");
    }

    @Test
    void twoHundredResourcesTakeFewWrites() {
        StringBuilder template = new StringBuilder("Resources:\n");
        for (int i = 0; i < 200; i++) {
            template.append("  R").append(i).append(": {Type: Test::Thing, Properties: {Size: 1}}\n");
        }
        long before = plant.log.extent("catalog").endOffset();
        assertThat(plant.create("s", template.toString())).isEqualTo("CREATE_COMPLETE");
        assertThat(plant.log.extent("catalog").endOffset() - before).isEqualTo(2 + 2 * 200 + 1);
    }
}
