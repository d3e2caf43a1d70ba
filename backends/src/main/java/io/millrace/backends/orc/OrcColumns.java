package io.millrace.backends.orc;

import io.millrace.core.format.HiveType;
import io.millrace.core.format.Value;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/// The columns of one stripe: takes rows apart into streams. Owned by one thread.
///
/// Source: <https://orc.apache.org/specification/ORCv1/> (Column Encodings)
final class OrcColumns {
    private static final int PRESENT = 0;
    private static final int DATA = 1;
    private static final int LENGTH = 2;
    private static final int SECONDARY = 5;
    private static final long SECONDS_TO_2015 = 1_420_070_400L;
    private static final int NANOS_ZEROS_MIN = 2;
    private static final int NANOS_ZEROS_MAX = 8;

    private final List<Column> columns = new ArrayList<>();
    private final Column root;

    /// A stream of a column, encoded.
    record Stream(int kind, int column, Bytes bytes) {}

    OrcColumns(HiveType.Struct row) {
        root = column(row);
    }

    void add(Value row) {
        root.add(row);
    }

    int count() {
        return columns.size();
    }

    long heldBytes() {
        long held = 0;
        for (Column column : columns) {
            held += column.heldBytes();
        }
        return held;
    }

    /// All that is not empty, column by column.
    List<Stream> finish() {
        List<Stream> streams = new ArrayList<>();
        columns.forEach(column -> column.finish(streams));
        return streams;
    }

    private Column column(HiveType type) {
        int id = columns.size();
        columns.add(null);
        Column column =
                switch (type) {
                    case HiveType.Struct struct ->
                        new Struct(
                                id,
                                struct.fields().stream()
                                        .map(field -> column(field.type()))
                                        .toList());
                    case HiveType.Sequence(HiveType element) -> new Sequence(id, column(element));
                    case HiveType.Mapping(HiveType key, HiveType value) -> new Mapping(id, column(key), column(value));
                    case HiveType.Decimal ignored -> new Decimals(id);
                    case HiveType.Characters ignored -> new Texts(id);
                    case HiveType.Primitive primitive -> primitive(id, primitive);
                };
        columns.set(id, column);
        return column;
    }

    private static Column primitive(int id, HiveType.Primitive type) {
        return switch (type) {
            case BOOLEAN -> new Booleans(id);
            case TINYINT -> new Tiny(id);
            case SMALLINT, INT, BIGINT, DATE -> new Integers(id);
            case FLOAT -> new Reals(id, false);
            case DOUBLE -> new Reals(id, true);
            case STRING, BINARY -> new Texts(id);
            case TIMESTAMP -> new Timestamps(id);
        };
    }

    /// One column, with which of its values are there.
    private abstract static sealed class Column {
        private final int id;
        private final Bits present = new Bits();
        private boolean nulls;

        Column(int id) {
            this.id = id;
        }

        void add(Value value) {
            present.add(!value.isNull());
            if (value.isNull()) {
                nulls = true;
            } else {
                put(value);
            }
        }

        abstract void put(Value value);

        abstract long held();

        abstract void streams(List<Stream> to);

        long heldBytes() {
            return present.heldBytes() + held();
        }

        void finish(List<Stream> to) {
            if (nulls) {
                to.add(new Stream(PRESENT, id, present.finish()));
            }
            streams(to);
        }

        Stream stream(int kind, Bytes bytes) {
            return new Stream(kind, id, bytes);
        }
    }

    private static final class Struct extends Column {
        private final List<Column> members;

        Struct(int id, List<Column> members) {
            super(id);
            this.members = members;
        }

        @Override
        void put(Value value) {
            for (int i = 0; i < members.size(); i++) {
                members.get(i).add(value.child(i));
            }
        }

        @Override
        long held() {
            return 0;
        }

        @Override
        void streams(List<Stream> to) {}
    }

    private static final class Sequence extends Column {
        private final IntegerRuns lengths = new IntegerRuns(false);
        private final Column element;

        Sequence(int id, Column element) {
            super(id);
            this.element = element;
        }

        @Override
        void put(Value value) {
            lengths.add(value.length());
            for (int i = 0; i < value.length(); i++) {
                element.add(value.child(i));
            }
        }

        @Override
        long held() {
            return lengths.heldBytes();
        }

        @Override
        void streams(List<Stream> to) {
            to.add(stream(LENGTH, lengths.finish()));
        }
    }

    private static final class Mapping extends Column {
        private final IntegerRuns lengths = new IntegerRuns(false);
        private final Column key;
        private final Column entry;

        Mapping(int id, Column key, Column entry) {
            super(id);
            this.key = key;
            this.entry = entry;
        }

        @Override
        void put(Value value) {
            lengths.add(value.length());
            for (int i = 0; i < value.length(); i++) {
                key.add(value.key(i));
                entry.add(value.entry(i));
            }
        }

