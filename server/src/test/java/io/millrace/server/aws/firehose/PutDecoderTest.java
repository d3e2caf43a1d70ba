package io.millrace.server.aws.firehose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.fault.RequestException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class PutDecoderTest {
    @Example
    void readsWhatSdksSend() {
        PutRequest one = PutDecoder.one(utf8("{\"DeliveryStreamName\":\"clicks\",\"Record\":{\"Data\":\"aGk=\"}}"));
        assertThat(one.stream()).isEqualTo("clicks");
        assertThat(one.records()).containsExactly(utf8("hi"));
        PutRequest many = PutDecoder.batch(utf8(
                "{ \"Records\" : [ {\"Data\":\"aGk=\"} , {\"Data\":\"\"} ], \"DeliveryStreamName\": \"a.b-c_d\" }"));
        assertThat(many.records()).containsExactly(utf8("hi"), new byte[0]);
    }

    @Example
    void readsEscapesThatTheScannerLeavesAlone() {
        byte[] body = utf8("{\"DeliveryStreamName\":\"c\\u006cicks\",\"Record\":{\"Data\":\"aGk\\u003d\"}}");
        assertThat(PutScanner.scan(body, "Record", false)).isNull();
        assertThat(PutDecoder.one(body).stream()).isEqualTo("clicks");
        assertThat(PutDecoder.one(body).records()).containsExactly(utf8("hi"));
    }

    @Example
    void refusesInAwsWords() {
        refused("{", "SerializationException", "not valid JSON");
        refused("[]", "SerializationException", "must be an object");
        refused("{\"DeliveryStreamName\":1}", "SerializationException", "DeliveryStreamName must be a string");
        refused("{\"Record\":{\"Data\":\"aGk=\"}}", "ValidationException", "null at 'deliveryStreamName'");
        refused("{\"DeliveryStreamName\":\"a b\",\"Record\":{\"Data\":\"\"}}", "ValidationException", "pattern");
        refused("{\"DeliveryStreamName\":\"s\"}", "ValidationException", "null at 'record'");
        refused("{\"DeliveryStreamName\":\"s\",\"Record\":{}}", "ValidationException", "null at 'record.data'");
        refused("{\"DeliveryStreamName\":\"s\",\"Record\":{\"Data\":\"*\"}}", "SerializationException", "base64");
        refused("{\"DeliveryStreamName\":\"s\",\"Record\":{\"Data\":\"a\"}}", "SerializationException", "base64");
        refused("{\"DeliveryStreamName\":\"s\",\"Record\":{\"Data\":\"\"},\"X\":1}", "InvalidArgumentException", "X");
        refused("{\"DeliveryStreamName\":\"s\",\"Record\":{\"Data\":\"\"}} x", "SerializationException", "");
    }

    @Example
    void holdsToTheLimits() {
        String big = Base64.getEncoder().encodeToString(new byte[1_024_001]);
        refused(
                "{\"DeliveryStreamName\":\"s\",\"Record\":{\"Data\":\"" + big + "\"}}",
                "ValidationException",
                "1024000");
        assertThatThrownBy(() -> PutDecoder.batch(batch(501, "aGk=")))
                .hasMessageContaining("less than or equal to 500");
        assertThatThrownBy(() -> PutDecoder.batch(utf8("{\"DeliveryStreamName\":\"s\",\"Records\":[]}")))
                .hasMessageContaining("greater than or equal to 1");
        String large = Base64.getEncoder().encodeToString(new byte[900_000]);
        assertThatThrownBy(() -> PutDecoder.batch(batch(5, large))).hasMessageContaining("exceeds 4 MB limit");
        assertThat(PutDecoder.batch(batch(500, "aGk=")).records()).hasSize(500);
    }

    @Property(tries = 2000)
    void theScannerAgreesWithTheFullDecoder(@ForAll("nearlyRequests") String body, @ForAll boolean many) {
        String member = many ? "Records" : "Record";
        PutRequest quick = PutScanner.scan(utf8(body), member, many);
        if (quick != null && quick.stream().matches("[a-zA-Z0-9_.-]{1,64}")) {
            PutRequest full = PutDecoder.decodeFully(utf8(body), member, many);
            assertThat(full.stream()).isEqualTo(quick.stream());
            assertThat(full.records()).containsExactlyElementsOf(quick.records());
        }
    }

    @Property(tries = 3000)
    void anyBytesAreReadOrRefusedAndNeverAFaultOfOurs(@ForAll byte[] body, @ForAll boolean many) {
        decodesOrRefuses(body, many);
    }

    @Property(tries = 3000)
    void nearlyRightBytesAreReadOrRefused(@ForAll("nearlyRequests") String body, @ForAll boolean many) {
        decodesOrRefuses(utf8(body), many);
    }

    /// Requests put together from the right pieces in any number and order.
    @Provide
    Arbitrary<String> nearlyRequests() {
        Arbitrary<String> pieces = Arbitraries.of(
                "{",
                "}",
                "[",
                "]",
                ",",
                ":",
                " ",
                "null",
                "1",
                "\"\"",
                "\"aGk=\"",
                "\"a\"",
                "\"\\u0061\"",
                "\"Data\"",
                "{\"Data\":\"aGk=\"}",
                "\"Record\":{\"Data\":\"aGk=\"}",
                "\"Records\":[{\"Data\":\"\"},{\"Data\":\"aGkh\"}]",
                "\"DeliveryStreamName\":\"s\"",
                "\"DeliveryStreamName\" : \"s/\"",
                "\"é\"",
                "\n");
        Arbitrary<String> loose = pieces.list().ofMaxSize(8).map(list -> String.join("", list));
        Arbitrary<String> framed = pieces.list().ofMaxSize(4).map(list -> "{" + String.join(",", list) + "}");
        return Arbitraries.oneOf(loose, framed);
    }

    private static void decodesOrRefuses(byte[] body, boolean many) {
        try {
            PutRequest request = many ? PutDecoder.batch(body) : PutDecoder.one(body);
            assertThat(request.records()).isNotEmpty();
        } catch (RequestException refused) {
            assertThat(refused.code()).isNotEmpty();
        }
    }

    private static void refused(String body, String code, String message) {
        assertThatThrownBy(() -> PutDecoder.one(utf8(body)))
                .isInstanceOfSatisfying(
                        RequestException.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessageContaining(message);
    }

    private static byte[] batch(int count, String data) {
        return utf8(IntStream.range(0, count)
                .mapToObj(i -> "{\"Data\":\"" + data + "\"}")
                .collect(Collectors.joining(",", "{\"DeliveryStreamName\":\"s\",\"Records\":[", "]}")));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
