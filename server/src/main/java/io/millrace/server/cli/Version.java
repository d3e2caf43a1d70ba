package io.millrace.server.cli;

import java.util.Optional;

/// The program's own version, which its jar names.
public final class Version {
    /// `development` when the classes do not come from the jar.
    public static final String TEXT = Optional.ofNullable(
                    Version.class.getPackage().getImplementationVersion())
            .orElse("development");

    private Version() {}
}
