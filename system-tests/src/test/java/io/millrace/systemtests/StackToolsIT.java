package io.millrace.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The stack of clicks by tools that nobody here wrote, unchanged but for the endpoint: every aws command line that the
/// machine has, and the CDK.
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class StackToolsIT {
    private static final String CDK = "aws-cdk@2.1148.1";
    private static final String CODE = "examples/mysfits/clicks/target/mysfits-clicks.jar";

    @TempDir
    Path folder;

    private MillraceProcess server;
    private Estate estate;
    private StubMysfits service;

    @BeforeEach
    void start() throws Exception {
        ClientPrograms.skipWithout(List.of("curl", "--version"));
        service = new StubMysfits();
        server = new MillraceProcess(folder.resolve("data")).start();
        estate = new Estate(server);
    }

    @AfterEach
    void stop() {
        service.close();
        estate.close();
        server.close();
    }

    @Test
    void everyAwsCommandLinePackagesDeploysAndDeletes() throws Exception {
        List<Path> versions = ClientPrograms.found("aws");
        ClientPrograms.skipIfNone(versions, "aws (Debian: awscli)");
        Streams.bucket(server, "code");
        for (int i = 0; i < versions.size(); i++) {
            AwsCli aws = new AwsCli(versions.get(i));
            String name = "clicks-" + i;
            aws.deploy(name);
            Map<String, String> outputs = outputs(name);
            String bucket = outputs.get("ClicksBucketName");
            Clicks.becomeLines(server, folder, Clicks.here(server, outputs.get("ClicksUrl")), bucket, 1);
            assertThat(aws.deploy(name)).contains("No changes to deploy");
            aws.run("s3", "rm", "s3://" + bucket, "--recursive");
            aws.run("cloudformation", "delete-stack", "--stack-name", name);
            aws.run("cloudformation", "wait", "stack-delete-complete", "--stack-name", name);
            assertThat(estate.ids().keySet()).containsOnly("AWS::Logs::LogGroup", "AWS::S3::Bucket");
            assertThat(estate.ids().get("AWS::S3::Bucket")).containsExactly("code");
        }
    }

    @Test
    void theCdkBootstrapsDeploysAndDestroysAndMakesWhatTheTemplateMakes() throws Exception {
        Cdk cdk = new Cdk();
        cdk.run("bootstrap");
        Map<String, List<String>> bootstrapped = estate.ids();
        assertThat(cdk.deploy()).contains("mysfits-clicks.ClicksUrl = ");
        Map<String, String> outputs = outputs("mysfits-clicks");
        ObjectNode made = Inventory.of(estate, "mysfits-clicks", StackDifferences.CDK_NAMES);

        assertThat(cdk.run("diff", "--fail"))
                .contains("There were no differences", "Number of stacks with differences: 0");
        assertThat(cdk.deploy()).contains("(no changes)");
        assertThat(Inventory.of(estate, "mysfits-clicks", StackDifferences.CDK_NAMES))
                .isEqualTo(made);
        Clicks.becomeLines(
                server, folder, Clicks.here(server, outputs.get("ClicksUrl")), outputs.get("ClicksBucketName"), 1);
        estate.empty(outputs.get("ClicksBucketName"));
        cdk.run("destroy", "--force", "--app", "cdk.out");
        Map<String, List<String>> left = estate.ids();
        left.remove("AWS::Logs::LogGroup");
        assertThat(left).isEqualTo(bootstrapped);

        List<Path> versions = ClientPrograms.found("aws");
        ClientPrograms.skipIfNone(versions, "aws (Debian: awscli)");
        Streams.bucket(server, "code");
        new AwsCli(versions.getFirst()).deploy("mysfits-clicks");
        ObjectNode byTemplate = Inventory.of(estate, "mysfits-clicks", StackDifferences.SAM_NAMES);
        StackDifferences.undo(byTemplate, made);
        assertThat(made.toPrettyString()).isEqualTo(byTemplate.toPrettyString());
    }

    private Map<String, String> outputs(String stack) {
        return Inventory.outputs(estate, stack);
    }

    /// An aws command line. Those before 2.13 know no `AWS_ENDPOINT_URL`, and their `package` no `--endpoint-url`:
    /// their code is put where `package` would have put it.
    private final class AwsCli {
        private final String program;
        private final boolean knowsEndpoint;

        AwsCli(Path program) throws Exception {
            this.program = program.toString();
            String version = ProgramRun.passes(server, folder, Map.of(), List.of(this.program, "--version"));
            knowsEndpoint = !version.matches("(?s)aws-cli/2\\.([0-9]|1[0-2])\\..*");
        }

        String run(String... arguments) throws Exception {
            List<String> command = new ArrayList<>(List.of(program));
            if (!knowsEndpoint) {
                command.addAll(List.of("--endpoint-url", server.url()));
            }
            command.addAll(List.of(arguments));
            return ProgramRun.passes(server, folder, Map.of(), command);
        }

        String deploy(String stack) throws Exception {
            List<String> command = new ArrayList<>(List.of("cloudformation", "deploy", "--stack-name", stack));
            command.addAll(List.of("--template-file", packaged().toString()));
            command.addAll(List.of("--capabilities", "CAPABILITY_IAM", "--no-fail-on-empty-changeset"));
            command.addAll(List.of("--parameter-overrides"));
            command.addAll(Clicks.parameters(service));
            return run(command.toArray(String[]::new));
        }

        private Path packaged() throws Exception {
            Path packaged = folder.resolve("packaged.yaml");
            if (knowsEndpoint) {
                run(
                        "cloudformation",
                        "package",
                        "--template-file",
                        Clicks.TEMPLATE.toString(),
                        "--s3-bucket",
                        "code",
                        "--output-template-file",
                        packaged.toString());
                return packaged;
            }
            run("s3", "cp", MillraceProcess.root().resolve(CODE).toString(), "s3://code/clicks.jar");
            return Clicks.packaged(packaged, "code", "clicks.jar");
        }
    }

    /// The CDK's command line, and the app that was made of `examples/mysfits/clicks-cdk`.
    private final class Cdk {
        private final Path work = Files.createDirectory(folder.resolve("cdk"));
        private final Map<String, String> environment = Map.of(
                "CDK_DISABLE_CLI_TELEMETRY", "true",
                "CDK_DISABLE_VERSION_CHECK", "true",
                "NO_COLOR", "1",
                "JSII_SILENCE_WARNING_UNTESTED_NODE_VERSION", "1");

        Cdk() throws Exception {
            ClientPrograms.skipIfNone(ClientPrograms.found("npm"), "npm");
            ProgramRun.passes(
                    server,
                    work,
                    environment,
                    List.of(
                            "npm",
                            "install",
                            "--prefix",
                            work.toString(),
                            "--no-audit",
                            "--no-fund",
                            "--no-package-lock",
                            "--silent",
                            CDK));
            Path app = MillraceProcess.root().resolve("examples/mysfits/clicks-cdk/target");
            String java =
                    Path.of(System.getProperty("java.home"), "bin", "java").toString();
            run(
                    "synth",
                    "--quiet",
                    "--output",
                    "cdk.out",
                    "-c",
                    "jar=" + MillraceProcess.root().resolve(CODE),
                    "--app",
                    java + " -cp '" + app.resolve("classes") + ":" + app.resolve("lib")
                            + "/*' io.millrace.examples.mysfits.cdk.ClicksApp");
        }

        String deploy() throws Exception {
            List<String> command = new ArrayList<>(
                    List.of("deploy", "--require-approval", "never", "--progress", "events", "--app", "cdk.out"));
            Clicks.parameters(service).forEach(parameter -> command.addAll(List.of("--parameters", parameter)));
            return run(command.toArray(String[]::new));
        }

        String run(String... arguments) throws Exception {
            List<String> command = new ArrayList<>(
                    List.of(work.resolve("node_modules/.bin/cdk").toString(), "--no-notices", "--ci"));
            command.addAll(List.of(arguments));
            if (arguments[0].equals("diff")) {
                command.addAll(List.of("--app", "cdk.out"));
            } else if (arguments[0].equals("bootstrap")) {
                command.addAll(List.of("aws://000000000000/us-east-1"));
            }
            return ProgramRun.passes(server, work, environment, command);
        }
    }
}
