package io.millrace.server.aws.sts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.server.aws.auth.Credentials;
import io.millrace.server.aws.auth.Sessions;
import io.millrace.server.aws.auth.SigV4;
import io.millrace.server.aws.protocol.QueryProtocol;
import io.millrace.server.http.HttpListener;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/// Temporary credentials where signatures are demanded, as AWS's own Java client sees them.
class StsSdkTest {
    private static final String ROLE = "arn:aws:iam::000000000000:role/cdk-hnb659fds-deploy-role";

    private HttpListener listener;
    private volatile Duration later = Duration.ZERO;

    @BeforeEach
    void open(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("credentials");
        Files.writeString(file, "[owner]\naws_access_key_id=AKIDOWNER\naws_secret_access_key=secret\n");
        Sessions sessions = new Sessions(() -> Instant.now().plus(later), new Random(1));
        SigV4 sigV4 = new SigV4(Credentials.read(file).withSessions(sessions), InstantSource.system());
        QueryProtocol protocol = new QueryProtocol(
                List.of(StsDoor.service(
                        sessions, name -> name.startsWith("cdk") ? Optional.of("AROACDK") : Optional.empty())),
                sigV4.query());
        listener = HttpListener.start("127.0.0.1", 0, protocol::handle);
    }

    @AfterEach
    void close() {
        listener.close();
    }

    private StsClient client(AwsCredentials credentials) {
        return StsClient.builder()
                .endpointOverride(URI.create("http://127.0.0.1:" + listener.port()))
                .region(Region.EU_WEST_1)
                .credentialsProvider(StaticCredentialsProvider.create(credentials))
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }

    private static AwsCredentials of(AssumeRoleResponse assumed, String token) {
        return AwsSessionCredentials.create(
                assumed.credentials().accessKeyId(), assumed.credentials().secretAccessKey(), token);
    }

    @Test
    void anAssumedRoleIsWhoSignsWithItsCredentialsUntilTheyExpire() {
        try (StsClient owner = client(AwsBasicCredentials.create("AKIDOWNER", "secret"))) {
            AssumeRoleResponse assumed =
                    owner.assumeRole(b -> b.roleArn(ROLE).roleSessionName("me").durationSeconds(900));
            assertThat(owner.getCallerIdentity().arn()).isEqualTo("arn:aws:iam::000000000000:root");
            try (StsClient role = client(of(assumed, assumed.credentials().sessionToken()));
                    StsClient forger = client(of(assumed, "other"));
                    StsClient stranger = client(AwsBasicCredentials.create("ASIASTRANGER", "secret"))) {
                GetCallerIdentityResponse caller = role.getCallerIdentity();
                assertThat(caller.arn())
                        .isEqualTo("arn:aws:sts::000000000000:assumed-role/cdk-hnb659fds-deploy-role/me")
                        .isEqualTo(assumed.assumedRoleUser().arn());
                assertThat(caller.userId()).isEqualTo("AROACDK:me");
                fails(forger::getCallerIdentity, "InvalidClientTokenId");
                fails(stranger::getCallerIdentity, "InvalidClientTokenId");
                later = Duration.ofSeconds(901);
                fails(role::getCallerIdentity, "ExpiredToken");
            }
        }
    }

    @Test
    void whatIsNotHereIsRefused() {
        try (StsClient owner = client(AwsBasicCredentials.create("AKIDOWNER", "secret"))) {
            fails(() -> owner.assumeRole(b -> b.roleArn("role").roleSessionName("me")), "ValidationError");
            fails(() -> owner.assumeRole(b -> b.roleArn(ROLE).roleSessionName("m e")), "ValidationError");
            fails(
                    () -> owner.assumeRole(
                            b -> b.roleArn(ROLE).roleSessionName("me").durationSeconds(60)),
                    "ValidationError");
            fails(() -> owner.getFederationToken(b -> b.name("me")), "InvalidAction");
            assertThat(owner.getSessionToken().credentials().accessKeyId()).startsWith("ASIA");
            assertThat(owner.getAccessKeyInfo(b -> b.accessKeyId("AKIDOWNER0000000"))
                            .account())
                    .isEqualTo("000000000000");
        }
    }

    private static void fails(ThrowingCallable call, String code) {
        assertThatThrownBy(call).isInstanceOfSatisfying(AwsServiceException.class, failure -> assertThat(
                        failure.awsErrorDetails().errorCode())
                .isEqualTo(code));
    }
}
