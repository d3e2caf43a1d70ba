package io.millrace.server.gateway.template;

import io.millrace.core.limit.Limit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// One rendering: its variables, what it has written, and what it may still do. Every statement, expression and
/// element is a step; every text that is made is counted; so a template ends whatever it says. Of one thread.
final class Run {
    private final TemplateInput input;
    private final Map<String, Macro> macros;
    private final Map<String, Object> variables = new HashMap<>();
    private final OverrideTree overrides = new OverrideTree();
    private final InputValue inputValue;
    private final ContextValue contextValue;
    private StringBuilder out = new StringBuilder();
    private long steps;
    private long chars;
    private int depth;
    private int macroDepth;

    Run(TemplateInput input, Map<String, Macro> macros) {
        this.input = input;
        this.macros = macros;
        this.inputValue = new InputValue(input);
        this.contextValue = new ContextValue(input.context(), overrides);
    }

    /// The value of a variable; null when it has none.
    Object variable(String name) {
        Object value = variables.get(name);
        if (value != null || variables.containsKey(name)) {
            return value;
        }
        return switch (name) {
            case "input" -> inputValue;
            case "context" -> contextValue;
            case "stageVariables" -> input.stageVariables();
            case "util" -> UtilValue.UTIL;
            default -> null;
        };
    }

    void assign(String name, Object value) {
        variables.put(name, value);
    }

    void forget(String name) {
        variables.remove(name);
    }

    boolean isAssigned(String name) {
        return variables.containsKey(name);
    }

    Macro macro(String name) {
        return macros.get(name);
    }

    /// One more thing done.
    void step() throws TemplateException {
        steps(1);
    }

    void steps(long count) throws TemplateException {
        steps += count;
        if (steps > Limit.GATEWAY_TEMPLATE_STEPS.value()) {
            throw new TemplateException("the template does more than " + Limit.GATEWAY_TEMPLATE_STEPS.value()
                    + " steps: it loops over too much");
        }
    }

    /// A text of so many characters is about to be made.
    void charge(long count) throws TemplateException {
        chars += count;
        if (chars > Limit.GATEWAY_TEMPLATE_TEXT_CHARS.value()) {
            throw new TemplateException("the template makes texts of more than "
                    + Limit.GATEWAY_TEMPLATE_TEXT_CHARS.value() + " characters altogether");
        }
    }

    <T extends CharSequence> T made(T text) throws TemplateException {
        charge(text.length());
        return text;
    }

    Object value(Expression expression) throws TemplateException {
        down();
        try {
            return expression.value(this);
        } finally {
            depth--;
        }
    }

    void render(List<Statement> statements) throws TemplateException {
        down();
        try {
            for (Statement statement : statements) {
                render(statement);
            }
        } finally {
            depth--;
        }
    }

    private void render(Statement statement) throws TemplateException {
        try {
            step();
            statement.render(this);
        } catch (TemplateException e) {
            throw e.at(statement.place());
        }
    }

    /// What statements write, as a text of its own.
    String text(List<Statement> statements) throws TemplateException {
        StringBuilder outer = out;
        out = new StringBuilder();
        try {
            render(statements);
            return out.toString();
        } finally {
            out = outer;
        }
    }

    /// Binds a macro's parameters.
    ///
    /// @return what they were before, for [#leaveMacro]
    Map<String, Object> enterMacro(String name, List<String> parameters, Object[] values) throws TemplateException {
        if (macroDepth >= Limit.GATEWAY_TEMPLATE_MACROS.value()) {
            throw new TemplateException(
                    "macros call each other more than " + Limit.GATEWAY_TEMPLATE_MACROS.value() + " deep, in #" + name);
        }
        macroDepth++;
        Map<String, Object> before = new HashMap<>();
        for (int i = 0; i < values.length; i++) {
            before.putIfAbsent(parameters.get(i), variables.get(parameters.get(i)));
            variables.put(parameters.get(i), values[i]);
        }
        return before;
    }

    void leaveMacro(Map<String, Object> before) {
        macroDepth--;
        before.forEach((name, value) -> {
            if (value == null) {
                variables.remove(name);
            } else {
                variables.put(name, value);
            }
        });
    }

    void write(String text) throws TemplateException {
        if (out.length() + (long) text.length() > Limit.GATEWAY_TEMPLATE_OUTPUT_CHARS.value()) {
            throw new TemplateException(
                    "the template writes more than " + Limit.GATEWAY_TEMPLATE_OUTPUT_CHARS.value() + " characters");
        }
        charge(text.length());
        out.append(text);
    }

    String written() {
        return out.toString();
    }

    Overrides overrides() throws TemplateException {
        return overrides.result(this);
    }

    private void down() throws TemplateException {
        step();
        if (++depth > Limit.GATEWAY_TEMPLATE_RUN_DEPTH.value()) {
            depth--;
            throw new TemplateException(
                    "the template runs more than " + Limit.GATEWAY_TEMPLATE_RUN_DEPTH.value() + " levels deep");
        }
    }
}