        @Override
        long held() {
            return lengths.heldBytes();
        }

        @Override
        void streams(List<Stream> to) {
            to.add(stream(LENGTH, lengths.finish()));
        }
    }

    private static final class Booleans extends Column {
        private final Bits bits = new Bits();

        Booleans(int id) {
            super(id);
        }

        @Override
        void put(Value value) {
            bits.add(value.number() != 0);
        }

        @Override
        long held() {
            return bits.heldBytes();
        }

        @Override
        void streams(List<Stream> to) {
            to.add(stream(DATA, bits.finish()));
        }
    }

    private static final class Tiny extends Column {
        private final ByteRuns bytes = new ByteRuns();

        Tiny(int id) {
            super(id);
        }

        @Override
        void put(Value value) {
            bytes.add((byte) value.number());
        }

        @Override
        long held() {
            return bytes.heldBytes();
        }

        @Override
        void streams(List<Stream> to) {
            to.add(stream(DATA, bytes.finish()));
        }
    }

    private static final class Integers extends Column {
        private final IntegerRuns numbers = new IntegerRuns(true);

        Integers(int id) {
            super(id);
        }

        @Override
        void put(Value value) {
            numbers.add(value.number());
        }

        @Override
        long held() {
            return numbers.heldBytes();
        }

        @Override
        void streams(List<Stream> to) {
            to.add(stream(DATA, numbers.finish()));
        }
    }

    private static final class Reals extends Column {
        private final Bytes bytes = new Bytes();
        private final boolean twice;

        /// @param twice whether they have the precision of double
        Reals(int id, boolean twice) {
            super(id);
            this.twice = twice;
        }

        @Override
        void put(Value value) {
            if (twice) {
                bytes.addLong(value.number());
            } else {
                bytes.addInt(Float.floatToRawIntBits((float) value.real()));
            }
        }

        @Override
        long held() {
            return bytes.size();
        }

        @Override
        void streams(List<Stream> to) {
            to.add(stream(DATA, bytes));
        }
    }

    private static final class Texts extends Column {
        private final Bytes bytes = new Bytes();
        private final IntegerRuns lengths = new IntegerRuns(false);

        Texts(int id) {
            super(id);
        }

        @Override
        void put(Value value) {
            bytes.add(value.bytes(), value.offset(), value.length());
            lengths.add(value.length());
        }

        @Override
        long held() {
            return bytes.size() + lengths.heldBytes();
        }

        @Override
        void streams(List<Stream> to) {
            to.add(stream(DATA, bytes));
            to.add(stream(LENGTH, lengths.finish()));
        }
    }

    private static final class Decimals extends Column {
        private final Bytes bytes = new Bytes();
        private final IntegerRuns scales = new IntegerRuns(true);

        Decimals(int id) {
            super(id);
        }

        @Override
        void put(Value value) {
            BigInteger number = value.unscaled();
            BigInteger zigzag =
                    number.signum() < 0 ? number.negate().shiftLeft(1).subtract(BigInteger.ONE) : number.shiftLeft(1);
            while (zigzag.bitLength() > 7) {
                bytes.add((zigzag.intValue() & 0x7F) | 0x80);
                zigzag = zigzag.shiftRight(7);
            }
            bytes.add(zigzag.intValue());
            scales.add(((HiveType.Decimal) value.type()).scale());
        }

        @Override
        long held() {
            return bytes.size() + scales.heldBytes();
        }

        @Override
        void streams(List<Stream> to) {
            to.add(stream(DATA, bytes));
            to.add(stream(SECONDARY, scales.finish()));
        }
    }

    /// Seconds since 2015 in UTC, towards zero, and nanoseconds less their zeros.
    private static final class Timestamps extends Column {
        private final IntegerRuns seconds = new IntegerRuns(true);
        private final IntegerRuns nanos = new IntegerRuns(false);

        Timestamps(int id) {
            super(id);
        }

        @Override
        void put(Value value) {
            seconds.add(value.number() - SECONDS_TO_2015 + (value.number() < 0 && value.nanos() > 999_999 ? 1 : 0));
            nanos.add(trimmed(value.nanos()));
        }

        private static long trimmed(int nanosOfSecond) {
            int zeros = 0;
            long left = nanosOfSecond;
            while (left != 0 && left % 10 == 0 && zeros < NANOS_ZEROS_MAX) {
                left /= 10;
                zeros++;
            }
            return zeros < NANOS_ZEROS_MIN ? (long) nanosOfSecond << 3 : (left << 3) | (zeros - 1);
        }

        @Override
        long held() {
            return seconds.heldBytes() + nanos.heldBytes();
        }

        @Override
        void streams(List<Stream> to) {
            to.add(stream(DATA, seconds.finish()));
            to.add(stream(SECONDARY, nanos.finish()));
        }
    }
}
