package io.millrace.server.cli;

import io.millrace.core.resource.Arn;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// The region that a command is about.
final class Region {
    @Spec(Spec.Target.MIXEE)
    CommandSpec spec;

    @Option(
            names = "--region",
            paramLabel = "REGION",
            description = "The region. Default: AWS_REGION, AWS_DEFAULT_REGION, else " + Arn.DEFAULT_REGION)
    Optional<String> given;

    String name() {
        String name = Stream.of(given, variable("AWS_REGION"), variable("AWS_DEFAULT_REGION"))
                .flatMap(Optional::stream)
                .findFirst()
                .orElse(Arn.DEFAULT_REGION);
        if (!name.matches("[a-z0-9-]{1,32}")) {
            throw new CommandLine.ParameterException(spec.commandLine(), "'" + name + "' is no region");
        }
        return name;
    }

    private static Optional<String> variable(String name) {
        return Optional.ofNullable(System.getenv(name)).filter(value -> !value.isBlank());
    }
}
