package io.millrace.server.aws.apigateway;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.resource.Fields;
import io.millrace.server.aws.protocol.RestCall;
import java.util.ArrayList;
import java.util.List;

/// A caller's members together with those that only we may give, such as an id, so that one parser reads both.
final class Input {
    private Input() {}

    /// @param ours members of ours; a caller who sends one of them is refused by name
    static Fields with(RestCall call, ObjectNode ours) {
        Fields given = call.fields();
        List<String> taken = new ArrayList<>();
        ours.fieldNames().forEachRemaining(name -> {
            if (given.node().has(name)) {
                taken.add(name);
            }
        });
        if (!taken.isEmpty()) {
            throw Refusal.bad("Unknown or unsupported: " + String.join(", ", taken));
        }
        ObjectNode all = given.node().deepCopy();
        all.setAll(ours);
        return Fields.of(all, "");
    }

    /// The same where the path says what the body must not contradict: SDKs leave it out, others may repeat it.
    static Fields named(RestCall call, String name, String value) {
        Fields given = call.fields();
        given.string(name).filter(said -> !said.equals(value)).ifPresent(said -> {
            throw Refusal.bad(name + " of the path and of the body differ");
        });
        ObjectNode all = given.node().deepCopy();
        all.put(name, value);
        return Fields.of(all, "");
    }
}
