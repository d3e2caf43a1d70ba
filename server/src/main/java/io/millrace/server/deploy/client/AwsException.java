package io.millrace.server.deploy.client;

import io.millrace.server.terminal.TerminalText;
import java.io.IOException;

/// A call that a service refused, with AWS's code. The message is for the user.
public final class AwsException extends IOException {
    private static final long serialVersionUID = 1;

    private final String code;

    /// @param text what the service says of it
    AwsException(String operation, String code, String text) {
        super(operation + " was refused: " + TerminalText.safe(text) + " (" + TerminalText.safe(code) + ")");
        this.code = code;
    }

    public String code() {
        return code;
    }
}
