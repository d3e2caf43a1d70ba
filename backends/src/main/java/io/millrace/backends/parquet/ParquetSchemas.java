package io.millrace.backends.parquet;

import io.millrace.core.format.HiveType;
import java.math.BigInteger;
import java.util.List;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;
import org.apache.parquet.schema.Types;

/// The Parquet schema of a table's columns, with the physical types that Hive's SerDe has: timestamps are INT96,
/// decimals
/// byte arrays of fixed length. Lists and maps have the three levels of the specification.
///
/// Source: <https://github.com/apache/parquet-format/blob/master/LogicalTypes.md>
final class ParquetSchemas {
    private static final String NAME = "hive_schema";
    private static final int BITS_PER_BYTE = 8;

    private ParquetSchemas() {}

    static MessageType of(HiveType.Struct row) {
        return new MessageType(NAME, fields(row));
    }

    /// Bytes of a decimal of so many digits.
    static int decimalBytes(int precision) {
        int bits = BigInteger.TEN.pow(precision).bitLength() + 1;
        return (bits + BITS_PER_BYTE - 1) / BITS_PER_BYTE;
    }

    private static List<Type> fields(HiveType.Struct struct) {
        return struct.fields().stream()
                .map(field -> type(field.name(), field.type(), Repetition.OPTIONAL))
                .toList();
    }

    private static Type type(String name, HiveType type, Repetition repetition) {
        return switch (type) {
            case HiveType.Struct struct ->
                Types.buildGroup(repetition)
                        .addFields(fields(struct).toArray(Type[]::new))
                        .named(name);
            case HiveType.Sequence(HiveType element) ->
                Types.buildGroup(repetition)
                        .as(LogicalTypeAnnotation.listType())
                        .addField(Types.repeatedGroup()
                                .addField(type("element", element, Repetition.OPTIONAL))
                                .named("list"))
                        .named(name);
            case HiveType.Mapping(HiveType key, HiveType value) ->
                Types.buildGroup(repetition)
                        .as(LogicalTypeAnnotation.mapType())
                        .addField(Types.repeatedGroup()
                                .addField(type("key", key, Repetition.REQUIRED))
                                .addField(type("value", value, Repetition.OPTIONAL))
                                .named("key_value"))
                        .named(name);
            case HiveType.Decimal(int precision, int scale) ->
                Types.primitive(PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY, repetition)
                        .length(decimalBytes(precision))
                        .as(LogicalTypeAnnotation.decimalType(scale, precision))
                        .named(name);
            case HiveType.Characters ignored -> text(name, repetition);
            case HiveType.Primitive primitive -> primitive(name, primitive, repetition);
        };
    }

    private static Type text(String name, Repetition repetition) {
        return Types.primitive(PrimitiveTypeName.BINARY, repetition)
                .as(LogicalTypeAnnotation.stringType())
                .named(name);
    }

    private static Type primitive(String name, HiveType.Primitive type, Repetition repetition) {
        return switch (type) {
            case BOOLEAN ->
                Types.primitive(PrimitiveTypeName.BOOLEAN, repetition).named(name);
            case TINYINT -> small(name, repetition, 8);
            case SMALLINT -> small(name, repetition, 16);
            case INT -> Types.primitive(PrimitiveTypeName.INT32, repetition).named(name);
            case BIGINT -> Types.primitive(PrimitiveTypeName.INT64, repetition).named(name);
            case FLOAT -> Types.primitive(PrimitiveTypeName.FLOAT, repetition).named(name);
            case DOUBLE -> Types.primitive(PrimitiveTypeName.DOUBLE, repetition).named(name);
            case STRING -> text(name, repetition);
            case BINARY -> Types.primitive(PrimitiveTypeName.BINARY, repetition).named(name);
            case DATE ->
                Types.primitive(PrimitiveTypeName.INT32, repetition)
                        .as(LogicalTypeAnnotation.dateType())
                        .named(name);
            case TIMESTAMP ->
                Types.primitive(PrimitiveTypeName.INT96, repetition).named(name);
        };
    }

    private static Type small(String name, Repetition repetition, int bits) {
        return Types.primitive(PrimitiveTypeName.INT32, repetition)
                .as(LogicalTypeAnnotation.intType(bits, true))
                .named(name);
    }
}
