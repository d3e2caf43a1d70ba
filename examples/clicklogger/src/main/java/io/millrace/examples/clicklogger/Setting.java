package io.millrace.examples.clicklogger;

/// What a function is told by its environment.
final class Setting {
    private Setting() {}

    /// @param meaning what is missing when it is not set
    static String of(String variable, String meaning) {
        String value = System.getenv(variable);
        if (value == null || value.isBlank()) {
            throw new IllegalStateException(variable + " is not set: " + meaning);
        }
        return value;
    }
}
