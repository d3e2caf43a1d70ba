package io.millrace.server.terminal;

import java.io.Console;
import java.util.Optional;

/// What the output goes to.
public final class Terminal {
    private Terminal() {}

    /// Whether a person looks at it, so that lines may be drawn over.
    public static boolean isOne() {
        return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    }
}
