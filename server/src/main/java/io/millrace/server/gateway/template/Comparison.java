package io.millrace.server.gateway.template;

import java.util.Optional;

/// `a == b` and its like. What cannot be ordered is neither less nor greater.
///
/// @param operator which
/// @param left operand
/// @param right operand
record Comparison(Operator operator, Expression left, Expression right) implements Expression {
    /// What is compared.
    enum Operator {
        EQUAL,
        UNEQUAL,
        LESS,
        LESS_OR_EQUAL,
        GREATER,
        GREATER_OR_EQUAL
    }

    @Override
    public Object value(Run run) throws TemplateException {
        Object one = run.value(left);
        Object two = run.value(right);
        Optional<Integer> order = Comparisons.compare(one, two);
        return switch (operator) {
            case EQUAL -> Comparisons.equal(one, two, run);
            case UNEQUAL -> !Comparisons.equal(one, two, run);
            case LESS -> order.isPresent() && order.get() < 0;
            case LESS_OR_EQUAL -> order.isPresent() && order.get() <= 0;
            case GREATER -> order.isPresent() && order.get() > 0;
            case GREATER_OR_EQUAL -> order.isPresent() && order.get() >= 0;
        };
    }
}
