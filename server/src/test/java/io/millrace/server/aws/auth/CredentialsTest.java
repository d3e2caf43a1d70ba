package io.millrace.server.aws.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.function.FunctionAccess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CredentialsTest {
    private static final String SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

    private static Credentials parse(String text) {
        return Credentials.parse("keys", List.of(text.split("\n", -1)));
    }

    @Test
    void eachProfileIsAKey() {
        Credentials credentials = parse("""
                # who may write
                [default]
                aws_access_key_id = AKIDONE
                aws_secret_access_key=%s
                region = eu-west-1
                s3 =
                  addressing_style = path

                ; a session
                [ other ]
                aws_access_key_id=AKIDTWO
                aws_secret_access_key = a=b
                aws_session_token = TOKEN
                [empty]
                """.formatted(SECRET));

        assertThat(credentials.size()).isEqualTo(2);
        assertThat(credentials.find("AKIDONE")).contains(new AccessKey("AKIDONE", SECRET, Optional.empty()));
        assertThat(credentials.find("AKIDTWO")).contains(new AccessKey("AKIDTWO", "a=b", Optional.of("TOKEN")));
        assertThat(credentials.find("AKIDTHREE")).isEmpty();
    }

    @Test
    void theKeyOfFunctionsIsNotBelievedFromElsewhere() {
        Credentials credentials = parse("[a]\naws_access_key_id=AKID\naws_secret_access_key=" + SECRET)
                .withFunctions(new FunctionAccess.Credentials("ASIAFUNCTION", "functions secret", "functions token"));
        TestRequest fromElsewhere = TestRequest.of("GET", "/");

        assertThat(credentials.findFor(fromElsewhere, "ASIAFUNCTION")).isEmpty();
        assertThat(credentials.findFor(fromElsewhere, "AKID")).isPresent();
        assertThat(credentials.toString()).doesNotContain("functions ");
    }

    @Test
    void secretsAreNeverPrinted() {
        Credentials credentials = parse("[a]\naws_access_key_id=AKID\naws_secret_access_key=" + SECRET);

        assertThat(credentials.toString()).contains("AKID").doesNotContain(SECRET);
        assertThat(credentials.find("AKID").toString()).doesNotContain(SECRET);
    }

    @Test
    void whatIsWrongIsSaidWithItsLineAndWithoutTheSecret() {
        refused("[a]\naws_access_key_id=AKID\n" + SECRET, "keys:3: neither a [profile], nor name = value");
        refused("aws_secret_access_key=" + SECRET, "keys:1: a setting before the first [profile]");
        refused("[]\n", "keys:1: a profile is written [name]");
        refused("[a\n", "keys:1: a profile is written [name]");
        refused("\n[a]\naws_secret_access_key=" + SECRET, "keys:2: [a] has no aws_access_key_id");
        refused("[a]\naws_access_key_id=AKID\n", "keys:1: [a] has no aws_secret_access_key");
        refused("[a]\naws_access_key_id=A/B\naws_secret_access_key=" + SECRET, "letters and digits only");
        refused(
                "[a]\naws_access_key_id=A\naws_secret_access_key=x\naws_secret_access_key=" + SECRET,
                "keys:4: aws_secret_access_key is there twice in [a]");
        refused(
                "[a]\naws_access_key_id=A\naws_secret_access_key=x\n[b]\naws_access_key_id=A\n"
                        + "aws_secret_access_key=" + SECRET,
                "access key A is there twice with different secrets");
        refused("# nothing\n", "no profile in it");
    }

    private static void refused(String text, String message) {
        assertThatThrownBy(() -> parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message)
                .message()
                .doesNotContain(SECRET);
    }

    @Test
    void aFileIsReadAndAMissingOneIsSaidToBeMissing(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("credentials");
        Files.writeString(file, "\uFEFF[a]\r\naws_access_key_id=AKID\r\naws_secret_access_key=x\r\n");

        assertThat(Credentials.read(file).find("AKID")).contains(new AccessKey("AKID", "x", Optional.empty()));
        assertThatThrownBy(() -> Credentials.read(folder.resolve("none"))).isInstanceOf(NoSuchFileException.class);
    }
}
