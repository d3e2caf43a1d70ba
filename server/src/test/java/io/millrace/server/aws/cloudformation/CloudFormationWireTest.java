package io.millrace.server.aws.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.store.ObjectHeaders;
import io.millrace.core.store.ObjectWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What clients of CloudFormation see, element by element. Ids that are made anew each time stand as `UUID` and `ID`.
class CloudFormationWireTest {
    private static final String TEMPLATE = """
            Description: <one> & only
            Parameters:
              Note: {Type: String, Default: a, Description: of it, AllowedValues: [a, b]}
              Secret: {Type: String, NoEcho: true, Default: hush}
            Resources:
              Meta: {Type: AWS::CDK::Metadata, Properties: {Analytics: !Ref Note}, Metadata: {k: v}}
            Outputs:
              Out: {Value: !Ref Note, Description: what, Export: {Name: exported}}
            """;

    private final StringBuilder transcript = new StringBuilder();
    private CloudFormationTestServer server;

    @BeforeEach
    void open(@TempDir Path folder) {
        server = new CloudFormationTestServer(folder);
    }

    @AfterEach
    void close() {
        server.close();
    }

    private void say(String action, String... pairs) {
        CloudFormationTestServer.Answer answer = server.call(action, pairs);
        transcript
                .append("## ")
                .append(answer.status())
                .append(' ')
                .append(action)
                .append('\n');
        transcript.append(answer.body()
                .replace("><", ">\n<")
                .replaceAll("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", "UUID")
                .replaceAll("(PhysicalResourceId>)[0-9a-f]{32}<", "$1ID<")
                .replaceAll("<RequestId>[^<]*<", "<RequestId>UUID<"));
    }

    private void isGolden(String name) throws IOException {
        try (InputStream golden = getClass().getResourceAsStream(name)) {
            String expected = new String(Objects.requireNonNull(golden, name).readAllBytes(), StandardCharsets.UTF_8);
            assertThat(transcript.toString()).isEqualTo(expected);
        }
    }

    private void made() {
        server.call(
                "CreateStack",
                "StackName",
                "one",
                "TemplateBody",
                TEMPLATE,
                "Tags.member.1.Key",
                "team",
                "Tags.member.1.Value",
                "x",
                "ClientRequestToken",
                "token-1");
        server.settle("one");
    }

    @Test
    void stacksAreShownAsAwsShowsThem() throws IOException {
        say(
                "CreateStack",
                "StackName",
                "one",
                "TemplateBody",
                TEMPLATE,
                "Tags.member.1.Key",
                "team",
                "Tags.member.1.Value",
                "x",
                "ClientRequestToken",
                "token-1",
                "EnableTerminationProtection",
                "true");
        server.settle("one");
        say("DescribeStacks", "StackName", "one");
        say("ListStacks", "StackStatusFilter.member.1", "CREATE_COMPLETE");
        say("DescribeStackEvents", "StackName", "one");
        say("DescribeStackResource", "StackName", "one", "LogicalResourceId", "Meta");
        say("DescribeStackResources", "StackName", "one");
        say("ListStackResources", "StackName", "one");
        say("ListExports");
        say("GetStackPolicy", "StackName", "one");
        say("UpdateTerminationProtection", "StackName", "one", "EnableTerminationProtection", "false");
        say("DescribeAccountLimits");
        say("DeleteStack", "StackName", "one");

        isGolden("stacks.txt");
    }

    @Test
    void templatesAreShownAsAwsShowsThem() throws IOException {
        made();
        say("GetTemplate", "StackName", "one", "TemplateStage", "Original");
        say("GetTemplateSummary", "TemplateBody", TEMPLATE);
        say("ValidateTemplate", "TemplateBody", TEMPLATE);

        isGolden("templates.txt");
    }

    @Test
    void changeSetsAreShownAsAwsShowsThem() throws IOException {
        made();
        say(
                "CreateChangeSet",
                "StackName",
                "one",
                "ChangeSetName",
                "next",
                "UsePreviousTemplate",
                "true",
                "Parameters.member.1.ParameterKey",
                "Note",
                "Parameters.member.1.ParameterValue",
                "b",
                "DeploymentConfig.Mode",
                "STANDARD",
                "IncludeNestedStacks",
                "true");
        say("DescribeChangeSet", "StackName", "one", "ChangeSetName", "next");
        say("ListChangeSets", "StackName", "one");
        say("ExecuteChangeSet", "StackName", "one", "ChangeSetName", "next");
        server.settle("one");
        say("DeleteChangeSet", "StackName", "one", "ChangeSetName", "other");

        isGolden("change-sets.txt");
    }

