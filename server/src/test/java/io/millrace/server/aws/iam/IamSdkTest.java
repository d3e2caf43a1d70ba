package io.millrace.server.aws.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.backends.log.EmbeddedLog;
import io.millrace.backends.log.EmbeddedLogConfig;
import io.millrace.core.catalog.Catalog;
import io.millrace.core.log.EventLog;
import io.millrace.server.aws.protocol.Authenticator;
import io.millrace.server.aws.protocol.QueryProtocol;
import io.millrace.server.http.HttpListener;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;
import software.amazon.awssdk.services.iam.model.InstanceProfile;
import software.amazon.awssdk.services.iam.model.Policy;
import software.amazon.awssdk.services.iam.model.PolicyRole;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.Tag;

/// What AWS's own Java client sees.
class IamSdkTest {
    private static final Instant NOW = Instant.parse("2026-11-21T09:00:00Z");
    private static final String TRUST = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\","
            + "\"Principal\":{\"Service\":\"lambda.amazonaws.com\"},\"Action\":\"sts:AssumeRole\"}]}";
    private static final String DOCUMENT = "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\","
            + "\"Action\":\"s3:Get*\",\"Resource\":\"arn:aws:s3:::a + b/*\"}}";
    private static final String LOGS = "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole";

    @TempDir
    Path folder;

    private EventLog log;
    private HttpListener listener;
    private IamClient iam;

    @BeforeEach
    void open() {
        log = EmbeddedLog.open(EmbeddedLogConfig.DEFAULT, folder.resolve("log"), () -> NOW);
        QueryProtocol protocol = new QueryProtocol(
                List.of(IamDoor.service(Catalog.open(log), () -> NOW, new Random(1))), Authenticator.OPEN);
        listener = HttpListener.start("127.0.0.1", 0, protocol::handle);
        iam = IamClient.builder()
                .endpointOverride(URI.create("http://127.0.0.1:" + listener.port()))
                .region(Region.AWS_GLOBAL)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDEXAMPLE", "x")))
                .httpClient(UrlConnectionHttpClient.create())
                .build();
        iam.createRole(b -> b.roleName("orders").path("/shop/").assumeRolePolicyDocument(TRUST));
    }

    @AfterEach
    void close() {
        iam.close();
        listener.close();
        log.close();
    }

    @Test
    void aRoleReadsBackAsItWasMade() {
        Role made = iam.createRole(b -> b.roleName("full")
                        .assumeRolePolicyDocument(TRUST)
                        .description("a & b")
                        .maxSessionDuration(7200)
                        .permissionsBoundary(LOGS)
                        .tags(Tag.builder().key("team").value("shop").build()))
                .role();
        Role role = iam.getRole(b -> b.roleName("full")).role();

        assertThat(role.arn()).isEqualTo("arn:aws:iam::000000000000:role/full");
        assertThat(role.roleId()).matches("AROA[A-Z2-7]{17}").isEqualTo(made.roleId());
        assertThat(role.createDate()).isEqualTo(NOW);
        assertThat(decoded(role.assumeRolePolicyDocument())).isEqualTo(TRUST);
        assertThat(role.description()).isEqualTo("a & b");
        assertThat(role.maxSessionDuration()).isEqualTo(7200);
        assertThat(role.permissionsBoundary().permissionsBoundaryArn()).isEqualTo(LOGS);
        assertThat(role.tags()).extracting(Tag::key).containsExactly("team");
        assertThat(iam.listRolesPaginator(b -> b.maxItems(1)).roles())
                .extracting(Role::arn)
                .containsExactly(role.arn(), "arn:aws:iam::000000000000:role/shop/orders");
    }

    @Test
    void policiesOfARoleAreKept() {
        iam.putRolePolicy(b -> b.roleName("orders").policyName("read").policyDocument(DOCUMENT));
        iam.attachRolePolicy(b -> b.roleName("orders").policyArn(LOGS));

        assertThat(iam.listRolePolicies(b -> b.roleName("orders")).policyNames())
                .containsExactly("read");
        assertThat(decoded(iam.getRolePolicy(b -> b.roleName("orders").policyName("read"))
                        .policyDocument()))
                .isEqualTo(DOCUMENT);
        assertThat(iam.listAttachedRolePolicies(b -> b.roleName("orders")).attachedPolicies())
                .containsExactly(AttachedPolicy.builder()
                        .policyArn(LOGS)
                        .policyName("AWSLambdaBasicExecutionRole")
                        .build());
        fails(() -> iam.deleteRole(b -> b.roleName("orders")), "DeleteConflict", 409, "must detach all policies first");
        iam.detachRolePolicy(b -> b.roleName("orders").policyArn(LOGS));
        fails(() -> iam.deleteRole(b -> b.roleName("orders")), "DeleteConflict", 409, "must delete policies first");
        iam.deleteRolePolicy(b -> b.roleName("orders").policyName("read"));
        iam.deleteRole(b -> b.roleName("orders"));
        fails(
                () -> iam.getRole(b -> b.roleName("orders")),
                "NoSuchEntity",
                404,
                "The role with name orders cannot be found.");
    }

