package io.millrace.server.gateway.template;

import java.util.List;

/// What has a value. Immutable; its state is the [Run].
sealed interface Expression
        permits Expression.Literal,
                Expression.Interpolated,
                Expression.ListOf,
                Expression.MapOf,
                Expression.Range,
                Expression.And,
                Expression.Or,
                Expression.Not,
                Calculation,
                Comparison,
                Reference {
    /// The value, null when there is none.
    Object value(Run run) throws TemplateException;

    /// Velocity's truth, as of its version 1, which AWS's is: all but null and false, so an empty text too.
    static boolean isTrue(Object value) {
        return value instanceof Boolean flag ? flag : value != null;
    }

    /// A number, a boolean, or a text without references.
    record Literal(Object value) implements Expression {
        @Override
        public Object value(Run run) {
            return value;
        }
    }

    /// A text in double quotes that is a template itself.
    record Interpolated(List<Statement> statements) implements Expression {
        @Override
        public Object value(Run run) throws TemplateException {
            return run.text(statements);
        }
    }

    /// `[a, b]`
    record ListOf(List<Expression> elements) implements Expression {
        @Override
        public Object value(Run run) throws TemplateException {
            TemplateList list = new TemplateList(false);
            for (Expression element : elements) {
                list.append(run.value(element), run);
            }
            return list;
        }
    }

    /// `{"a": b}`
    ///
    /// @param keys as many as values
    /// @param values in the same order
    record MapOf(List<Expression> keys, List<Expression> values) implements Expression {
        @Override
        public Object value(Run run) throws TemplateException {
            TemplateMap map = new TemplateMap();
            for (int i = 0; i < keys.size(); i++) {
                map.store(run.value(keys.get(i)), run.value(values.get(i)), run);
            }
            return map;
        }
    }

    /// `[from..to]`, also downwards.
    record Range(Expression from, Expression to) implements Expression {
        @Override
        public Object value(Run run) throws TemplateException {
            Number first = Comparisons.number(run.value(from));
            Number last = Comparisons.number(run.value(to));
            if (first == null || last == null) {
                return null;
            }
            TemplateList range = new TemplateList(false);
            long step = first.intValue() >= last.intValue() ? -1 : 1;
            for (long at = first.intValue(); at != last.intValue() + step; at += step) {
                range.append((int) at, run);
            }
            return range;
        }
    }

    /// `a && b`
    record And(Expression left, Expression right) implements Expression {
        @Override
        public Object value(Run run) throws TemplateException {
            return isTrue(run.value(left)) && isTrue(run.value(right));
        }
    }

    /// `a || b`
    record Or(Expression left, Expression right) implements Expression {
        @Override
        public Object value(Run run) throws TemplateException {
            return isTrue(run.value(left)) || isTrue(run.value(right));
        }
    }

    /// `!a`
    record Not(Expression operand) implements Expression {
        @Override
        public Object value(Run run) throws TemplateException {
            return !isTrue(run.value(operand));
        }
    }
}
