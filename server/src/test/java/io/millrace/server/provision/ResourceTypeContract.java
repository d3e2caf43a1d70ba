package io.millrace.server.provision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.fault.RequestException;
import io.millrace.core.stack.type.Made;
import io.millrace.core.stack.type.Naming;
import io.millrace.core.stack.type.PropertySchema;
import io.millrace.core.stack.type.ResourceCall;
import io.millrace.core.stack.type.ResourceType;
import io.millrace.server.provision.call.InnerApi;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// What every type of resource must do, tried on the real services: see the guarantees of [ResourceType].
abstract class ResourceTypeContract {
    /// Those whose service refuses all of them.
    private static final Set<String> CANNOT_BE_MADE = Set.of("AWS::Lambda::EventSourceMapping");

    private final Random random = new Random(1);
    private ProvisionTestPlant plant;
    private FaultyDoor door;
    private InnerApi api;
    private List<ResourceType> types;

    abstract List<ResourceType> types(InnerApi inner);

    abstract List<TypeExample> examples();

    @BeforeEach
    void open(@TempDir Path folder) throws IOException {
        plant = new ProvisionTestPlant(folder);
        door = new FaultyDoor(plant.door);
        api = new InnerApi(door, () -> "localhost:4566");
        types = new ArrayList<>(ResourceTypes.all(api));
        types.add(new ZipInBucket(api));
    }

    @AfterEach
    void close() {
        plant.close();
    }

    /// A check of one example.
    @FunctionalInterface
    private interface Check {
        void of(Trial trial) throws Exception;
    }

    private Stream<DynamicTest> each(Check check) {
        return examples().stream()
                .map(example -> DynamicTest.dynamicTest(
                        example.type + " " + example.properties.length(), () -> check.of(new Trial(example))));
    }

    /// An example with what it needs.
    private final class Trial {
        final TypeExample example;
        final ResourceType type;
        final Map<String, Made> needs = new LinkedHashMap<>();

        Trial(TypeExample example) throws InterruptedException {
            this.example = example;
            this.type = typeOf(example.type);
            door.refuseNone();
            for (TypeExample.Need need : example.needs) {
                ResourceType needed = typeOf(need.type());
                ResourceCall call = call(needed, TypeExample.json(need.properties(), needs));
                needs.put(need.name(), needed.create(call));
            }
        }

        ResourceCall planned() {
            return call(type, TypeExample.json(example.properties, needs));
        }

        ResourceCall changed(ResourceCall made) {
            return made.withProperties(type.schema().coerced((ObjectNode) TypeExample.json(example.changed, needs)));
        }

        Optional<JsonNode> read(ResourceCall call) throws InterruptedException {
            door.refuseNone();
            try {
                return Optional.of(example.reading.read(api, call)).filter(found -> !found.isMissingNode());
            } catch (RequestException e) {
                return Optional.empty();
            }
        }

        void requireShown(ResourceCall call, Map<String, String> expected) throws InterruptedException {
            JsonNode found = read(call).orElse(MissingNode.getInstance());
            assertThat(found.isMissingNode()).as("is not there").isFalse();
            expected.forEach((pointer, value) -> {
                JsonNode at = found.at(pointer);
                assertThat(at.isContainerNode() ? at.toString() : at.asText())
                        .as(pointer + " of " + found)
                        .isEqualTo(TypeExample.json("'" + value + "'", needs).asText());
            });
        }
    }

