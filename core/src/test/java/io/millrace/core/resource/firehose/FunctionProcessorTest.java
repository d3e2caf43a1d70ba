package io.millrace.core.resource.firehose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.fault.RequestException;
import io.millrace.core.resource.Fields;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The parameters of a Lambda processor: what is read, what is refused and how it is named.
class FunctionProcessorTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ARN = "arn:aws:lambda:eu-west-1:000000000000:function:enrich";
    private static final String PARAMETERS =
            "ExtendedS3DestinationConfiguration.ProcessingConfiguration.Processors[0].Parameters";

    @Test
    void whatIsNotGivenHasAwsDefaults() throws JsonProcessingException {
        assertThat(parse(parameter("LambdaArn", ARN)))
                .isEqualTo(new FunctionProcessor(ARN, 3, 1 << 20, Optional.empty()));
    }

    @Test
    void allThatAwsKnowsIsReadAndComesBack() throws JsonProcessingException {
        String parameters = parameter("LambdaArn", ARN + ":live")
                + "," + parameter("NumberOfRetries", "300")
                + "," + parameter("RoleArn", "arn:aws:iam::000000000000:role/firehose")
                + "," + parameter("BufferSizeInMBs", "2.5")
                + "," + parameter("BufferIntervalInSeconds", "900");
        S3Destination destination = destination(parameters);
        assertThat(destination.processing().function())
                .contains(new FunctionProcessor(ARN + ":live", 300, 2_621_440, Optional.of(Duration.ofMinutes(15))));
        assertThat(destination.json().at("/ProcessingConfiguration/Processors/0/Parameters"))
                .isEqualTo(JSON.readTree(("[" + parameters + "]").replace('\'', '"')));
        assertThat(S3Destination.parse(Fields.of(destination.json(), "D"))).isEqualTo(destination);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "arn:aws:lambda:eu-west-1:000000000000:function:f:$LATEST",
                "arn:aws:lambda:eu-west-1:000000000000:function:f:1",
                "arn:aws-cn:lambda:cn-north-1:123456789012:function:A_b-9:live_2"
            })
    void everyFormOfAFunctionsArnIsTaken(String arn) throws JsonProcessingException {
        assertThat(parse(parameter("LambdaArn", arn)).arn()).isEqualTo(arn);
    }

    @ParameterizedTest
    @CsvSource({
        "BufferSizeInMBs, 0.2",
        "BufferSizeInMBs, 3",
        "BufferSizeInMBs, 3.0",
        "BufferIntervalInSeconds, 0",
        "NumberOfRetries, 0"
    })
    void whatLiesOnABoundIsTaken(String name, String value) throws JsonProcessingException {
        assertThat(parse(parameter("LambdaArn", ARN) + "," + parameter(name, value)))
                .isNotNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "LambdaArn|enrich|[0].ParameterValue: LambdaArn must be of the form arn:aws:lambda:",
                "LambdaArn|arn:aws:lambda:eu-west-1:1:function:f|LambdaArn must be of the form",
                "LambdaArn|arn:aws:s3:::clicks|LambdaArn must be of the form",
                "RoleArn|firehose|[1].ParameterValue: RoleArn must be an ARN",
                "NumberOfRetries|301|[1].ParameterValue: NumberOfRetries must be between 0 and 300, is 301",
                "NumberOfRetries|-1|NumberOfRetries must be between 0 and 300, is -1",
                "NumberOfRetries|many|NumberOfRetries must be between 0 and 300, is many",
                "NumberOfRetries|1.5|NumberOfRetries must be between 0 and 300, is 1.5",
                "NumberOfRetries|99999999999|NumberOfRetries must be between 0 and 300",
                "BufferSizeInMBs|0.19|[1].ParameterValue: BufferSizeInMBs must be between 0.2 and 3, is 0.19",
                "BufferSizeInMBs|3.1|BufferSizeInMBs must be between 0.2 and 3, is 3.1",
                "BufferSizeInMBs|1e0|BufferSizeInMBs must be between 0.2 and 3, is 1e0",
                "BufferIntervalInSeconds|901|BufferIntervalInSeconds must be between 0 and 900, is 901",
                "Colour|red|Parameters: Lambda has no parameter Colour",
                "Delimiter|x|Parameters: Lambda has no parameter Delimiter",
            })
    void whatAwsOrMillraceRefusesIsNamed(String name, String value, String message) {
        String given = name.equals("LambdaArn") ? "" : parameter("LambdaArn", ARN) + ",";
        assertThatThrownBy(() -> parse(given + parameter(name, value)))
                .isInstanceOf(RequestException.class)
                .hasMessageContaining(message)
                .extracting(e -> ((RequestException) e).code())
                .isEqualTo("InvalidArgumentException");
    }

    @Test
    void aParameterIsWholeAndGivenOnce() {
        String arn = parameter("LambdaArn", ARN);
        assertThatThrownBy(() -> parse(arn + "," + arn))
                .hasMessage(PARAMETERS + "[1].ParameterName: LambdaArn is given twice");
        assertThatThrownBy(() -> parse("{'ParameterName': 'LambdaArn'}"))
                .hasMessage(PARAMETERS + "[0].ParameterValue is required");
        assertThatThrownBy(() -> parse("{'ParameterName': 'LambdaArn', 'ParameterValue': '" + ARN + "', 'Unit': 's'}"))
                .hasMessageContaining(PARAMETERS + "[0].Unit");
        assertThatThrownBy(() -> parse(arn + "," + parameter("NumberOfRetries", " ")))
                .hasMessageContaining("[1].ParameterValue: must have 1 to 5120 characters and not be blank");
    }

    @Test
    void thereIsOneFunctionAtMost() {
        assertThatThrownBy(() -> parse(parameter("LambdaArn", ARN) + "]}, {'Type': 'Lambda', 'Parameters': ["
                        + parameter("LambdaArn", ARN)))
                .hasMessageContaining("Processors[1].Type: there is more than one processor Lambda");
    }

    private static FunctionProcessor parse(String parameters) throws JsonProcessingException {
        return destination(parameters).processing().function().orElseThrow();
    }

    private static S3Destination destination(String parameters) throws JsonProcessingException {
        String json = """
                {'RoleARN': 'arn:aws:iam::000000000000:role/firehose', 'BucketARN': 'arn:aws:s3:::clicks',
                'ProcessingConfiguration': {'Enabled': true, 'Processors': [{'Type': 'Lambda', 'Parameters': [""" + parameters + "]}]}}";
        return S3Destination.parse(
                Fields.of((ObjectNode) JSON.readTree(json.replace('\'', '"')), "ExtendedS3DestinationConfiguration"));
    }

    private static String parameter(String name, String value) {
        return "{'ParameterName': '" + name + "', 'ParameterValue': '" + value + "'}";
    }
}