    @Test
    void managedPoliciesHaveVersions() {
        Policy policy = iam.createPolicy(b -> b.policyName("reading").policyDocument(DOCUMENT))
                .policy();
        String arn = policy.arn();
        String second = iam.createPolicyVersion(
                        b -> b.policyArn(arn).policyDocument(DOCUMENT).setAsDefault(true))
                .policyVersion()
                .versionId();

        assertThat(policy.policyId()).matches("ANPA[A-Z2-7]{17}");
        assertThat(second).isEqualTo("v2");
        assertThat(iam.getPolicy(b -> b.policyArn(arn)).policy().defaultVersionId())
                .isEqualTo("v2");
        assertThat(decoded(iam.getPolicyVersion(b -> b.policyArn(arn).versionId("v1"))
                        .policyVersion()
                        .document()))
                .isEqualTo(DOCUMENT);
        fails(
                () -> iam.deletePolicyVersion(b -> b.policyArn(arn).versionId("v2")),
                "DeleteConflict",
                409,
                "default version");
        iam.attachRolePolicy(b -> b.roleName("orders").policyArn(arn));
        assertThat(iam.listEntitiesForPolicy(b -> b.policyArn(arn)).policyRoles())
                .extracting(PolicyRole::roleName)
                .containsExactly("orders");
        fails(() -> iam.deletePolicy(b -> b.policyArn(arn)), "DeleteConflict", 409, "attached to entities");
        iam.detachRolePolicy(b -> b.roleName("orders").policyArn(arn));
        iam.deletePolicyVersion(b -> b.policyArn(arn).versionId("v1"));
        iam.deletePolicy(b -> b.policyArn(arn));
        fails(() -> iam.getPolicy(b -> b.policyArn(arn)), "NoSuchEntity", 404, "was not found");
    }

    @Test
    void policiesOfAwsAreTakenByTheirArn() {
        Policy policy = iam.getPolicy(b -> b.policyArn(LOGS)).policy();

        assertThat(policy.path()).isEqualTo("/service-role/");
        assertThat(iam.getPolicyVersion(b -> b.policyArn(LOGS).versionId(policy.defaultVersionId()))
                        .policyVersion()
                        .document())
                .contains("PutLogEvents");
        iam.attachRolePolicy(b -> b.roleName("orders").policyArn("arn:aws:iam::aws:policy/Whatever"));
        fails(() -> iam.deletePolicy(b -> b.policyArn(LOGS)), "AccessDenied", 403, "cannot be changed");
    }

    @Test
    void anInstanceProfileHasOneRole() {
        iam.createInstanceProfile(b -> b.instanceProfileName("p"));
        iam.addRoleToInstanceProfile(b -> b.instanceProfileName("p").roleName("orders"));

        InstanceProfile profile =
                iam.getInstanceProfile(b -> b.instanceProfileName("p")).instanceProfile();
        assertThat(profile.roles()).extracting(Role::roleName).containsExactly("orders");
        assertThat(profile.instanceProfileId()).matches("AIPA[A-Z2-7]{17}");
        assertThat(iam.listInstanceProfilesForRole(b -> b.roleName("orders")).instanceProfiles())
                .hasSize(1);
        fails(() -> iam.deleteRole(b -> b.roleName("orders")), "DeleteConflict", 409, "instance profile");
        iam.removeRoleFromInstanceProfile(b -> b.instanceProfileName("p").roleName("orders"));
        iam.deleteInstanceProfile(b -> b.instanceProfileName("p"));
    }

    @Test
    void whatIsWrongIsSaidInAwsWords() {
        fails(
                () -> iam.createRole(b -> b.roleName("orders").assumeRolePolicyDocument(TRUST)),
                "EntityAlreadyExists",
                409,
                "Role with name orders already exists.");
        fails(
                () -> iam.createRole(b -> b.roleName("x").assumeRolePolicyDocument("{")),
                "MalformedPolicyDocument",
                400,
                "invalid Json");
        fails(
                () -> iam.putRolePolicy(
                        b -> b.roleName("orders").policyName("p").policyDocument(TRUST)),
                "MalformedPolicyDocument",
                400,
                "should not specify a principal");
        fails(
                () -> iam.createRole(b -> b.roleName("a b").assumeRolePolicyDocument(TRUST)),
                "ValidationError",
                400,
                "roleName");
        fails(
                () -> iam.attachRolePolicy(
                        b -> b.roleName("orders").policyArn("arn:aws:iam::000000000000:policy/none")),
                "NoSuchEntity",
                404,
                "does not exist or is not attachable");
        fails(() -> iam.getUser(b -> b.userName("bob")), "NoSuchEntity", 404, "bob");
        assertThat(iam.getUser().user().arn()).isEqualTo("arn:aws:iam::000000000000:root");
        assertThat(iam.getAccountSummary().summaryMapAsStrings()).containsEntry("Roles", 1);
    }

    private static String decoded(String document) {
        return URLDecoder.decode(document, StandardCharsets.UTF_8);
    }

    private static void fails(ThrowingCallable call, String code, int status, String words) {
        assertThatThrownBy(call).isInstanceOfSatisfying(AwsServiceException.class, failure -> {
            assertThat(failure.awsErrorDetails().errorCode()).isEqualTo(code);
            assertThat(failure.statusCode()).isEqualTo(status);
            assertThat(failure.awsErrorDetails().errorMessage()).contains(words);
        });
    }
}