    private ResourceType typeOf(String name) {
        return types.stream()
                .filter(type -> type.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private ResourceCall call(ResourceType type, JsonNode properties) {
        Naming naming = new Naming("Shop-dev", "Thing", new BigInteger(160, random));
        ObjectNode coerced = type.schema().coerced((ObjectNode) properties);
        ResourceCall.StackIdentity stack = new ResourceCall.StackIdentity(
                "arn:aws:cloudformation:us-east-1:000000000000:stack/Shop-dev/1",
                "Shop-dev",
                "us-east-1",
                Map.of("team", "shop"));
        return new ResourceCall(stack, type.name(), "Thing", type.physicalId(naming, coerced), coerced);
    }

    @TestFactory
    Stream<DynamicTest> everyTypeHasAnExample() {
        List<String> tried = examples().stream().map(example -> example.type).toList();
        return types(new InnerApi(exchange -> {})).stream()
                .filter(type -> !CANNOT_BE_MADE.contains(type.name()))
                .map(type -> DynamicTest.dynamicTest(
                        type.name(), () -> assertThat(tried).contains(type.name())));
    }

    @TestFactory
    Stream<DynamicTest> whatIsMadeIsAsItsPropertiesSay() {
        return each(trial -> {
            ResourceCall planned = trial.planned();
            assertThat(trial.type.exists(planned)).as("there before").isFalse();

            Made made = trial.type.create(planned);

            trial.requireShown(planned.withPhysicalId(made.physicalId()), trial.example.asMade);
            if (trial.example.named) {
                assertThat(trial.type.exists(planned)).as("there now").isTrue();
            }
            trial.type.delete(planned.withPhysicalId(made.physicalId()));
        });
    }

    @TestFactory
    Stream<DynamicTest> attributesThatATypePromisesAreMade() {
        return each(trial -> {
            ResourceCall planned = trial.planned();
            Made made = trial.type.create(planned);
            ResourceCall call = planned.withPhysicalId(made.physicalId());

            assertThat(made.attributes().keySet()).allMatch(trial.type::hasAttribute);
            assertThat(trial.type
                            .update(trial.changed(call), call.properties())
                            .attributes()
                            .keySet())
                    .isEqualTo(made.attributes().keySet());
            assertThat(TypeAttributes.of(trial.type))
                    .isEqualTo(made.attributes().keySet());
            trial.type.delete(trial.changed(call));
        });
    }

    @TestFactory
    Stream<DynamicTest> anUpdateBringsItToOtherPropertiesAndBack() {
        return each(trial -> {
            ResourceCall planned = trial.planned();
            ResourceCall call =
                    planned.withPhysicalId(trial.type.create(planned).physicalId());
            ResourceCall changed = trial.changed(call);

            Made once = trial.type.update(changed, call.properties());
            trial.requireShown(call, trial.example.asChanged);
            assertThat(trial.type.update(changed, call.properties()))
                    .as("again")
                    .isEqualTo(once);
            trial.requireShown(call, trial.example.asChanged);
            trial.type.update(call, changed.properties());

            trial.requireShown(call, trial.example.asMade);
            trial.type.delete(call);
        });
    }

    @TestFactory
    Stream<DynamicTest> changesOfAnExampleNeedNoReplacement() {
        return each(trial -> {
            ResourceCall planned = trial.planned();
            assertThat(trial.type
                            .schema()
                            .change(planned.properties(), trial.changed(planned).properties()))
                    .isNotEqualTo(PropertySchema.Change.REPLACEMENT);
        });
    }

    @TestFactory
    Stream<DynamicTest> whatIsDeletedIsGoneAndMayBeDeletedAgain() {
        return each(trial -> {
            ResourceCall planned = trial.planned();
            ResourceCall call =
                    planned.withPhysicalId(trial.type.create(planned).physicalId());

            trial.type.delete(call);

            assertThat(trial.read(call)).isEmpty();
            trial.type.delete(call);
            trial.type.delete(planned);
            assertThat(trial.type.exists(planned)).isFalse();
        });
    }

    @TestFactory
    Stream<DynamicTest> aCreateThatFailsAtAnyCallLeavesNothing() {
        return each(trial -> {
            int calls = callsOfCreate(trial);
            for (int refused = 1; refused <= calls; refused++) {
                ResourceCall planned = trial.planned();
                door.refuse(refused, refused);
                assertThatThrownBy(() -> trial.type.create(planned))
                        .as("call " + refused + " of " + calls)
                        .isInstanceOf(RequestException.class)
                        .hasMessage("by the test");
                assertThat(trial.read(planned)).as("after call " + refused).isEmpty();
            }
        });
    }

    private int callsOfCreate(Trial trial) throws InterruptedException {
        ResourceCall planned = trial.planned();
        door.refuseNone();
        Made made = trial.type.create(planned);
        int calls = door.calls();
        trial.type.delete(planned.withPhysicalId(made.physicalId()));
        return calls;
    }

    @TestFactory
    Stream<DynamicTest> aCreateThatACrashInterruptsIsUndoneByItsPlannedId() {
        return each(trial -> {
            int calls = callsOfCreate(trial);
            for (int done = 1; done <= calls; done++) {
                ResourceCall planned = trial.planned();
                door.refuse(done + 1, Integer.MAX_VALUE);
                String id = planned.physicalId();
                try {
                    id = trial.type.create(planned).physicalId();
                } catch (RequestException e) {
                    assertThat(e).hasMessage("by the test");
                }
                door.refuseNone();
                trial.type.delete(planned);
                assertThat(trial.read(planned.withPhysicalId(id)))
                        .as("after call " + done)
                        .isEmpty();
                Made again = trial.type.create(planned);
                trial.type.delete(planned.withPhysicalId(again.physicalId()));
            }
        });
    }
}
