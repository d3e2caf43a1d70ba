package io.millrace.backends.orc;

import io.millrace.core.format.HiveType;
import java.util.ArrayList;
import java.util.List;

/// The types of a file's columns, as its footer lists them: each before what is nested in it.
///
/// Source: <https://orc.apache.org/specification/ORCv1/> (Type Information)
final class OrcTypes {
    private static final int KIND = 1;
    private static final int SUBTYPES = 2;
    private static final int FIELD_NAMES = 3;
    private static final int MAXIMUM_LENGTH = 4;
    private static final int PRECISION = 5;
    private static final int SCALE = 6;
    private static final int LIST = 10;
    private static final int MAP = 11;
    private static final int STRUCT = 12;
    private static final int DECIMAL = 14;
    private static final int VARCHAR = 16;
    private static final int CHAR = 17;

    private final List<Message> types = new ArrayList<>();

    static List<Message> of(HiveType.Struct row) {
        OrcTypes all = new OrcTypes();
        all.add(row);
        return all.types;
    }

    private int add(HiveType type) {
        int id = types.size();
        types.add(null);
        Message message = new Message();
        switch (type) {
            case HiveType.Struct struct -> {
                message.put(KIND, STRUCT);
                struct.fields().forEach(field -> message.put(SUBTYPES, add(field.type())));
                struct.fields().forEach(field -> message.put(FIELD_NAMES, field.name()));
            }
            case HiveType.Sequence(HiveType element) -> message.put(KIND, LIST).put(SUBTYPES, add(element));
            case HiveType.Mapping(HiveType key, HiveType value) ->
                message.put(KIND, MAP).put(SUBTYPES, add(key)).put(SUBTYPES, add(value));
            case HiveType.Decimal(int precision, int scale) ->
                message.put(KIND, DECIMAL).put(PRECISION, precision).put(SCALE, scale);
            case HiveType.Characters(boolean fixed, int length) ->
                message.put(KIND, fixed ? CHAR : VARCHAR).put(MAXIMUM_LENGTH, length);
            case HiveType.Primitive primitive -> message.put(KIND, kind(primitive));
        }
        types.set(id, message);
        return id;
    }

    private static int kind(HiveType.Primitive type) {
        return switch (type) {
            case BOOLEAN -> 0;
            case TINYINT -> 1;
            case SMALLINT -> 2;
            case INT -> 3;
            case BIGINT -> 4;
            case FLOAT -> 5;
            case DOUBLE -> 6;
            case STRING -> 7;
            case BINARY -> 8;
            case TIMESTAMP -> 9;
            case DATE -> 15;
        };
    }
}
