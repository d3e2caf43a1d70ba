package io.millrace.server.aws.dynamodb.item;

import io.millrace.core.table.expression.Condition;
import io.millrace.core.table.expression.KeyConditions;
import io.millrace.core.table.expression.Placeholders;
import io.millrace.core.table.expression.Projection;
import io.millrace.core.table.expression.Update;
import io.millrace.core.table.item.TableFaults;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// The expressions of a request, or the forms that were there before them; both together are refused. They are read
/// with the request's other members and parsed when all of these are in their bounds.
///
/// Source: <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/LegacyConditionalParameters.html>
final class Expressions {
    static final String CONDITION = "ConditionExpression";
    static final String FILTER = "FilterExpression";
    static final String KEY_CONDITION = "KeyConditionExpression";
    static final String PROJECTION = "ProjectionExpression";
    static final String UPDATE = "UpdateExpression";
    static final String EXPECTED = "Expected";
    static final String QUERY_FILTER = "QueryFilter";
    static final String SCAN_FILTER = "ScanFilter";
    static final String KEY_CONDITIONS = "KeyConditions";
    static final String CONDITIONAL_OPERATOR = "ConditionalOperator";
    static final String ATTRIBUTES_TO_GET = "AttributesToGet";
    static final String ATTRIBUTE_UPDATES = "AttributeUpdates";

    private final Map<String, String> texts;
    private final PlaceholderMembers placeholderMembers;
    private final LegacyMembers forms;
    private Optional<Placeholders> opened = Optional.empty();

    private Expressions(Map<String, String> texts, PlaceholderMembers placeholderMembers, LegacyMembers forms) {
        this.texts = texts;
        this.placeholderMembers = placeholderMembers;
        this.forms = forms;
    }

    /// @param expressions that the operation has, in the order in which DynamoDB lists them
    /// @param forms of before that it has, likewise
    static Expressions read(Members members, List<String> expressions, List<String> forms) {
        Map<String, String> texts = new LinkedHashMap<>();
        expressions.forEach(name -> members.string(name).ifPresent(text -> texts.put(name, text)));
        refuseMixture(
                members.violations(),
                texts.keySet(),
                forms.stream().filter(members::has).toList());
        PlaceholderMembers placeholders = PlaceholderMembers.read(members, expressions);
        placeholders.refuseUseless(members.violations(), texts.keySet(), expressions);
        return new Expressions(texts, placeholders, LegacyMembers.read(members, forms));
    }

    private static void refuseMixture(Violations violations, Set<String> expressions, List<String> forms) {
        List<String> mixed = forms.stream()
                .filter(name -> !name.equals(KEY_CONDITIONS) || expressions.contains(KEY_CONDITION))
                .toList();
        if (!expressions.isEmpty() && !mixed.isEmpty()) {
            violations.later("Can not use both expression and non-expression parameters in the same request:"
                    + " Non-expression parameters: {" + String.join(", ", mixed) + "} Expression parameters: {"
                    + String.join(", ", expressions) + "}");
        }
    }

    /// To be called when the keys and items of the request were read, of which what is wrong is told before.
    void tellFaults(Violations violations) {
        forms.tellFaults(violations);
    }

    /// To be called before that, in a scan.
    void tellProjectionFault(Violations violations) {
        forms.projection().tell(violations);
    }

    /// To be called after that, in a query.
    void tellKeyFaults(Violations violations) {
        forms.keyConditions().tell(violations);
    }

    /// They are looked at only when all members are in their bounds.
    private Placeholders placeholders() {
        if (opened.isEmpty()) {
            opened = Optional.of(placeholderMembers.open());
        }
        return opened.get();
    }

    Condition condition() {
        return text(CONDITION)
                .map(text -> Condition.parse(text, CONDITION, placeholders()))
                .or(forms.condition()::value)
                .orElse(Condition.TRUE);
    }

    Condition filter() {
        return text(FILTER)
                .map(text -> Condition.parse(text, FILTER, placeholders()))
                .or(forms.condition()::value)
                .orElse(Condition.TRUE);
    }

    /// What messages call the filter.
    String filterName() {
        return texts.containsKey(FILTER) ? "Filter Expression" : QUERY_FILTER;
    }

    /// Changes nothing when the request has none.
    Update update() {
        return text(UPDATE)
                .map(text -> Update.parse(text, placeholders()))
                .or(forms.update()::value)
                .orElse(Update.NONE);
    }

    Optional<Projection> projection() {
        return text(PROJECTION)
                .map(text -> Projection.parse(text, placeholders()))
                .or(forms.projection()::value);
    }

    /// The member that [#projection] is of.
    String projectionParameter() {
        return texts.containsKey(PROJECTION) ? PROJECTION : ATTRIBUTES_TO_GET;
    }

    /// Reads the condition of keys at once; whether it can be one of keys is told when it is asked for.
    Supplier<KeyConditions> keyConditions() {
        return text(KEY_CONDITION)
                .map(text -> KeyConditions.begin(text, placeholders()))
                .orElse(() -> forms.keyConditions()
                        .value()
                        .orElseThrow(() -> TableFaults.validation(
                                "Either the KeyConditions or KeyConditionExpression parameter must be specified in the"
                                        + " request.")));
    }

    private Optional<String> text(String expression) {
        return Optional.ofNullable(texts.get(expression));
    }

    /// To be called when all were asked for: refuses placeholders that none of them used.
    void finish() {
        placeholders().refuseUnused();
    }
}
