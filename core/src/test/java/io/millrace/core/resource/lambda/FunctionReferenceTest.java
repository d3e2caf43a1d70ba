package io.millrace.core.resource.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.fault.RequestException;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class FunctionReferenceTest {
    @Provide
    Arbitrary<String> names() {
        return Arbitraries.strings()
                .withCharRange('a', 'z')
                .withCharRange('A', 'Z')
                .withChars("0123456789-_")
                .ofMinLength(1)
                .ofMaxLength(64)
                .filter(name -> !name.matches("\\d{12}|[a-z]{2}(-[a-z]+)+-\\d{1,2}|function"));
    }

    @Provide
    Arbitrary<Optional<String>> qualifiers() {
        return Arbitraries.of("$LATEST", "1", "42", "live", "a-b_c").optional();
    }

    @Property
    void everyFormOfAFunctionIsTheSame(@ForAll("names") String name, @ForAll("qualifiers") Optional<String> qualifier) {
        String tail = name + qualifier.map(given -> ":" + given).orElse("");
        FunctionReference expected = new FunctionReference("eu-west-1", "000000000000", name, qualifier);
        for (String form : List.of(
                tail,
                "function:" + tail,
                "000000000000:function:" + tail,
                "arn:aws:lambda:eu-west-1:000000000000:function:" + tail)) {
            assertThat(FunctionReference.parse("eu-west-1", form)).as(form).isEqualTo(expected);
        }
        assertThat(FunctionReference.parse("us-east-1", expected.arn())).isEqualTo(expected);
        assertThat(FunctionReference.parse("eu-west-1", name).with(qualifier)).isEqualTo(expected);
    }

    @Property
    void anythingIsReadOrRefused(@ForAll String text) {
        try {
            assertThat(FunctionReference.parse("us-east-1", text).name()).matches("[a-zA-Z0-9-_]{1,64}");
        } catch (RequestException e) {
            assertThat(e.code()).isEqualTo("ValidationException");
        }
    }

    @Test
    void twoQualifiersMustAgree() {
        FunctionReference live = FunctionReference.parse("us-east-1", "clicks:live");

        assertThat(live.with(Optional.of("live"))).isEqualTo(live);
        assertThatThrownBy(() -> live.with(Optional.of("1")))
                .isInstanceOfSatisfying(
                        RequestException.class, e -> assertThat(e.code()).isEqualTo("InvalidParameterValueException"));
        assertThatThrownBy(() -> FunctionReference.parse("us-east-1", "clicks").with(Optional.of("a b")))
                .hasMessageContaining("Value 'a b' at 'qualifier'");
    }

    @Test
    void whatIsNoReferenceIsRefused() {
        for (String text : List.of("", "a b", "a/b", "a:b:c", "arn:aws:s3:::b", "clicks:", ":clicks", "x".repeat(65))) {
            assertThatThrownBy(() -> FunctionReference.parse("us-east-1", text))
                    .as(text)
                    .hasMessageContaining("'functionName' failed to satisfy constraint");
        }
    }
}
