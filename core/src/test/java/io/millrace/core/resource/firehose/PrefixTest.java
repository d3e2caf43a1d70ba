package io.millrace.core.resource.firehose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.fault.RequestException;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrefixTest {
    private static final ZonedDateTime TIME = ZonedDateTime.of(2018, 8, 27, 10, 30, 5, 0, ZoneOffset.UTC);

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "``,2018/08/27/10/",
                "clicks,clicks2018/08/27/10/",
                "clicks/,clicks/2018/08/27/10/",
                "!{timestamp:yyyy/MM/dd},2018/08/27",
                "a/!{timestamp:'year='yyyy'/month='MM}/,a/year=2018/month=08/",
                "!{timestamp:yyyy}-!{timestamp:MMM},2018-Aug",
                "r/!{firehose:random-string}/!{firehose:random-string},r/aaaaaaaaaaa/bbbbbbbbbbb",
                "k=!{partitionKeyFromQuery:k}/,k=v/",
                "k=!{partitionKeyFromLambda:k}/,k=w/",
                "a!b{c}/,a!b{c}/2018/08/27/10/",
            })
    void dataPrefixesFollowTheRules(String text, String expected) {
        assertThat(Prefix.ofData(text, "Prefix").evaluate(values(""))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "``,processing-failed/2018/08/27/10/",
                "clicks/,clicks/processing-failed/2018/08/27/10/",
                "e/!{firehose:error-output-type}/!{timestamp:yyyy},e/processing-failed/2018",
            })
    void errorPrefixesFollowTheRules(String text, String expected) {
        assertThat(Prefix.ofErrors(text, "ErrorOutputPrefix").evaluate(values("processing-failed")))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "clicks/year=!{timestamp:YYY|Prefix: '!{timestamp:YYY' has no closing brace (position 13)",
                "!{timestamp}|Prefix: '!{timestamp}' has no namespace; write !{namespace:value} (position 1)",
                "a!{firehose:error-output-type}|can only be used in ErrorOutputPrefix (position 2)",
                "!{firehose:random}|is not one of random-string, error-output-type (position 1)",
                "!{time:yyyy}|has an unknown namespace",
                "!{timestamp:}|has no pattern",
                "!{timestamp:jjjj}|is no pattern of Java's DateTimeFormatter",
                "!{timestamp:'open}|is no pattern of Java's DateTimeFormatter",
                "!{partitionKeyFromQuery:}|names no key",
                "!{partitionKeyFromLambda:}|names no key",
            })
    void wrongExpressionsAreRefusedWithTheirPosition(String text, String message) {
        assertThatThrownBy(() -> Prefix.ofData(text, "Prefix"))
                .isInstanceOf(RequestException.class)
                .hasMessageContaining(message)
                .extracting(e -> ((RequestException) e).code())
                .isEqualTo("InvalidArgumentException");
    }

    @Test
    void anErrorPrefixWithExpressionsMustSayTheErrorType() {
        assertThatThrownBy(() -> Prefix.ofErrors("e/!{timestamp:yyyy}/", "ErrorOutputPrefix"))
                .hasMessageContaining("must have !{firehose:error-output-type}");
        assertThatThrownBy(() -> Prefix.ofErrors("!{partitionKeyFromQuery:k}", "ErrorOutputPrefix"))
                .hasMessageContaining("can only be used in Prefix");
    }

    @Test
    void lengthsAreLimited() {
        assertThat(Prefix.ofData("x".repeat(512 - 14), "Prefix")
                        .evaluate(values(""))
                        .length())
                .isEqualTo(512);
        assertThatThrownBy(() -> Prefix.ofData("x".repeat(512 - 13), "Prefix")).hasMessageContaining("at most 512");
        assertThatThrownBy(() -> Prefix.ofData("!{firehose:random-string}".repeat(41), "Prefix"))
                .hasMessageContaining("at most 1024 characters");
        assertThatThrownBy(() -> Prefix.ofData("€".repeat(300), "Prefix")).hasMessageContaining("764 bytes");
    }

    @Property
    void textWithoutExpressionsStaysAsItIs(@ForAll @StringLength(max = 200) String text) {
        Assume.that(!text.contains("!{"));
        Assume.that(Prefix.fits(text + "2018/08/27/10/"));
        assertThat(Prefix.ofData(text, "Prefix").evaluate(values(""))).isEqualTo(text + "2018/08/27/10/");
    }

    @Property
    void anyTextIsParsedOrRefusedWithAPositionInIt(
            @ForAll @StringLength(max = 30) String before,
            @ForAll @StringLength(max = 30) String inside,
            @ForAll @IntRange(max = 1) int closed) {
        String text = before + "!{" + inside + "}".repeat(closed);
        try {
            Prefix.ofData(text, "Prefix").evaluate(values(""));
        } catch (RequestException e) {
            assertThat(e.code()).isEqualTo("InvalidArgumentException");
            assertThat(e.getMessage()).startsWith("Prefix");
        }
    }

    /// Names of objects are drawn from the values in this order, and a batch may be done again by another process.
    @Test
    void partitionKeysKeepTheOrderOfThePrefix() {
        String prefix = IntStream.range(0, 20)
                .mapToObj(i -> "!{partitionKeyFromQuery:k" + i + "}")
                .collect(Collectors.joining("/"));
        assertThat(Prefix.ofData(prefix, "Prefix").partitionKeys())
                .map(PartitionKey::name)
                .containsExactlyElementsOf(
                        IntStream.range(0, 20).mapToObj(i -> "k" + i).toList());
    }

    private static Prefix.Values values(String errorType) {
        Iterator<String> random = List.of("aaaaaaaaaaa", "bbbbbbbbbbb").iterator();
        return new Prefix.Values(
                TIME,
                random::next,
                Map.of(
                        new PartitionKey(PartitionKey.Source.QUERY, "k"), "v",
                        new PartitionKey(PartitionKey.Source.LAMBDA, "k"), "w"),
                errorType);
    }
}
