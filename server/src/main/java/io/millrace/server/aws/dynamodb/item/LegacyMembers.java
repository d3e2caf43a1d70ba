package io.millrace.server.aws.dynamodb.item;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.core.table.expression.Condition;
import io.millrace.core.table.expression.KeyConditions;
import io.millrace.core.table.expression.LegacyConditions;
import io.millrace.core.table.expression.LegacyConditions.Junction;
import io.millrace.core.table.expression.LegacyUpdate;
import io.millrace.core.table.expression.Projection;
import io.millrace.core.table.expression.Update;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// What there was before expressions, as a request has it.
///
/// @param condition of `Expected`, `QueryFilter` or `ScanFilter`
/// @param update of `AttributeUpdates`
/// @param projection of `AttributesToGet`
/// @param keyConditions of `KeyConditions`
record LegacyMembers(
        Deferred<Condition> condition,
        Deferred<Update> update,
        Deferred<Projection> projection,
        Deferred<KeyConditions> keyConditions) {
    private static final int ATTRIBUTES_MAX = 255;

    /// @param forms that the operation has
    static LegacyMembers read(Members members, List<String> forms) {
        Junction junction = Junction.AND;
        if (forms.contains(Expressions.EXPECTED) || forms.contains(Expressions.CONDITIONAL_OPERATOR)) {
            junction = members.word(Expressions.CONDITIONAL_OPERATOR, Junction.AND, List.of(Junction.OR, Junction.AND));
        }
        return new LegacyMembers(
                condition(members, forms, junction),
                read(members, forms, Expressions.ATTRIBUTE_UPDATES, LegacyUpdate::read),
                projection(members, forms),
                read(members, forms, Expressions.KEY_CONDITIONS, LegacyConditions::keyConditions));
    }

    /// Tells what is wrong with all but the conditions of keys, in DynamoDB's order.
    void tellFaults(Violations violations) {
        update.tell(violations);
        condition.tell(violations);
        projection.tell(violations);
    }

    private static Deferred<Condition> condition(Members members, List<String> forms, Junction junction) {
        if (forms.contains(Expressions.EXPECTED)) {
            return read(members, forms, Expressions.EXPECTED, node -> LegacyConditions.expected(node, junction));
        }
        String filter = forms.contains(Expressions.QUERY_FILTER) ? Expressions.QUERY_FILTER : Expressions.SCAN_FILTER;
        return read(members, forms, filter, node -> LegacyConditions.filter(node, filter, junction));
    }

    private static Deferred<Projection> projection(Members members, List<String> forms) {
        if (!forms.contains(Expressions.ATTRIBUTES_TO_GET) || !members.has(Expressions.ATTRIBUTES_TO_GET)) {
            return Deferred.none();
        }
        List<String> names = members.strings(Expressions.ATTRIBUTES_TO_GET);
        members.length(Expressions.ATTRIBUTES_TO_GET, "'" + names + "'", names.size(), 1, ATTRIBUTES_MAX);
        return Deferred.of(members.violations(), () -> Projection.ofAttributes(names));
    }

    private static <T> Deferred<T> read(
            Members members, List<String> forms, String name, Function<JsonNode, T> parser) {
        Optional<JsonNode> node = forms.contains(name) ? members.value(name) : Optional.empty();
        return node.map(given -> Deferred.of(members.violations(), () -> parser.apply(given)))
                .orElseGet(Deferred::none);
    }
}
