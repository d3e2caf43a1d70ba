package io.millrace.core.resource.firehose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.fault.RequestException;
import io.millrace.core.resource.Fields;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `S3BackupMode` and what belongs to it, at creation and in updates.
class SourceBackupConfigurationTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PLACE =
            "'RoleARN': 'arn:aws:iam::000000000000:role/firehose', 'BucketARN': 'arn:aws:s3:::kept'";
    private static final String ENABLED = "'S3BackupMode': 'Enabled', 'S3BackupConfiguration': {" + PLACE + "}";

    @Test
    void itIsDescribedWithItsDefaultsAndReadsBack() throws JsonProcessingException {
        S3Destination destination = parse(ENABLED);
        assertThat(destination.json().get("S3BackupMode").textValue()).isEqualTo("Enabled");
        assertThat(destination.json().has("S3BackupConfiguration")).isFalse();
        assertThat(destination.json().get("S3BackupDescription")).isEqualTo(json("{" + PLACE + """
                , 'BufferingHints': {'SizeInMBs': 5, 'IntervalInSeconds': 300}, 'CompressionFormat': 'UNCOMPRESSED',
                'EncryptionConfiguration': {'NoEncryptionConfig': 'NoEncryption'},
                'CloudWatchLoggingOptions': {'Enabled': false}}"""));
        assertThat(destination.backup().orElseThrow().bucket()).isEqualTo("kept");
        S3Destination again = S3Destination.parse(Fields.of(destination.json(), "D"));
        assertThat(again).isEqualTo(destination);
        assertThat(again.backup()).isEqualTo(destination.backup());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'S3BackupMode': 'On'|S3BackupMode: 'On' is not one of Disabled, Enabled",
                "'S3BackupMode': 'Enabled', 'S3BackupConfiguration': {}|C.S3BackupConfiguration.RoleARN is required",
                "'S3BackupConfiguration': {'Colour': 1}|C.S3BackupConfiguration.RoleARN is required",
                "'S3BackupMode': 'Enabled', 'S3BackupConfiguration': {<place>, 'FileExtension': '.x'}"
                        + "|C.S3BackupConfiguration.FileExtension",
                "'S3BackupMode': 'Enabled', 'S3BackupConfiguration': {<place>, 'ProcessingConfiguration': {}}"
                        + "|C.S3BackupConfiguration.ProcessingConfiguration",
                "'S3BackupMode': 'Enabled', 'S3BackupConfiguration': {<place>, 'S3BackupMode': 'Disabled'}"
                        + "|C.S3BackupConfiguration.S3BackupMode",
                "'S3BackupMode': 'Enabled', 'S3BackupConfiguration': {<place>, 'Prefix': '!{partitionKeyFromLambda:k}/',"
                        + " 'ErrorOutputPrefix': '!{firehose:error-output-type}/'}|partition keys need",
            })
    void whatIsWrongWithItIsNamed(String members, String message) {
        assertThatThrownBy(() -> parse(members.replace("<place>", PLACE)))
                .isInstanceOf(RequestException.class)
                .hasMessageContaining(message);
    }

    @Test
    void anUpdateEnablesIt() throws JsonProcessingException {
        S3Destination updated =
                update(parse(""), "'S3BackupMode': 'Enabled', 'S3BackupUpdate': {" + PLACE + ", 'Prefix': 'b/'}");
        assertThat(updated.backup().orElseThrow().bucket()).isEqualTo("kept");
        assertThat(updated.json().has("S3BackupUpdate")).isFalse();
        assertThat(S3Destination.parse(Fields.of(updated.json(), "D"))).isEqualTo(updated);
    }

    @Test
    void whileItIsDisabledItsPlaceIsKeptForTheUpdateThatEnablesIt() throws JsonProcessingException {
        S3Destination disabled = parse("'S3BackupConfiguration': {" + PLACE + ", 'Prefix': 'b/'}");
        assertThat(disabled.backup()).isEmpty();
        assertThat(disabled.json().at("/S3BackupDescription/Prefix").textValue())
                .isEqualTo("b/");
        assertThat(S3Destination.parse(Fields.of(disabled.json(), "D"))).isEqualTo(disabled);
        S3Destination enabled = update(disabled, "'S3BackupMode': 'Enabled'");
        assertThat(enabled.backup().orElseThrow().bucket()).isEqualTo("kept");
    }

    @Test
    void anUpdateChangesWholeMembersOfIt() throws JsonProcessingException {
        S3Destination before = parse(ENABLED.replace("{", "{'CompressionFormat': 'GZIP', "));
        S3Destination after = update(before, "'S3BackupUpdate': {'Prefix': 'b/'}");
        assertThat(after.backup().orElseThrow().format()).isEqualTo(CompressionFormat.GZIP);
        assertThat(after.json().at("/S3BackupDescription/Prefix").textValue()).isEqualTo("b/");
        assertThat(after.json().at("/S3BackupDescription/BucketARN").textValue())
                .isEqualTo("arn:aws:s3:::kept");
        assertThat(update(after, "'Prefix': 'd/'").backup()).isEqualTo(after.backup());
    }

    @Test
    void anUpdateCannotDisableItNorEnableItWithoutAPlace() throws JsonProcessingException {
        S3Destination enabled = parse(ENABLED);
        assertThatThrownBy(() -> update(enabled, "'S3BackupMode': 'Disabled'"))
                .hasMessage("U.S3BackupMode: source record backup cannot be disabled once it is enabled");
        assertThatThrownBy(() -> update(parse(""), "'S3BackupMode': 'Enabled'"))
                .hasMessageContaining("is required when S3BackupMode is Enabled");
        assertThatThrownBy(() -> update(enabled, "'S3BackupUpdate': {'FileExtension': '.x'}"))
                .hasMessageContaining("U.S3BackupUpdate.FileExtension");
        assertThatThrownBy(() -> update(enabled, "'S3BackupConfiguration': {}"))
                .hasMessageContaining("U.S3BackupConfiguration");
    }

    @Test
    void itBeginsWhereTheStreamEndedWhenItWasEnabledAndStaysThere() throws JsonProcessingException {
        S3Destination enabled = parse(ENABLED);
        DeliveryStream created = DeliveryStream.create(
                DeliveryStream.id("eu-west-1", "s"), parse(""), Tags.NONE, Instant.EPOCH, new UUID(0, 0));
        DeliveryStream begun = created.withDestination(enabled, Instant.EPOCH, 7);
        assertThat(begun.backupFrom()).isEqualTo(7);
        assertThat(begun.withDestination(enabled, Instant.EPOCH, 9).backupFrom())
                .isEqualTo(7);
        assertThat(begun.withTags(Tags.NONE).backupFrom()).isEqualTo(7);
        assertThat(DeliveryStream.KIND.read(DeliveryStream.KIND.write(begun))).isEqualTo(begun);
    }

    private static S3Destination update(S3Destination before, String members) throws JsonProcessingException {
        return before.update(Fields.of(json("{" + members + "}"), "U"));
    }

    private static S3Destination parse(String members) throws JsonProcessingException {
        ObjectNode all =
                json("{'RoleARN': 'arn:aws:iam::000000000000:role/firehose', 'BucketARN': 'arn:aws:s3:::clicks'}");
        all.setAll(json("{" + members + "}"));
        return S3Destination.parse(Fields.of(all, "C"));
    }

    private static ObjectNode json(String text) throws JsonProcessingException {
        return (ObjectNode) JSON.readTree(text.replace('\'', '"'));
    }
}