    @Test
    void refusalsAreInAwsWords() throws IOException {
        made();
        say("DescribeStacks", "StackName", "none");
        say("DescribeStackEvents", "StackName", "none");
        say("DescribeChangeSet", "StackName", "one", "ChangeSetName", "none");
        say("UpdateStack", "StackName", "one", "UsePreviousTemplate", "true");
        say("CreateStack", "StackName", "one", "TemplateBody", TEMPLATE);
        say("CreateStack", "StackName", "1", "TemplateBody", TEMPLATE);
        say("CreateStack", "StackName", "two");
        say("CreateStack", "StackName", "two", "TemplateBody", TEMPLATE, "StackPolicyBody", "{}");
        say("CreateStack", "StackName", "two", "TemplateBody", TEMPLATE, "Other.member.1", "x");
        say("CreateStack", "StackName", "two", "TemplateURL", "https://example.com/a/b");
        say("DetectStackDrift", "StackName", "one");
        say("DescribeEvents", "StackName", "one");
        say("ListImports", "ExportName", "exported");
        say("Unknown");

        isGolden("refusals.txt");
    }

    @Test
    void aNestedStackIsAStackOfItsOwn() throws IOException {
        server.store.createBucket("templates");
        try (ObjectWriter writer = server.store.writer("templates", "child.yaml", ObjectHeaders.NONE)) {
            writer.write(TEMPLATE.getBytes(StandardCharsets.UTF_8));
            writer.commit();
        }
        server.call("CreateStack", "StackName", "outer", "TemplateBody", """
                Resources:
                  Child: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: "https://templates.s3.amazonaws.com/child.yaml", Parameters: {Note: b}}}
                Outputs:
                  Out: {Value: !GetAtt Child.Outputs.Out}
                """);
        server.settle("outer");

        String all = server.call("DescribeStacks").body();
        assertThat(all).contains("<OutputKey>Out</OutputKey><OutputValue>b</OutputValue></member>");
        assertThat(all).containsPattern("<StackName>outer-Child-[A-Z0-9]{12}</StackName>");
        assertThat(all).containsPattern("<ParentId>[^<]*stack/outer/[^<]*</ParentId><RootId>[^<]*stack/outer/");

        server.call("DeleteStack", "StackName", "outer");
        server.settle(all.replaceAll("(?s).*<ParentId>([^<]*)<.*", "$1"));
        assertThat(server.call("DescribeStacks").body()).contains("<Stacks/>");
    }

    @Test
    void aLongListingComesInPages() {
        StringBuilder template = new StringBuilder("Resources:\n");
        for (int i = 0; i < 120; i++) {
            template.append("  R%03d: {Type: AWS::CDK::Metadata}\n".formatted(i));
        }
        server.call("CreateStack", "StackName", "long", "TemplateBody", template.toString());
        server.settle("long");

        String first = server.call("ListStackResources", "StackName", "long").body();
        String token = first.replaceAll("(?s).*<NextToken>([^<]*)<.*", "$1");
        String second = server.call("ListStackResources", "StackName", "long", "NextToken", token)
                .body();

        assertThat(first).contains("R000<", "R099<").doesNotContain("R100<");
        assertThat(second).contains("R100<", "R119<").doesNotContain("R099<", "NextToken");
        assertThat(server.call("ListStackResources", "StackName", "long", "NextToken", "???")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void eventsComeInPagesEachOnceTheLatestFirst() {
        StringBuilder template = new StringBuilder("Resources:\n");
        for (int i = 0; i < 120; i++) {
            template.append("  R%03d: {Type: AWS::CDK::Metadata}\n".formatted(i));
        }
        server.call("CreateStack", "StackName", "eventful", "TemplateBody", template.toString());
        server.settle("eventful");

        List<String> ids = new ArrayList<>();
        List<String> times = new ArrayList<>();
        String page =
                server.call("DescribeStackEvents", "StackName", "eventful").body();
        int pages = 1;
        while (true) {
            Pattern.compile("<EventId>([^<]*)<")
                    .matcher(page)
                    .results()
                    .map(id -> id.group(1))
                    .forEach(ids::add);
            Pattern.compile("<Timestamp>([^<]*)<")
                    .matcher(page)
                    .results()
                    .map(id -> id.group(1))
                    .forEach(times::add);
            if (!page.contains("<NextToken>")) {
                break;
            }
            String token = page.replaceAll("(?s).*<NextToken>([^<]*)<.*", "$1");
            page = server.call("DescribeStackEvents", "StackName", "eventful", "NextToken", token)
                    .body();
            pages++;
        }

        // Three of each resource and two of the stack.
        assertThat(ids).hasSize(3 * 120 + 2).doesNotHaveDuplicates();
        assertThat(pages).isEqualTo(4);
        assertThat(times.getFirst()).isGreaterThanOrEqualTo(times.getLast());
        assertThat(page).contains("<ResourceStatusReason>User Initiated<");
        for (String token : List.of("???", "YXQgeA", "ZXZlbnQ")) {
            assertThat(server.call("DescribeStackEvents", "StackName", "eventful", "NextToken", token)
                            .status())
                    .isEqualTo(400);
        }
    }
}
