package io.millrace.core.template;

import io.millrace.core.limit.Limit;

/// What one evaluation may take.
final class Budget {
    private long steps;
    private long chars;

    void step() {
        if (++steps > Limit.TEMPLATE_STEPS.value()) {
            throw Refusal.error("evaluating it takes more than " + Limit.TEMPLATE_STEPS.value() + " steps");
        }
    }

    void chars(long made) {
        chars += made;
        if (chars > Limit.TEMPLATE_RESULT_CHARS.value()) {
            throw Refusal.error("its functions make more than " + Limit.TEMPLATE_RESULT_CHARS.value() + " characters");
        }
    }
}
