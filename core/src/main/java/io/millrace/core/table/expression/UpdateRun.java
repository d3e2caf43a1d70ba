package io.millrace.core.table.expression;

import io.millrace.core.fault.RequestException;
import io.millrace.core.table.item.AttributeValue;
import io.millrace.core.table.item.Bytes;
import io.millrace.core.table.item.DynamoNumber;
import io.millrace.core.table.item.Item;
import io.millrace.core.table.item.Nesting;
import io.millrace.core.table.item.TableFaults;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// One update of one item: first what each action gives, then all of them at once.
final class UpdateRun {
    private final Item before;
    private final Update.Form form;

    UpdateRun(Item before, Update.Form form) {
        this.before = before;
        this.form = form;
    }

    Item apply(List<Action> actions) {
        List<Optional<AttributeValue>> sources = new ArrayList<>();
        for (Action action : actions) {
            sources.add(action instanceof Action.Set set ? Optional.of(evaluate(set.source())) : Optional.empty());
        }
        List<Change> changes = new ArrayList<>();
        for (int i = 0; i < actions.size(); i++) {
            checkParent(actions.get(i).path());
            changes.add(new Change(actions.get(i).path().steps(), outcome(actions.get(i), sources.get(i))));
        }
        Item after = new Item(Changes.members(before.attributes(), changes));
        actions.forEach(action -> after.find(action.path().attribute()).ifPresent(Nesting::check));
        return after;
    }

    /// What becomes of what is at the end of a path.
    ///
    /// @param value nothing to remove it
    record Change(List<Step> steps, Optional<AttributeValue> value) {}

    private Optional<AttributeValue> outcome(Action action, Optional<AttributeValue> source) {
        return switch (action) {
            case Action.Set ignored -> source;
            case Action.Remove ignored -> Optional.empty();
            case Action.Add(DocumentPath path, AttributeValue value) ->
                Optional.of(path.find(before).map(old -> sum(old, value)).orElse(value));
            case Action.Delete(DocumentPath path, AttributeValue elements) ->
                path.find(before).flatMap(old -> difference(old, elements));
        };
    }

    /// All before the last step must be there, and be what the last step goes into.
    private void checkParent(DocumentPath path) {
        if (!path.isNested()) {
            return;
        }
        List<Step> steps = path.steps();
        Optional<AttributeValue> parent = new DocumentPath(steps.subList(0, steps.size() - 1)).find(before);
        boolean fits =
                switch (steps.getLast()) {
                    case Step.Name ignored -> parent.orElse(null) instanceof AttributeValue.M;
                    case Step.Index ignored -> parent.orElse(null) instanceof AttributeValue.L;
                };
        if (!fits) {
            throw TableFaults.validation("The document path provided in the update expression is invalid for update");
        }
    }

    private AttributeValue evaluate(Source source) {
        return switch (source) {
            case Source.Constant(AttributeValue value) -> value;
            case Source.Attribute(DocumentPath path) ->
                path.find(before)
                        .orElseThrow(() -> TableFaults.validation(
                                "The provided expression refers to an attribute that does not exist in the item"));
            case Source.Otherwise(DocumentPath path, Source otherwise) ->
                path.find(before).orElseGet(() -> evaluate(otherwise));
            case Source.Append(Source first, Source second) -> append(evaluate(first), evaluate(second));
            case Source.Plus(Source left, Source right) ->
                number(numberOf(evaluate(left)).add(numberOf(evaluate(right))));
            case Source.Minus(Source left, Source right) ->
                number(numberOf(evaluate(left)).subtract(numberOf(evaluate(right))));
        };
    }

    private AttributeValue append(AttributeValue first, AttributeValue second) {
        if (first instanceof AttributeValue.L(List<AttributeValue> a)
                && second instanceof AttributeValue.L(List<AttributeValue> b)) {
            return new AttributeValue.L(Stream.concat(a.stream(), b.stream()).toList());
        }
        throw mismatch();
    }

    private BigDecimal numberOf(AttributeValue value) {
        if (value instanceof AttributeValue.N(BigDecimal number)) {
            return number;
        }
        throw mismatch();
    }

    private static AttributeValue number(BigDecimal value) {
        return new AttributeValue.N(DynamoNumber.checked(value));
    }

    private AttributeValue sum(AttributeValue old, AttributeValue value) {
        return switch (old) {
            case AttributeValue.N(BigDecimal number) -> number(number.add(numberOf(value)));
            case AttributeValue.SS(Set<String> set)
            when value instanceof AttributeValue.SS(Set<String> more) -> new AttributeValue.SS(union(set, more));
            case AttributeValue.NS(Set<BigDecimal> set)
            when value instanceof AttributeValue.NS(Set<BigDecimal> more) -> new AttributeValue.NS(union(set, more));
            case AttributeValue.BS(Set<Bytes> set)
            when value instanceof AttributeValue.BS(Set<Bytes> more) -> new AttributeValue.BS(union(set, more));
            case AttributeValue.L ignored when value instanceof AttributeValue.L -> append(old, value);
            case AttributeValue ignored -> throw mismatch();
        };
    }

    /// Nothing when no element is left.
    private Optional<AttributeValue> difference(AttributeValue old, AttributeValue elements) {
        return switch (old) {
            case AttributeValue.SS(Set<String> set)
            when elements instanceof AttributeValue.SS(Set<String> less) ->
                without(set, less).map(AttributeValue.SS::new);
            case AttributeValue.NS(Set<BigDecimal> set)
            when elements instanceof AttributeValue.NS(Set<BigDecimal> less) ->
                without(set, less).map(AttributeValue.NS::new);
            case AttributeValue.BS(Set<Bytes> set)
            when elements instanceof AttributeValue.BS(Set<Bytes> less) ->
                without(set, less).map(AttributeValue.BS::new);
            case AttributeValue ignored -> throw mismatch();
        };
    }

    private static <T> Set<T> union(Set<T> set, Collection<T> more) {
        Set<T> union = new LinkedHashSet<>(set);
        union.addAll(more);
        return Collections.unmodifiableSet(union);
    }

    private static <T> Optional<Set<T>> without(Set<T> set, Collection<T> less) {
        Set<T> rest = new LinkedHashSet<>(set);
        less.forEach(rest::remove);
        return rest.isEmpty() ? Optional.empty() : Optional.of(Collections.unmodifiableSet(rest));
    }

    private RequestException mismatch() {
        return TableFaults.validation(form.mismatch());
    }
}
