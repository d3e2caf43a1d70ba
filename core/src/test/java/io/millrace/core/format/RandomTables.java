package io.millrace.core.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.random.RandomGenerator;

/// Schemas and JSON values that fit them, from a seed.
public final class RandomTables {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS", Locale.ROOT);
    private static final List<HiveType.Primitive> PRIMITIVES = List.of(HiveType.Primitive.values());
    private static final int DEPTH_MAX = 3;

    private final RandomGenerator random;

    public RandomTables(RandomGenerator random) {
        this.random = random;
    }

    /// Between one and eight columns.
    public HiveType.Struct row() {
        return struct(1 + random.nextInt(8), 0);
    }

    private HiveType.Struct struct(int members, int depth) {
        List<HiveType.Field> fields = new ArrayList<>();
        for (int i = 0; i < members; i++) {
            fields.add(new HiveType.Field("c" + i, type(depth)));
        }
        return new HiveType.Struct(fields);
    }

    private HiveType type(int depth) {
        return switch (random.nextInt(depth < DEPTH_MAX ? 8 : 5)) {
            case 5 -> new HiveType.Sequence(type(depth + 1));
            case 6 -> new HiveType.Mapping(scalar(true), type(depth + 1));
            case 7 -> struct(1 + random.nextInt(3), depth + 1);
            default -> scalar(false);
        };
    }

    private HiveType scalar(boolean key) {
        int precision = 1 + random.nextInt(38);
        return switch (random.nextInt(key ? 3 : 8)) {
            case 0, 1 -> HiveType.Primitive.STRING;
            case 2 -> HiveType.Primitive.INT;
            case 3 -> new HiveType.Decimal(precision, random.nextInt(precision + 1));
            case 4 -> new HiveType.Characters(random.nextBoolean(), 1 + random.nextInt(30));
            default -> PRIMITIVES.get(random.nextInt(PRIMITIVES.size()));
        };
    }

    /// A row's value as it is to be read back; see [#record].
    public ObjectNode value(HiveType.Struct row) {
        ObjectNode value = JSON.objectNode();
        row.fields().forEach(field -> value.set(field.name(), value(field.type())));
        return value;
    }

    private JsonNode value(HiveType type) {
        if (random.nextInt(6) == 0) {
            return NullNode.instance;
        }
        return switch (type) {
            case HiveType.Struct struct -> value(struct);
            case HiveType.Sequence(HiveType element) -> {
                ArrayNode array = JSON.arrayNode();
                int size = random.nextInt(4);
                for (int i = 0; i < size; i++) {
                    array.add(value(element));
                }
                yield array;
            }
            case HiveType.Mapping(HiveType key, HiveType entry) -> {
                ObjectNode map = JSON.objectNode();
                int size = random.nextInt(4);
                for (int i = 0; i < size; i++) {
                    map.set(scalar(key).asText(), value(entry));
                }
                yield map;
            }
            case HiveType.Primitive ignored -> scalar(type);
            case HiveType.Decimal ignored -> scalar(type);
            case HiveType.Characters ignored -> scalar(type);
        };
    }

    private JsonNode scalar(HiveType type) {
        return switch (type) {
            case HiveType.Decimal(int precision, int scale) -> {
                BigInteger unscaled = new BigInteger(random.nextInt(1, 130), new Random(random.nextLong()))
                        .mod(BigInteger.TEN.pow(precision));
                yield JSON.numberNode(new BigDecimal(random.nextBoolean() ? unscaled : unscaled.negate(), scale));
            }
            case HiveType.Characters(boolean fixed, int length) -> {
                String text = text();
                int end = text.offsetByCodePoints(0, Math.min(length, text.codePointCount(0, text.length())));
                String cut = text.substring(0, end);
                yield JSON.textNode(fixed ? cut.replaceAll(" +$", "") : cut);
            }
            case HiveType.Primitive primitive -> primitive(primitive);
            case HiveType.Struct ignored -> throw new IllegalArgumentException();
            case HiveType.Sequence ignored -> throw new IllegalArgumentException();
            case HiveType.Mapping ignored -> throw new IllegalArgumentException();
        };
    }

    private JsonNode primitive(HiveType.Primitive type) {
        return switch (type) {
            case BOOLEAN -> JSON.booleanNode(random.nextBoolean());
            case TINYINT -> JSON.numberNode((byte) random.nextInt());
            case SMALLINT -> JSON.numberNode((short) random.nextInt());
            case INT -> JSON.numberNode(random.nextInt());
            case BIGINT -> JSON.numberNode(random.nextLong());
            case FLOAT -> JSON.numberNode((float) random.nextGaussian(0, 1e6));
            case DOUBLE -> JSON.numberNode(random.nextGaussian(0, 1e12));
            case STRING -> JSON.textNode(text());
            case BINARY -> JSON.textNode(Base64.getEncoder().encodeToString(binary()));
            case DATE ->
                JSON.textNode(
                        LocalDate.ofEpochDay(random.nextInt(-20_000, 40_000)).toString());
            case TIMESTAMP ->
                JSON.textNode(TIME.format(LocalDateTime.ofEpochSecond(
                        random.nextLong(-2_000_000_000L, 4_000_000_000L),
                        1_000 * random.nextInt(1_000_000),
                        ZoneOffset.UTC)));
        };
    }

    /// Of bytes that no reader shows as letters.
    private byte[] binary() {
        byte[] bytes = new byte[random.nextInt(6)];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (0x80 + random.nextInt(0x80));
        }
        return bytes;
    }

    private String text() {
        int[] points = {'a', 'b', 'c', ' ', '"', '\\', '\n', 'ä', '€', 0x1F600, '/', '0'};
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(5) == 0 ? random.nextInt(200) : random.nextInt(6);
        for (int i = 0; i < length; i++) {
            text.appendCodePoint(points[random.nextInt(points.length)]);
        }
        return text.toString();
    }

    /// A record of the row, with keys that no column has and members that are left out where they are null.
    public byte[] record(ObjectNode value) {
        ObjectNode record = JSON.objectNode();
        value.properties().forEach(member -> {
            if (!member.getValue().isNull() || random.nextBoolean()) {
                String name =
                        random.nextBoolean() ? member.getKey() : member.getKey().toUpperCase(Locale.ROOT);
                record.set(name, member.getValue());
            }
            if (random.nextInt(5) == 0) {
                record.putObject("other" + random.nextInt(5))
                        .putArray("x")
                        .add(1)
                        .add("]}");
            }
        });
        return record.toString().getBytes(StandardCharsets.UTF_8);
    }
}
