package io.millrace.backends.orc;

import io.millrace.core.format.HiveType;
import io.millrace.core.format.Value;
import java.math.BigInteger;
import java.util.List;

/// The columns of values that hold no others, a class for each encoding.
final class OrcScalars {
    private static final long SECONDS_TO_2015 = 1_420_070_400L;
    private static final int NANOS_ZEROS_MIN = 2;
    private static final int NANOS_ZEROS_MAX = 8;

    private OrcScalars() {}

    static final class Booleans extends OrcColumn {
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

    static final class Tiny extends OrcColumn {
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

    static final class Integers extends OrcColumn {
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

    static final class Reals extends OrcColumn {
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

    static final class Texts extends OrcColumn {
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

    static final class Decimals extends OrcColumn {
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
    static final class Timestamps extends OrcColumn {
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
