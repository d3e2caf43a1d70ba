package io.millrace.core.template;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.core.fault.RequestException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A function as it is written: an object of one member, `Ref` or `Fn::…`.
///
/// @param function its name
/// @param argument as written
record Call(String function, JsonNode argument) {
    static final String REF = "Ref";
    static final String GET_ATT = "Fn::GetAtt";
    static final String SUB = "Fn::Sub";
    static final String IF = "Fn::If";
    static final String FIND_IN_MAP = "Fn::FindInMap";
    static final String TRANSFORM = "Fn::Transform";
    private static final String PREFIX = "Fn::";
    private static final String LOOP = "Fn::ForEach";

    /// Functions that give values.
    private static final Set<String> VALUES = Set.of(
            REF,
            GET_ATT,
            SUB,
            IF,
            FIND_IN_MAP,
            "Fn::Base64",
            "Fn::Cidr",
            "Fn::GetAZs",
            "Fn::ImportValue",
            "Fn::Join",
            "Fn::Length",
            "Fn::Select",
            "Fn::Split",
            "Fn::ToJsonString");

    private static final String SUPPORTED = "[Fn::Base64, Fn::GetAtt, Fn::GetAZs, Fn::ImportValue, Fn::Join, Fn::Split,"
            + " Fn::FindInMap, Fn::Select, Ref, Fn::Equals, Fn::If, Fn::Not, Condition, Fn::And, Fn::Or, Fn::Contains,"
            + " Fn::EachMemberEquals, Fn::EachMemberIn, Fn::Sub, Fn::Cidr, Fn::Length, Fn::ToJsonString]";

    /// @return empty for what is a value as it stands
    /// @throws RequestException `ValidationError` for a function that stands beside other
    ///     members
    static Optional<Call> of(JsonNode node) {
        if (!node.isObject() || node.isEmpty()) {
            return Optional.empty();
        }
        if (node.size() == 1) {
            Map.Entry<String, JsonNode> only = node.properties().iterator().next();
            return isFunction(only.getKey()) ? Optional.of(new Call(only.getKey(), only.getValue())) : Optional.empty();
        }
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            if (member.getKey().startsWith(PREFIX)) {
                throw misplaced(member.getKey());
            }
        }
        return Optional.empty();
    }

    /// Whether it looks like a function that stayed as it was written.
    static boolean isWritten(JsonNode node) {
        return node.size() == 1
                && isFunction(node.properties().iterator().next().getKey());
    }

    private static boolean isFunction(String name) {
        return name.equals(REF) || name.startsWith(PREFIX);
    }

    private static RequestException misplaced(String function) {
        if (function.startsWith(LOOP)) {
            return Refusal.error(
                    "Fn::ForEach could not be resolved: the template needs the transform " + "AWS::LanguageExtensions");
        }
        return function.equals(TRANSFORM)
                ? noMacros()
                : Refusal.error("the function " + function + " must be the only member of its object");
    }

    private static RequestException noMacros() {
        return Refusal.error("Fn::Transform is not supported: there are no macros");
    }

    /// @throws RequestException `ValidationError` when it gives no value, or is not known
    Call requireValue() {
        if (!VALUES.contains(function)) {
            throw function.equals(TRANSFORM)
                    ? noMacros()
                    : function.startsWith(LOOP) ? misplaced(function) : unsupported(function);
        }
        return this;
    }

    static RequestException unsupported(String function) {
        return Refusal.error(
                "Encountered unsupported function: " + function + " Supported functions are: " + SUPPORTED);
    }
}
