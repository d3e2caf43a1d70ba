package io.millrace.core.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/// Finds what a part of a template refers to.
final class ReferenceWalk {
    private final Sink sink;
    private final Function<String, Optional<Boolean>> conditions;
    private final boolean intoBranches;

    /// @param conditions what is known of a condition: of an `Fn::If` whose condition is known one branch is looked at,
    ///     of the others both
    ReferenceWalk(Sink sink, Function<String, Optional<Boolean>> conditions) {
        this(sink, conditions, true);
    }

    private ReferenceWalk(Sink sink, Function<String, Optional<Boolean>> conditions, boolean intoBranches) {
        this.sink = sink;
        this.conditions = conditions;
        this.intoBranches = intoBranches;
    }

    /// One that leaves out what hangs on conditions.
    ReferenceWalk withoutBranches() {
        return new ReferenceWalk(sink, conditions, false);
    }

    /// Told of each reference that is found.
    interface Sink {
        /// A parameter, pseudo parameter or resource.
        void name(String name);

        /// @param function that asks for it
        void attribute(String logicalId, String attribute, String function);

        default void condition(String name) {}

        default void mapping(String name) {}

        /// Each function, before it is looked into.
        default void function(Call call) {}
    }

    void walk(JsonNode written) {
        Optional<Call> call = Call.of(written);
        if (call.isPresent()) {
            call(call.get());
            return;
        }
        for (JsonNode child : written) {
            walk(child);
        }
    }

    private void call(Call call) {
        sink.function(call);
        switch (call.function()) {
            case Call.REF -> sink.name(name(call));
            case Call.GET_ATT -> attribute(AttributeName.of(call.argument()));
            case Call.SUB -> sub(SubCall.of(call.argument()));
            case Call.IF -> branches(call.argument());
            case Call.FIND_IN_MAP -> {
                if (call.argument().path(0).isTextual()) {
                    sink.mapping(call.argument().path(0).textValue());
                }
                walk(call.argument());
            }
            default -> walk(call.argument());
        }
    }

    private static String name(Call ref) {
        if (!ref.argument().isTextual() || ref.argument().textValue().isEmpty()) {
            throw Refusal.error("every Ref object must have a single String value.");
        }
        return ref.argument().textValue();
    }

    private void attribute(AttributeName name) {
        sink.attribute(name.logicalId(), name.attribute().asText(), Call.GET_ATT);
        walk(name.attribute());
    }

    private void sub(SubCall sub) {
        Set<String> own = new TreeSet<>();
        sub.variables().fieldNames().forEachRemaining(own::add);
        sub.variables().forEach(this::walk);
        for (String variable : sub.text().variables()) {
            if (own.contains(variable)) {
                continue;
            }
            int dot = variable.indexOf('.');
            if (dot < 0) {
                sink.name(variable);
            } else {
                sink.attribute(variable.substring(0, dot), variable.substring(dot + 1), Call.SUB);
            }
        }
    }

    private void branches(JsonNode argument) {
        IfCall branches = IfCall.of(argument);
        sink.condition(branches.condition());
        if (!intoBranches) {
            return;
        }
        Optional<Boolean> known = conditions.apply(branches.condition());
        if (known.orElse(true)) {
            walk(branches.whenTrue());
        }
        if (!known.orElse(false)) {
            walk(branches.whenFalse());
        }
    }
}
