package io.millrace.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.server.RunningServer;
import io.millrace.server.StartOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StartArgumentsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "start",
                "start --port 0 --data /tmp/a",
                "start --port=4567 --host localhost",
                "start --log embedded:?retention=7d --credentials keys.ini",
                "start --host=::1 --log=embedded:/tmp/log?fsync=false --data x/../y"
            })
    void whatIsPlainIsReadAsPicocliReadsIt(String line) {
        String[] args = line.split(" ", -1);
        List<StartOptions> byPicocli = new ArrayList<>();
        Millrace.commandLine(
                        options -> {
                            byPicocli.add(options);
                            return failing();
                        },
                        args)
                .execute(args);
        assertThat(StartArguments.read(args)).isPresent().contains(byPicocli.getFirst());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "status",
                "start --help",
                "start --port",
                "start --port x",
                "start --port 65536",
                "start --port -1",
                "start --port 1 --port 2",
                "start --nope 1",
                "start extra",
                "start --host 0.0.0.0",
                "start --host 192.0.2.1 --credentials keys.ini",
                "start --data="
            })
    void everythingElseIsLeftToPicocli(String line) {
        assertThat(StartArguments.read(line.split(" ", -1))).isEmpty();
    }

    @Test
    void whatIsNotSaidIsTheDefault() {
        assertThat(StartArguments.read("start"))
                .contains(new StartOptions(
                        StartOptions.DEFAULT_HOST,
                        StartOptions.DEFAULT_PORT,
                        Path.of(".millrace").toAbsolutePath(),
                        StartOptions.DEFAULT_LOG,
                        StartOptions.DEFAULT_TABLES,
                        Optional.empty(),
                        Optional.empty()));
    }

    private static RunningServer failing() {
        throw new IllegalStateException("not started here");
    }
}
