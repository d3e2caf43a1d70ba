package io.millrace.backends.function;

import java.nio.file.Path;

/// What runs a language on this machine.
///
/// @param version what is compared: Java's and Node's major, Python's minor version
/// @param fullVersion as it calls itself
record Program(Path executable, int version, String fullVersion) {
    /// The folder of a Java: the one above `bin`.
    Path home() {
        return executable.getParent().getParent();
    }
}
