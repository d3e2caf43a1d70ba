package io.millrace.core.template;

import io.millrace.core.fault.RequestException;

/// CloudFormation's errors, in AWS's words.
final class Refusal {
    private Refusal() {}

    static RequestException invalid(String message) {
        return new RequestException("ValidationError", message);
    }

    /// What is written is no template.
    static RequestException format(String message) {
        return invalid("Template format error: " + message);
    }

    /// A function is not what it should be.
    static RequestException error(String message) {
        return invalid("Template error: " + message);
    }

    /// @param names comma-separated
    /// @param block `Resources` or `Outputs`
    static RequestException unresolved(String names, String block) {
        return format("Unresolved resource dependencies [" + names + "] in the " + block + " block of the template");
    }
}
