package io.millrace.core.jq;

import java.util.Map;
import java.util.Set;
import net.thisptr.jackson.jq.BuiltinFunctionLoader;
import net.thisptr.jackson.jq.Function;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.Versions;

/// The functions that a [JqQuery] has: those of jackson-jq for jq 1.6 less the ones that may not end or depend on more
/// than the record, and with the functions of time that it lacks ([JqTime]).
final class JqFunctions {
    private static final Set<String> LEFT_OUT = Set.of(
            "now/0",
            "env/0",
            "input/0",
            "inputs/0",
            "debug/0",
            "debug_scope/0",
            "builtins/0",
            "range/1",
            "range/2",
            "range/3",
            "repeat/1",
            "repeat/2",
            "until/2",
            "while/2",
            "recurse/1",
            "recurse/2",
            "combinations/0",
            "combinations/1");

    static final Scope SCOPE = scope();

    private JqFunctions() {}

    /// The ones that are defined in jq itself still see all others, through the scope they were loaded for.
    private static Scope scope() {
        Scope all = Scope.newEmptyScope();
        Map<String, Function> functions = BuiltinFunctionLoader.getInstance().listFunctions(Versions.JQ_1_6, all);
        functions.forEach(all::addFunction);
        Scope allowed = Scope.newEmptyScope();
        functions.forEach((name, function) -> {
            if (!LEFT_OUT.contains(name)) {
                allowed.addFunction(name, function);
            }
        });
        JqTime.addTo(allowed);
        return allowed;
    }
}
