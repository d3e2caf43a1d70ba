package io.millrace.server.gateway.authorize;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.resource.apigateway.GatewayResponseType;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProblemsTest {
    @Test
    void whatAFunctionAnswersReachesTheLogOnceAndWithoutControlCharacters() {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream before = System.err;
        System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            Problems problems = new Problems();
            for (int i = 0; i < 3; i++) {
                assertThat(problems.configuration("auth01", "bad\u001b[2J\r\nname" + "x".repeat(9_000))
                                .type())
                        .isEqualTo(GatewayResponseType.AUTHORIZER_CONFIGURATION_ERROR);
            }
        } finally {
            System.setErr(before);
        }
        assertThat(printed.toString(StandardCharsets.UTF_8).strip())
                .contains("auth01: bad?[2J??namexxx")
                .hasSizeLessThan(500)
                .doesNotContain("\u001b")
                .doesNotContain("\n");
    }
}
