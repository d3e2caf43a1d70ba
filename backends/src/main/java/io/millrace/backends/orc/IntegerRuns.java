package io.millrace.backends.orc;

/// Integers in run-length encoding, version 1: runs of 3 to 130 with a fixed difference, or up to 128 as they are.
/// Owned by one thread.
///
/// Source: <https://orc.apache.org/specification/ORCv1/> (Integer Run Length Encoding, version 1)
final class IntegerRuns {
    private static final int RUN_MIN = 3;
    private static final int RUN_MAX = 127 + RUN_MIN;
    private static final int LITERALS_MAX = 128;

    private final Bytes out = new Bytes();
    private final boolean signed;
    private final long[] literals = new long[LITERALS_MAX];
    private int count;
    private boolean run;
    private long delta;
    private int tail;

    /// @param signed whether there are negative ones
    IntegerRuns(boolean signed) {
        this.signed = signed;
    }

    void add(long value) {
        if (count == 0) {
            literals[count++] = value;
            tail = 1;
            return;
        }
        if (run) {
            if (count < RUN_MAX && value == literals[0] + delta * count) {
                count++;
                return;
            }
            flush();
            literals[count++] = value;
            tail = 1;
            return;
        }
        long step = value - literals[count - 1];
        boolean small = step >= Byte.MIN_VALUE && step <= Byte.MAX_VALUE;
        if (tail > 1 && step == delta) {
            tail++;
        } else {
            delta = step;
            tail = small ? 2 : 1;
        }
        if (tail == RUN_MIN) {
            long first = literals[count - RUN_MIN + 1];
            count -= RUN_MIN - 1;
            long kept = delta;
            flush();
            literals[0] = first;
            delta = kept;
            run = true;
            count = RUN_MIN;
            return;
        }
        literals[count++] = value;
        if (count == LITERALS_MAX) {
            flush();
        }
    }

    Bytes finish() {
        flush();
        return out;
    }

    long heldBytes() {
        return out.size() + (long) count * Long.BYTES;
    }

    private void flush() {
        if (run) {
            out.add(count - RUN_MIN);
            out.add((int) delta);
            put(literals[0]);
        } else if (count > 0) {
            out.add(-count);
            for (int i = 0; i < count; i++) {
                put(literals[i]);
            }
        }
        run = false;
        count = 0;
        tail = 0;
    }

    private void put(long value) {
        out.addVarint(signed ? (value << 1) ^ (value >> 63) : value);
    }
}
