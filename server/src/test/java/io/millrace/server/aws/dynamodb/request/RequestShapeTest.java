package io.millrace.server.aws.dynamodb.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.core.fault.RequestException;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestShapeTest {
    private static final ObjectMapper MAPPER = JsonMapper.builder().build();

    private static final RequestShape SHAPE = new RequestShape(Member.structure("Input")
            .with("TableName", Member.tableName())
            .with("Kind", Member.string().oneOf("A", "B"))
            .with("Limit", Member.integer().from(1).to(100))
            .with("On", Member.bool())
            .with(
                    "Keys",
                    Member.list(Member.structure("Key")
                                    .with("Name", Member.name().notNull()))
                            .lengthFrom(1)
                            .lengthTo(2))
            .with("Item", Member.map(Member.attribute()))
            .with(
                    "Requests",
                    Member.map(Member.list(Member.structure("WriteRequest")).lengthFrom(1))
                            .keys(new Constraint.LengthTo(5), new Constraint.LengthFrom(3))
                            .values(new Constraint.LengthTo(25), new Constraint.LengthFrom(1)))
            .refuse("StreamSpecification", "there are no streams"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{`TableName`:1}|NUMBER_VALUE cannot be converted to String",
                "{`TableName`:1.5}|DECIMAL_VALUE cannot be converted to String",
                "{`TableName`:true}|TRUE_VALUE cannot be converted to String",
                "{`TableName`:[]}|Unrecognized collection type class java.lang.String",
                "{`TableName`:{}}|Start of structure or map found where not expected",
                "{`Limit`:`1`}|STRING_VALUE cannot be converted to Integer",
                "{`On`:`maybe`}|Unexpected token received from parser",
                "{`Keys`:1}|Unexpected field type",
                "{`Keys`:{}}|Start of structure or map found where not expected",
                "{`Keys`:[1]}|Unexpected value type in payload",
                "{`Keys`:[[]]}|Unrecognized collection type class com.amazonaws.dynamodb.v20120810.Key",
                "{`Item`:[]}|Unrecognized collection type java.util.Map<java.lang.String, com.amazonaws.dynamodb.v20120810.AttributeValue>",
                "{`Item`:{`a`:{`L`:[{`M`:{`b`:{`S`:1}}}]}}}|NUMBER_VALUE cannot be converted to String",
                "{`Item`:{`a`:{`B`:`x`}}}|Base64 encoded length is expected a multiple of 4 bytes but found: 1",
                "[]|Unexpected field type"
            })
    void aWrongTypeIsASerializationException(String json, String message) {
        refused(json.replace('`', '"'), "SerializationException", message);
    }

    @Test
    void theTableNameIsAskedForBeforeConstraints() {
        refused(
                "{'Kind':'C'}",
                "ValidationException",
                "The parameter 'TableName' is required but was not present in the request");
        refused(
                "{'TableName':'ab','Kind':'C'}",
                "ValidationException",
                "TableName must be at least 3 characters long and at most 255 characters long");
    }

    @Test
    void oneConstraintIsToldAlone() {
        refused(
                "{'TableName':'abc','Limit':0}",
                "ValidationException",
                "1 validation error detected: Value '0' at 'limit' failed to satisfy constraint: Member must have value"
                        + " greater than or equal to 1");
    }

    @Test
    void allConstraintsAreToldTogetherInOrder() {
        refused(
                "{'TableName':'ab;','Kind':'C','Keys':[{},{'Name':'x'},{'Name':'abc'}]}",
                "ValidationException",
                "5 validation errors detected: "
                        + "Value 'ab;' at 'tableName' failed to satisfy constraint: Member must satisfy regular"
                        + " expression pattern: [a-zA-Z0-9_.-]+; "
                        + "Value 'C' at 'kind' failed to satisfy constraint: Member must satisfy enum value set: [A, B]; "
                        + "Value '[Key(name=null), Key(name=x), Key(name=abc)]' at 'keys' failed to satisfy"
                        + " constraint: Member must have length less than or equal to 2; "
                        + "Value null at 'keys.1.member.name' failed to satisfy constraint: Member must not be null; "
                        + "Value 'x' at 'keys.2.member.name' failed to satisfy constraint: Member must have length"
                        + " greater than or equal to 3");
    }

    @Test
    void namesAndValuesOfAMapAreToldOnce() {
        refused(
                "{'TableName':'abc','Requests':{'ab':[{}],'abcdef':[{}]}}",
                "ValidationException",
                "1 validation error detected: Value '{ab=[WriteRequest()], abcdef=[WriteRequest()]}' at 'requests'"
                        + " failed to satisfy constraint: Map keys must satisfy constraint: [Member must have length"
                        + " less than or equal to 5, Member must have length greater than or equal to 3]");
    }

    @Test
    void whatIsNotKnownIsRefusedByItsPath() {
        refused(
                "{'TableName':'abc','Keys':[{'Name':'abc','Nmae':1}]}",
                "ValidationException",
                "Unknown or unsupported: Keys[0].Nmae");
        refused(
                "{'TableName':'abc','StreamSpecification':{}}",
                "ValidationException",
                "StreamSpecification: not supported by Millrace: there are no streams");
    }

    @Test
    void nullCountsAsAbsent() {
        assertThat(SHAPE.read(json("{'TableName':'abc','Kind':null,'StreamSpecification':null}")))
                .hasSize(3);
    }

    private static JsonNode json(String text) {
        try {
            return MAPPER.readTree(text.replace('\'', '"'));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void refused(String json, String code, String message) {
        assertThatThrownBy(() -> SHAPE.read(json(json)))
                .isInstanceOfSatisfying(
                        RequestException.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessage(message);
    }
}
