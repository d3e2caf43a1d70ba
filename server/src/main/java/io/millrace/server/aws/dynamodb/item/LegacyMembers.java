package io.millrace.server.aws.dynamodb.item;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.core.fault.RequestException;
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
import java.util.function.Supplier;

/// What there was before expressions, as a request has it.
///
/// @param condition of `Expected`, `QueryFilter` or `ScanFilter`; holds always where there is none
/// @param update of `AttributeUpdates`; changes nothing where there is none
/// @param projection of `AttributesToGet`
/// @param keyConditions of `KeyConditions`
record LegacyMembers(
        Condition condition, Update update, Optional<Projection> projection, Optional<KeyConditions> keyConditions) {
    private static final int ATTRIBUTES_MAX = 255;

    /// @param forms that the operation has
    static LegacyMembers read(Members members, List<String> forms) {
        Junction junction = Junction.AND;
        if (forms.contains(Expressions.EXPECTED) || forms.contains(Expressions.CONDITIONAL_OPERATOR)) {
            junction = members.word(Expressions.CONDITIONAL_OPERATOR, Junction.AND, List.of(Junction.OR, Junction.AND));
        }
        return new LegacyMembers(
                condition(members, forms, junction),
                read(members, forms, Expressions.ATTRIBUTE_UPDATES, LegacyUpdate::read)
                        .orElse(Update.NONE),
                projection(members, forms),
                read(members, forms, Expressions.KEY_CONDITIONS, LegacyConditions::keyConditions));
    }

    private static Condition condition(Members members, List<String> forms, Junction junction) {
        return read(members, forms, Expressions.EXPECTED, node -> LegacyConditions.expected(node, junction))
                .or(() -> filter(members, forms, Expressions.QUERY_FILTER, junction))
                .or(() -> filter(members, forms, Expressions.SCAN_FILTER, junction))
                .orElse(Condition.TRUE);
    }

    private static Optional<Condition> filter(Members members, List<String> forms, String name, Junction junction) {
        return read(members, forms, name, node -> LegacyConditions.filter(node, name, junction));
    }

    private static Optional<Projection> projection(Members members, List<String> forms) {
        if (!forms.contains(Expressions.ATTRIBUTES_TO_GET) || !members.has(Expressions.ATTRIBUTES_TO_GET)) {
            return Optional.empty();
        }
        List<String> names = members.strings(Expressions.ATTRIBUTES_TO_GET);
        members.length(Expressions.ATTRIBUTES_TO_GET, "'" + names + "'", names.size(), 1, ATTRIBUTES_MAX);
        return parsed(members, () -> Projection.ofAttributes(names));
    }

    private static <T> Optional<T> read(
            Members members, List<String> forms, String name, Function<JsonNode, T> parser) {
        return forms.contains(name)
                ? members.value(name).flatMap(node -> parsed(members, () -> parser.apply(node)))
                : Optional.empty();
    }

    /// What is wrong with the values in one is told when all members are in their bounds.
    private static <T> Optional<T> parsed(Members members, Supplier<T> parser) {
        try {
            return Optional.of(parser.get());
        } catch (RequestException fault) {
            if (!fault.code().equals("ValidationException")) {
                throw fault;
            }
            members.violations().later(fault);
            return Optional.empty();
        }
    }
}
