package io.millrace.server.gateway.template;

import io.millrace.core.limit.Limit;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/// What writes, sets or decides. Immutable; its state is the [Run].
sealed interface Statement {
    Place place();

    void render(Run run) throws TemplateException;

    /// Text as it is.
    record Text(Place place, String text) implements Statement {
        @Override
        public void render(Run run) throws TemplateException {
            run.write(text);
        }
    }

    /// A reference within text. One without a value writes nothing, as at AWS.
    ///
    /// @param place of it
    /// @param reference what is written
    /// @param escapes backslashes before it, halved
    /// @param before what belongs to it and is text, such as the first `$` of `$$name`
    /// @param literal as it is written, when it is escaped; else null
    record Insert(Place place, Reference reference, String escapes, String before, String literal)
            implements Statement {
        @Override
        public void render(Run run) throws TemplateException {
            Object value = run.value(reference);
            if (literal != null) {
                run.write(escapes + (value == null ? "\\" : "") + literal);
                return;
            }
            if (!escapes.isEmpty()) {
                run.write(escapes);
            }
            if (!before.isEmpty()) {
                run.write(before);
            }
            switch (value) {
                case null -> {}
                case DefinedBlock block -> run.render(block.statements());
                default -> run.write(Texts.of(value, run));
            }
        }
    }

    /// `#set($a = b)`
    record Assign(Place place, Reference target, Expression value) implements Statement {
        @Override
        public void render(Run run) throws TemplateException {
            target.set(run.value(value), run);
        }
    }

    /// `#if … #elseif … #else … #end`
    ///
    /// @param place of it
    /// @param branches in order
    /// @param otherwise after `#else`; empty without one
    record If(Place place, List<Branch> branches, List<Statement> otherwise) implements Statement {
        @Override
        public void render(Run run) throws TemplateException {
            for (Branch branch : branches) {
                if (Expression.isTrue(run.value(branch.condition))) {
                    run.render(branch.statements);
                    return;
                }
            }
            run.render(otherwise);
        }
    }

    /// Of an `#if`.
    record Branch(Expression condition, List<Statement> statements) {}

    /// `#define($name) … #end`
    record Define(Place place, String name, DefinedBlock block) implements Statement {
        @Override
        public void render(Run run) {
            run.assign(name, block);
        }
    }

    /// `#foreach($name in elements) … #else … #end`. Of a map the values.
    record Foreach(Place place, String name, Expression elements, List<Statement> statements, List<Statement> otherwise)
            implements Statement {
        private static final String SCOPE = "foreach";

        @Override
        public void render(Run run) throws TemplateException {
            Collection<?> all =
                    switch (run.value(elements)) {
                        case List<?> list -> list;
                        case Map<?, ?> map -> map.values();
                        case null, default -> List.of();
                    };
            if (all.size() > Limit.GATEWAY_TEMPLATE_LOOPS.value()) {
                throw new TemplateException(
                        "#foreach has more than " + Limit.GATEWAY_TEMPLATE_LOOPS.value() + " iterations");
            }
            if (all.isEmpty()) {
                run.render(otherwise);
                return;
            }
            Object before = run.variable(name);
            Object outer = run.isAssigned(SCOPE) ? run.variable(SCOPE) : null;
            try {
                loop(all.toArray(), outer, run);
            } catch (BreakException e) {
                run.step();
            } finally {
                restore(run, name, before);
                restore(run, SCOPE, outer);
            }
        }

        private void loop(Object[] all, Object outer, Run run) throws TemplateException {
            for (int i = 0; i < all.length; i++) {
                run.assign(name, all[i]);
                run.assign(SCOPE, new ForeachScope(i, i + 1 < all.length, outer));
                run.render(statements);
            }
        }

        private static void restore(Run run, String name, Object value) {
            if (value == null) {
                run.forget(name);
            } else {
                run.assign(name, value);
            }
        }
    }

    /// `#name(arguments)`: a macro, or the same text when there is none of that name.
    record CallMacro(Place place, String name, List<Expression> arguments, String literal) implements Statement {
        @Override
        public void render(Run run) throws TemplateException {
            Macro macro = run.macro(name);
            if (macro == null) {
                run.write(literal);
                return;
            }
            Object[] values = new Object[macro.parameters().size()];
            for (int i = 0; i < values.length && i < arguments.size(); i++) {
                values[i] = run.value(arguments.get(i));
            }
            Map<String, Object> before = run.enterMacro(name, macro.parameters(), values);
            try {
                run.render(macro.statements());
            } finally {
                run.leaveMacro(before);
            }
        }
    }

    /// `#break`: ends the loop around it, or all when there is none.
    record Break(Place place) implements Statement {
        @Override
        public void render(Run run) {
            throw new BreakException();
        }
    }

    /// `#stop`: ends the rendering; what was written stays.
    record Stop(Place place) implements Statement {
        @Override
        public void render(Run run) {
            throw new StopException();
        }
    }

    /// Carries `#break` to its loop.
    final class BreakException extends RuntimeException {
        BreakException() {
            super("", null, false, false);
        }
    }

    /// Carries `#stop` to the end.
    final class StopException extends RuntimeException {
        StopException() {
            super("", null, false, false);
        }
    }
}
