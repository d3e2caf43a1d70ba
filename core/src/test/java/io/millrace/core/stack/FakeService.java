package io.millrace.core.stack;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.fault.RequestException;
import io.millrace.core.stack.type.Made;
import io.millrace.core.stack.type.Naming;
import io.millrace.core.stack.type.PropertySchema;
import io.millrace.core.stack.type.ResourceCall;
import io.millrace.core.stack.type.ResourceType;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/// A service with things in it, and the type of resource that makes them: `Test::Thing`, with `Name` (which needs a
/// replacement), `Size`, `Ref` and `Tags`. It survives the crashes of a test, and refuses what a service refuses.
final class FakeService implements ResourceType {
    static final String NAME = "Test::Thing";
    private static final PropertySchema SCHEMA = PropertySchema.of("""
            Name string replace
            Kind string replace
            Size integer
            Link string
            Secret string
            Fail string
            Tags[].Key string required
            Tags[].Value string required
            """);

    private final Map<String, Thing> things = new ConcurrentHashMap<>();
    private Around around = (what, call, effect) -> effect.run();

    /// What there is.
    ///
    /// @param owner the stack's ARN, or `foreign`
    record Thing(String owner, String logicalId, ObjectNode properties, Map<String, String> tags) {}

    /// One call's effect.
    @FunctionalInterface
    interface Effect {
        void run() throws InterruptedException;
    }

    /// Runs a call's effect, or does something else.
    @FunctionalInterface
    interface Around {
        void run(String what, ResourceCall call, Effect effect) throws InterruptedException;
    }

    void around(Around changed) {
        around = changed;
    }

    Map<String, Thing> things() {
        return new TreeMap<>(things);
    }

    void put(String physicalId, Thing thing) {
        things.put(physicalId, thing);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public PropertySchema schema() {
        return SCHEMA;
    }

    @Override
    public boolean hasAttribute(String attribute) {
        return attribute.equals("Arn") || attribute.equals("Size");
    }

    @Override
    public String physicalId(Naming naming, ObjectNode properties) {
        return properties.has("Name") ? properties.get("Name").textValue() : naming.name(60);
    }

    @Override
    public boolean exists(ResourceCall call) {
        return things.containsKey(call.physicalId());
    }

    @Override
    public Made create(ResourceCall call) throws InterruptedException {
        around.run("create", call, () -> {
            refuseFailing(call, "create");
            Thing other = things.putIfAbsent(call.physicalId(), thing(call));
            if (other != null) {
                throw new RequestException("ThingAlreadyExistsException", call.physicalId() + " is there already");
            }
        });
        return made(call);
    }

    @Override
    public Made update(ResourceCall call, ObjectNode before) throws InterruptedException {
        around.run("update", call, () -> {
            refuseFailing(call, "update");
            if (things.replace(call.physicalId(), thing(call)) == null) {
                throw RequestException.notFound(call.physicalId() + " is not there");
            }
        });
        return made(call);
    }

    @Override
    public void delete(ResourceCall call) throws InterruptedException {
        around.run("delete", call, () -> {
            refuseFailing(call, "delete");
            things.remove(call.physicalId());
        });
    }

    private static void refuseFailing(ResourceCall call, String what) {
        String fail = call.properties().path("Fail").asText();
        if (fail.equals(what)) {
            throw new RequestException("InvalidThingException", "No " + what + " today");
        }
    }

    private static Thing thing(ResourceCall call) {
        return new Thing(
                call.stack().stackId(),
                call.logicalId(),
                call.properties().deepCopy(),
                call.stack().tags());
    }

    private static Made made(ResourceCall call) {
        return Made.of(call.physicalId())
                .with("Arn", "arn:test:" + call.physicalId())
                .with("Size", call.properties().path("Size").asText("0"));
    }
}
