package io.millrace.core.resource.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.millrace.core.resource.Resource;
import io.millrace.core.resource.ResourceKind;
import io.millrace.core.resource.ResourceKinds;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StackKindsTest {
    private static final Instant NOW = Instant.parse("2026-11-21T09:00:00.5Z");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final StackOptions OPTIONS = new StackOptions(
            Map.of("a", "b"),
            List.of("CAPABILITY_IAM"),
            List.of("arn:topic"),
            Optional.of("arn:role"),
            true,
            true,
            Optional.of(7),
            Optional.of("token"));
    private static final StackPlans PLANS =
            new StackPlans("before", Map.of("P", "1"), StackOptions.NONE, Set.of("export"));

    @Test
    void aStackReadsBackAsItWasWritten() throws JsonProcessingException {
        StackWork work = StackWork.first(StackWork.Kind.CREATE, NOW);
        same(Stack.KIND, stack(Optional.empty(), work));
        same(
                Stack.KIND,
                stack(
                        Optional.of("arn:parent"),
                        work.fromWhole(StackWork.Kind.UPDATE, NOW, PLANS)
                                .goingOn(StackWork.Kind.ROLLBACK, NOW, Set.of("Skipped"))
                                .asCancelled()));
    }

    private static Stack stack(Optional<String> parent, StackWork work) {
        return new Stack(
                "us-east-1",
                "name",
                "unique",
                StackStatus.UPDATE_COMPLETE,
                "why",
                "description",
                Map.of("P", "2"),
                List.of(new StackOutput("Key", "value", "", "exported")),
                OPTIONS,
                true,
                NOW,
                parent.map(nested -> NOW),
                parent.map(nested -> NOW),
                parent,
                Set.of("imported"),
                work);
    }

    @Test
    void aResourceReadsBackAsItWasWritten() throws JsonProcessingException {
        ObjectNode properties = JsonNodeFactory.instance.objectNode().put("Size", 1);
        StackResource resource = new StackResource(
                "us-east-1",
                "unique",
                "Logical",
                "AWS::S3::Bucket",
                "physical",
                "UPDATE_COMPLETE",
                "",
                properties,
                Map.of("Arn", TextNode.valueOf("arn")),
                Set.of("Other"),
                "{\"a\":1}",
                "Retain",
                "Delete",
                NOW,
                ResourceWork.added(3));
        same(StackResource.KIND, resource);
        same(
                StackResource.KIND,
                resource.withWork(ResourceWork.changed(4, resource.state())
                        .withDoomed(resource.state())
                        .at(ResourceWork.Step.UPDATE)));
    }

    @Test
    void aTemplateReadsBackAsItWasWritten() throws JsonProcessingException {
        same(
                StackTemplate.KIND,
                new StackTemplate("us-east-1", "unique", StackTemplate.Slot.PRESENT, "Resources: {} # ü", "{}"));
        same(StackTemplate.KIND, new StackTemplate("us-east-1", "unique", StackTemplate.Slot.PREVIOUS, "same", "same"));
    }

    @Test
    void aChangeSetReadsBackAsItWasWritten() throws JsonProcessingException {
        same(
                ChangeSet.KIND,
                new ChangeSet(
                        "us-east-1",
                        "name",
                        "unique",
                        "stack",
                        "UPDATE",
                        "",
                        "CREATE_COMPLETE",
                        "",
                        "AVAILABLE",
                        Map.of("P", "1"),
                        OPTIONS,
                        List.of(new ResourceChange(
                                "Modify",
                                "Logical",
                                "physical",
                                "AWS::S3::Bucket",
                                "Conditional",
                                List.of("Properties"),
                                List.of(new ResourceChange.Detail(
                                        "Properties", "Name", "Always", "Dynamic", "ResourceReference", "Other")))),
                        NOW));
    }

    /// Through the text that the catalog keeps.
    private static <R extends Resource> void same(ResourceKind<R> kind, R resource) throws JsonProcessingException {
        ObjectNode kept = (ObjectNode) JSON.readTree(kind.write(resource).toString());
        assertThat(kind.read(kept)).isEqualTo(resource);
        assertThat(ResourceKinds.of(resource.id().type())).isSameAs(kind);
    }
}
