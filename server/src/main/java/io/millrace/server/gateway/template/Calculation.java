package io.millrace.server.gateway.template;

import io.millrace.core.limit.Limit;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;
import org.apache.velocity.runtime.parser.node.MathUtils;

/// `a + b` and its like. What is no number makes null; `+` with a text on either side joins texts.
///
/// @param operator which
/// @param left operand
/// @param right operand; of a negation the same
record Calculation(Operator operator, Operand left, Operand right) implements Expression {
    private static final int BITS_A_DIGIT = 4;

    /// What is calculated.
    enum Operator {
        ADD,
        SUBTRACT,
        MULTIPLY,
        DIVIDE,
        REMAINDER,
        NEGATE
    }

    /// One side.
    ///
    /// @param expression its value
    /// @param literal as it is written: what a text is joined with when there is no value
    record Operand(Expression expression, String literal) {}

    @Override
    public Object value(Run run) throws TemplateException {
        Object one = run.value(left.expression);
        if (operator == Operator.NEGATE) {
            return calculate(0, Comparisons.number(one));
        }
        Object two = run.value(right.expression);
        if (operator == Operator.ADD && (one instanceof String || two instanceof String)) {
            String first = one == null ? left.literal : Texts.of(one, run);
            String second = two == null ? right.literal : Texts.of(two, run);
            run.charge(first.length() + (long) second.length());
            return first.concat(second);
        }
        return calculate(Comparisons.number(one), Comparisons.number(two));
    }

    private Number calculate(Number one, Number two) throws TemplateException {
        if (one == null || two == null) {
            return null;
        }
        Optional<Number> result;
        try {
            result = result(one, two);
        } catch (ArithmeticException | NumberFormatException e) {
            return null;
        }
        if (result.isPresent() && isTooLong(result.get())) {
            throw new TemplateException("a number has more than " + Limit.GATEWAY_TEMPLATE_DIGITS.value() + " digits");
        }
        return result.orElse(null);
    }

    private Optional<Number> result(Number one, Number two) {
        return switch (operator) {
            case ADD -> Optional.of(MathUtils.add(one, two));
            case SUBTRACT -> Optional.of(MathUtils.subtract(one, two));
            case MULTIPLY -> Optional.of(MathUtils.multiply(one, two));
            case DIVIDE -> MathUtils.isZero(two) ? Optional.empty() : Optional.of(MathUtils.divide(one, two));
            case REMAINDER -> MathUtils.isZero(two) ? Optional.empty() : Optional.of(MathUtils.modulo(one, two));
            case NEGATE -> Optional.of(MathUtils.negate(two));
        };
    }

    private static boolean isTooLong(Number number) {
        return switch (number) {
            case BigInteger big -> big.bitLength() > BITS_A_DIGIT * Limit.GATEWAY_TEMPLATE_DIGITS.value();
            case BigDecimal big ->
                big.precision() > Limit.GATEWAY_TEMPLATE_DIGITS.value()
                        || Math.abs(big.scale()) > Limit.GATEWAY_TEMPLATE_DIGITS.value();
            default -> false;
        };
    }
}
