package io.millrace.server.aws.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.lambda.model.AliasConfiguration;
import software.amazon.awssdk.services.lambda.model.FunctionUrlAuthType;
import software.amazon.awssdk.services.lambda.model.GetAccountSettingsResponse;
import software.amazon.awssdk.services.lambda.model.GetPolicyResponse;
import software.amazon.awssdk.services.lambda.model.PublishVersionResponse;
import software.amazon.awssdk.services.lambda.model.RecursiveLoop;
import software.amazon.awssdk.services.lambda.model.UpdateRuntimeOn;

/// Versions, aliases, permissions, tags and settings, as AWS's own Java client sees them.
class VersionsSdkTest extends LambdaSession {
    @Test
    void publishingTwiceGivesOneVersion() {
        create("clicks");

        PublishVersionResponse first =
                lambda.publishVersion(b -> b.functionName("clicks").description("first"));
        assertThat(first.version()).isEqualTo("1");
        assertThat(first.functionArn()).isEqualTo(ARN + "clicks:1");
        assertThat(first.description()).isEqualTo("first");
        assertThat(lambda.publishVersion(b -> b.functionName("clicks")).version())
                .isEqualTo("1");
        lambda.updateFunctionConfiguration(b -> b.functionName("clicks").timeout(9));
        assertThat(lambda.publishVersion(b -> b.functionName("clicks")).version())
                .isEqualTo("2");
        assertThat(lambda.getFunctionConfiguration(b -> b.functionName("clicks").qualifier("1"))
                        .timeout())
                .isEqualTo(3);
        assertThat(lambda.listVersionsByFunction(b -> b.functionName("clicks")).versions())
                .extracting("version")
                .containsExactly("$LATEST", "1", "2");
        fails(
                () -> lambda.publishVersion(b -> b.functionName("clicks").codeSha256("x")),
                400,
                "InvalidParameterValueException",
                "CodeSHA256 (x) is different");
        fails(
                () -> lambda.publishVersion(b -> b.functionName("clicks").revisionId("x")),
                412,
                "PreconditionFailedException",
                "Revision Id");
    }

    @Test
    void aNumberIsNeverGivenTwice() {
        create("clicks", b -> b.publish(true));

        lambda.deleteFunction(b -> b.functionName("clicks").qualifier("1"));

        assertThat(lambda.publishVersion(b -> b.functionName("clicks")).version())
                .isEqualTo("2");
        fails(
                () -> lambda.getFunction(b -> b.functionName("clicks:1")),
                404,
                "ResourceNotFoundException",
                "Function not found: " + ARN + "clicks:1");
        fails(
                () -> lambda.deleteFunction(b -> b.functionName("clicks").qualifier("$LATEST")),
                400,
                "InvalidParameterValueException",
                "$LATEST version cannot be deleted");
    }

    @Test
    void aliasesPointToVersions() {
        create("clicks", b -> b.publish(true));
        lambda.updateFunctionCode(
                b -> b.functionName("clicks").zipFile(OTHER_ZIP).publish(true));
        String revision = lambda.createAlias(b -> b.functionName("clicks")
                        .name("live")
                        .functionVersion("1")
                        .description("d"))
                .revisionId();

        assertThat(lambda.getFunction(b -> b.functionName("clicks:live"))
                        .configuration()
                        .version())
                .isEqualTo("1");
        lambda.updateAlias(b -> b.functionName("clicks")
                .name("live")
                .revisionId(revision)
                .routingConfig(r -> r.additionalVersionWeights(Map.of("2", 0.25))));
        AliasConfiguration listed =
                lambda.listAliases(b -> b.functionName("clicks")).aliases().getFirst();
        assertThat(listed.routingConfig().additionalVersionWeights()).containsExactly(Map.entry("2", 0.25));
        assertThat(listed.description()).isEqualTo("d");
        assertThat(lambda.listAliases(b -> b.functionName("clicks").functionVersion("3"))
                        .aliases())
                .isEmpty();
        fails(
                () -> lambda.updateAlias(
                        b -> b.functionName("clicks").name("live").revisionId(revision)),
                412,
                "PreconditionFailedException",
                "Revision Id");
        fails(
                () -> lambda.deleteFunction(b -> b.functionName("clicks").qualifier("2")),
                409,
                "ResourceConflictException",
                ARN + "clicks:live");
        lambda.deleteAlias(b -> b.functionName("clicks").name("live"));
        fails(
                () -> lambda.getAlias(b -> b.functionName("clicks").name("live")),
                404,
                "ResourceNotFoundException",
                "Cannot find alias arn: " + ARN + "clicks:live");
    }

