package io.millrace.server.gateway.template;

import io.millrace.core.limit.Limit;
import java.math.BigDecimal;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.velocity.runtime.parser.node.MathUtils;

/// How values compare: numbers by value, also when one of two is a text; values of one kind by content; all others
/// by their texts, as Velocity does. Bounded in depth and size.
final class Comparisons {
    private Comparisons() {}

    /// `==`; null equals null only.
    static boolean equal(Object left, Object right, Run run) throws TemplateException {
        return equal(left, right, 0, run);
    }

    /// Of numbers, or of a text and a number: less than, equal or greater than zero; empty when they are none.
    static Optional<Integer> compare(Object left, Object right) {
        if (left instanceof String && right instanceof String) {
            return Optional.empty();
        }
        Number one = number(left);
        Number two = number(right);
        return one == null || two == null ? Optional.empty() : Optional.of(compareNumbers(one, two));
    }

    static int compareNumbers(Number left, Number right) {
        if (isOdd(left) || isOdd(right)) {
            return Double.compare(left.doubleValue(), right.doubleValue());
        }
        return MathUtils.compare(left, right);
    }

    /// A value as a number; null when it is none, or one that only costs.
    static Number number(Object value) {
        if (value instanceof BigDecimal number) {
            return Math.abs((long) number.scale()) > Limit.GATEWAY_TEMPLATE_DIGITS.value() ? null : number;
        }
        if (value instanceof Number number) {
            return number;
        }
        if (!(value instanceof String text)
                || text.isEmpty()
                || text.length() > Limit.GATEWAY_TEMPLATE_DIGITS.value()) {
            return null;
        }
        char first = text.charAt(text.length() - 1);
        if (!(first >= '0' && first <= '9') && first != '.') {
            return null;
        }
        try {
            BigDecimal number = new BigDecimal(text);
            return Math.abs(number.scale()) > Limit.GATEWAY_TEMPLATE_DIGITS.value() ? null : number;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    static int indexOf(List<?> list, Object value, Run run) throws TemplateException {
        for (int i = 0; i < list.size(); i++) {
            run.step();
            if (equal(list.get(i), value, run)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean equal(Object left, Object right, int depth, Run run) throws TemplateException {
        run.step();
        if (depth > Limit.GATEWAY_JSON_DEPTH.value()) {
            throw new TemplateException("a value is nested more than " + Limit.GATEWAY_JSON_DEPTH.value() + " deep");
        }
        if (left == null || right == null) {
            return left == right;
        }
        Optional<Integer> order = compare(left, right);
        if (order.isPresent()) {
            return order.get() == 0;
        }
        if (left instanceof List<?> one && right instanceof List<?> two) {
            return equalLists(one, two, depth, run);
        }
        if (left instanceof Map<?, ?> one && right instanceof Map<?, ?> two) {
            return equalMaps(one, two, depth, run);
        }
        String text = Texts.of(left, run);
        run.steps(text.length() / BoundedText.CHARS_A_STEP);
        return text.equals(Texts.of(right, run));
    }

    private static boolean equalLists(List<?> left, List<?> right, int depth, Run run) throws TemplateException {
        if (left.size() != right.size()) {
            return false;
        }
        Iterator<?> others = right.iterator();
        for (Object element : left) {
            if (!equal(element, others.next(), depth + 1, run)) {
                return false;
            }
        }
        return true;
    }

    private static boolean equalMaps(Map<?, ?> left, Map<?, ?> right, int depth, Run run) throws TemplateException {
        if (left.size() != right.size()) {
            return false;
        }
        for (Map.Entry<?, ?> entry : left.entrySet()) {
            if (!right.containsKey(entry.getKey())
                    || !equal(entry.getValue(), right.get(entry.getKey()), depth + 1, run)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isOdd(Number number) {
        return number instanceof Double fraction && !Double.isFinite(fraction);
    }
}
