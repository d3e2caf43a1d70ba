package io.millrace.server.cli;

import java.io.Console;
import java.util.Optional;

/// What the output goes to.
final class Terminal {
    private Terminal() {}

    /// Whether a person looks at it, so that lines may be drawn over.
    static boolean isOne() {
        return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    }
}