    @Test
    void wrongAliasesAreRefused() {
        create("clicks", b -> b.publish(true));
        lambda.createAlias(b -> b.functionName("clicks").name("live").functionVersion("1"));

        fails(
                () -> lambda.createAlias(
                        b -> b.functionName("clicks").name("live").functionVersion("1")),
                409,
                "ResourceConflictException",
                "Alias already exists: " + ARN + "clicks:live");
        fails(
                () -> lambda.createAlias(b -> b.functionName("clicks").name("7").functionVersion("1")),
                400,
                "ValidationException",
                "'name'");
        fails(
                () -> lambda.createAlias(b -> b.functionName("clicks").name("x").functionVersion("9")),
                404,
                "ResourceNotFoundException",
                "Function not found: " + ARN + "clicks:9");
        fails(
                () -> lambda.updateAlias(b -> b.functionName("clicks")
                        .name("live")
                        .routingConfig(r -> r.additionalVersionWeights(Map.of("1", 0.5)))),
                400,
                "InvalidParameterValueException",
                "already included");
        fails(
                () -> lambda.getFunction(b -> b.functionName("clicks:live").qualifier("1")),
                400,
                "InvalidParameterValueException",
                "does not match the specified qualifier");
    }

    @Test
    void permissionsMakeAPolicy() throws IOException {
        create("clicks", b -> b.publish(true));
        String statement = lambda.addPermission(b -> b.functionName("clicks")
                        .statementId("s3")
                        .action("lambda:InvokeFunction")
                        .principal("s3.amazonaws.com")
                        .sourceArn("arn:aws:s3:::clicks")
                        .sourceAccount("000000000000"))
                .statement();

        assertThat(statement)
                .isEqualTo("{\"Sid\":\"s3\",\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"s3.amazonaws.com\"},"
                        + "\"Action\":\"lambda:InvokeFunction\",\"Resource\":\"" + ARN + "clicks\","
                        + "\"Condition\":{\"StringEquals\":{\"AWS:SourceAccount\":\"000000000000\"},"
                        + "\"ArnLike\":{\"AWS:SourceArn\":\"arn:aws:s3:::clicks\"}}}");
        lambda.addPermission(b -> b.functionName("clicks")
                .statementId("acc")
                .action("lambda:*")
                .principal("123456789012")
                .eventSourceToken("t"));
        lambda.addPermission(b -> b.functionName("clicks")
                .qualifier("1")
                .statementId("url")
                .action("lambda:InvokeFunctionUrl")
                .principal("*")
                .functionUrlAuthType(FunctionUrlAuthType.NONE));
        GetPolicyResponse policy = lambda.getPolicy(b -> b.functionName("clicks"));
        JsonNode statements = new ObjectMapper().readTree(policy.policy()).get("Statement");
        assertThat(statements).hasSize(2);
        assertThat(statements.get(0).at("/Principal/AWS").textValue()).isEqualTo("arn:aws:iam::123456789012:root");
        assertThat(lambda.getPolicy(b -> b.functionName("clicks").qualifier("1"))
                        .policy())
                .contains("\"Principal\":\"*\"", ARN + "clicks:1", "\"lambda:FunctionUrlAuthType\":\"NONE\"");
        fails(
                () -> lambda.removePermission(
                        b -> b.functionName("clicks").statementId("s3").revisionId("x")),
                412,
                "PreconditionFailedException",
                "GetPolicy");
        lambda.removePermission(b -> b.functionName("clicks").statementId("s3").revisionId(policy.revisionId()));
        fails(
                () -> lambda.removePermission(b -> b.functionName("clicks").statementId("s3")),
                404,
                "ResourceNotFoundException",
                "Statement s3 is not found");
    }

