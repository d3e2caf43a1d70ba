package io.millrace.server.aws.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.server.aws.auth.Credentials;
import io.millrace.server.aws.auth.SigV4;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.model.LogType;

/// With a credentials file, calls must be signed; the address of code is its own proof.
class LambdaSignedTest extends LambdaSession {
    @BeforeEach
    void demandSignatures() throws IOException {
        close();
        Path file = folder.resolve("credentials");
        Files.writeString(file, "[default]\naws_access_key_id = AKIDEXAMPLE\naws_secret_access_key = secretexample\n");
        server = new LambdaTestServer(folder, new SigV4(Credentials.read(file), InstantSource.system()).json());
        lambda = server.client();
    }

    @Test
    void signedCallsComeInAndOthersDoNot() throws IOException {
        create("clicks");

        assertThat(lambda.invoke(b -> b.functionName(ARN + "clicks:$LATEST")
                                .logType(LogType.TAIL)
                                .payload(SdkBytes.fromUtf8String("1")))
                        .payload()
                        .asUtf8String())
                .isEqualTo("1");
        lambda.tagResource(b -> b.resource(ARN + "clicks").tags(Map.of("a b", "c+d/é")));
        lambda.untagResource(b -> b.resource(ARN + "clicks").tagKeys("a b", "c"));
        String location =
                lambda.getFunction(b -> b.functionName("clicks")).code().location();
        try (InputStream zip = URI.create(location).toURL().openStream()) {
            assertThat(zip.readAllBytes()).isEqualTo(ZIP.asByteArray());
        }
        fails(
                () -> lambda.listFunctions(b -> b.overrideConfiguration(c -> c.credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDEXAMPLE", "wrong"))))),
                403,
                "InvalidSignatureException",
                "signature");
    }
}
