package io.millrace.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Terraform with AWS's provider as it was released, told by the environment alone where AWS is.
///
/// The provider comes from a folder of plugins that the machine has, else from Terraform's registry; whoever has it
/// elsewhere sets `TF_CLI_ARGS_init=-plugin-dir=…`, as for any other configuration.
final class Terraform {
    /// Folders that hold plugins, or a folder that does, where distributions and people put them.
    private static final List<Path> PLUGIN_FOLDERS = List.of(
            Path.of("/opt"),
            Path.of("/usr/share/terraform"),
            Path.of("/usr/local/share/terraform"),
            Path.of(System.getProperty("user.home"), ".terraform.d"));

    private static final String PROVIDER = "registry.terraform.io/hashicorp/aws";
    private static final Map<String, String> ENVIRONMENT =
            Map.of("CHECKPOINT_DISABLE", "1", "TF_IN_AUTOMATION", "1", "TF_INPUT", "0");

    private final MillraceProcess server;
    private final Path folder;
    private final String program;

    private Terraform(MillraceProcess server, Path folder, String program) {
        this.server = server;
        this.folder = folder;
        this.program = program;
    }

    /// Copies a configuration and makes it ready. Skips the test where there is no Terraform or no provider, on CI too:
    /// they are neither in Debian nor on Maven Central or npm.
    ///
    /// @param folder where to, with the state
    static Terraform of(MillraceProcess server, Path configuration, Path folder)
            throws IOException, InterruptedException {
        List<Path> programs = ClientPrograms.found("terraform");
        assumeFalse(programs.isEmpty(), "terraform is not installed");
        Files.createDirectories(folder);
        try (Stream<Path> files = Files.list(configuration)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".tf")).toList()) {
                Files.copy(file, folder.resolve(file.getFileName()));
            }
        }
        Terraform terraform = new Terraform(server, folder, programs.getFirst().toString());
        terraform.init();
        return terraform;
    }

    private void init() throws IOException, InterruptedException {
        StringBuilder said = new StringBuilder();
        List<List<String>> ways = new ArrayList<>();
        pluginFolders().forEach(plugins -> ways.add(List.of("-plugin-dir=" + plugins)));
        ways.add(List.of());
        boolean ready = false;
        for (List<String> way : ways) {
            if (!ready) {
                ProgramRun run = run("init", way);
                said.append(run.printed());
                ready = run.status() == 0;
            }
        }
        assumeTrue(ready, () -> "terraform finds no provider for AWS:\n" + said);
    }

    private static List<Path> pluginFolders() throws IOException {
        List<Path> found = new ArrayList<>();
        for (Path place : PLUGIN_FOLDERS) {
            if (Files.isDirectory(place)) {
                try (Stream<Path> below = Files.list(place)) {
                    Stream.concat(Stream.of(place), below)
                            .filter(each -> Files.isDirectory(each.resolve(PROVIDER)))
                            .forEach(found::add);
                }
            }
        }
        return found;
    }

    void apply(List<String> variables) throws IOException, InterruptedException {
        passes("apply", variables, "-auto-approve");
    }

    void destroy(List<String> variables) throws IOException, InterruptedException {
        passes("destroy", variables, "-auto-approve");
    }

    /// A plan must find nothing to do.
    void findsNoChanges(List<String> variables) throws IOException, InterruptedException {
        assertThat(passes("plan", variables, "-detailed-exitcode")).contains("No changes.");
    }

    /// As the state has it: what Terraform prints may have warnings around it.
    String output(String name) throws IOException {
        JsonNode value = new ObjectMapper()
                .readTree(folder.resolve("terraform.tfstate").toFile())
                .path("outputs")
                .path(name)
                .path("value");
        assertThat(value.isTextual()).as(name).isTrue();
        return value.textValue();
    }

    private String passes(String verb, List<String> variables, String option) throws IOException, InterruptedException {
        List<String> options = new ArrayList<>(List.of(option));
        variables.forEach(variable -> options.addAll(List.of("-var", variable)));
        ProgramRun run = run(verb, options);
        assertThat(run.status()).as("terraform %s\n%s", verb, run.printed()).isZero();
        return run.printed();
    }

    private ProgramRun run(String verb, List<String> options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(program, verb, "-no-color"));
        command.addAll(options);
        return ProgramRun.of(server, folder, ENVIRONMENT, command);
    }
}