    @Test
    void wrongPermissionsAreRefused() {
        create("clicks");
        lambda.addPermission(
                b -> b.functionName("clicks").statementId("s").action("*").principal("*"));

        fails(
                () -> lambda.addPermission(b ->
                        b.functionName("clicks").statementId("s").action("*").principal("*")),
                409,
                "ResourceConflictException",
                "The statement id (s) provided already exists");
        fails(
                () -> lambda.addPermission(b ->
                        b.functionName("clicks").statementId("t").action("*").principal("someone")),
                400,
                "InvalidParameterValueException",
                "principal was invalid");
        fails(
                () -> lambda.addPermission(b -> b.functionName("clicks")
                        .statementId("t")
                        .action("s3:Get")
                        .principal("*")),
                400,
                "ValidationException",
                "'action'");
        fails(
                () -> lambda.addPermission(b -> b.functionName("clicks")
                        .qualifier("nope")
                        .statementId("t")
                        .action("*")
                        .principal("*")),
                404,
                "ResourceNotFoundException",
                "clicks:nope");
    }

    @Test
    void tagsAreKept() {
        create("clicks", b -> b.tags(Map.of("a", "1")));

        lambda.tagResource(b -> b.resource(ARN + "clicks").tags(Map.of("b", "2", "a", "3")));
        lambda.untagResource(b -> b.resource(ARN + "clicks").tagKeys("b", "none"));

        assertThat(lambda.listTags(b -> b.resource(ARN + "clicks")).tags()).containsExactly(Map.entry("a", "3"));
        fails(
                () -> lambda.listTags(b -> b.resource(ARN + "clicks:1")),
                400,
                "InvalidParameterValueException",
                "aliases and versions");
        fails(
                () -> lambda.listTags(b -> b.resource(ARN + "none")),
                404,
                "ResourceNotFoundException",
                "Function not found: " + ARN + "none");
    }

    @Test
    void concurrencyIsReserved() {
        create("clicks");
        assertThat(lambda.getFunctionConcurrency(b -> b.functionName("clicks")).reservedConcurrentExecutions())
                .isNull();

        lambda.putFunctionConcurrency(b -> b.functionName("clicks").reservedConcurrentExecutions(5));

        assertThat(lambda.getFunctionConcurrency(b -> b.functionName("clicks")).reservedConcurrentExecutions())
                .isEqualTo(5);
        assertThat(lambda.getFunction(b -> b.functionName("clicks"))
                        .concurrency()
                        .reservedConcurrentExecutions())
                .isEqualTo(5);
        GetAccountSettingsResponse account = lambda.getAccountSettings();
        assertThat(account.accountLimit().unreservedConcurrentExecutions()).isEqualTo(995);
        assertThat(account.accountUsage().functionCount()).isEqualTo(1);
        assertThat(account.accountUsage().totalCodeSize()).isEqualTo(6);
        fails(
                () -> lambda.putFunctionConcurrency(
                        b -> b.functionName("clicks").reservedConcurrentExecutions(901)),
                400,
                "InvalidParameterValueException",
                "below its minimum value of [100]");
        lambda.putFunctionConcurrency(b -> b.functionName("clicks").reservedConcurrentExecutions(900));
        lambda.deleteFunctionConcurrency(b -> b.functionName("clicks"));
        assertThat(lambda.getFunctionConcurrency(b -> b.functionName("clicks")).reservedConcurrentExecutions())
                .isNull();
    }

    @Test
    void whatToolsAskOfEveryFunctionIsAnswered() {
        create("clicks");

        assertThat(lambda.getFunctionCodeSigningConfig(b -> b.functionName("clicks"))
                        .codeSigningConfigArn())
                .isNull();
        assertThat(lambda.getFunctionRecursionConfig(b -> b.functionName("clicks"))
                        .recursiveLoop())
                .isEqualTo(RecursiveLoop.TERMINATE);
        assertThat(lambda.listProvisionedConcurrencyConfigs(b -> b.functionName("clicks"))
                        .provisionedConcurrencyConfigs())
                .isEmpty();
        fails(
                () -> lambda.getProvisionedConcurrencyConfig(
                        b -> b.functionName("clicks").qualifier("1")),
                404,
                "ProvisionedConcurrencyConfigNotFoundException",
                "No Provisioned");
        assertThat(lambda.getRuntimeManagementConfig(b -> b.functionName("clicks"))
                        .updateRuntimeOn())
                .isEqualTo(UpdateRuntimeOn.AUTO);
        lambda.putRuntimeManagementConfig(
                b -> b.functionName("clicks").updateRuntimeOn(UpdateRuntimeOn.FUNCTION_UPDATE));
        assertThat(lambda.getRuntimeManagementConfig(b -> b.functionName("clicks"))
                        .updateRuntimeOn())
                .isEqualTo(UpdateRuntimeOn.FUNCTION_UPDATE);
    }
}
