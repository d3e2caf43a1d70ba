package io.millrace.backends.orc;

/// Bytes in run-length encoding: runs of 3 to 130 of the same, or up to 128 as they are. Owned by one thread.
///
/// Source: <https://orc.apache.org/specification/ORCv1/> (Byte Run Length Encoding)
final class ByteRuns {
    private static final int RUN_MIN = 3;
    private static final int RUN_MAX = 127 + RUN_MIN;
    private static final int LITERALS_MAX = 128;

    private final Bytes out = new Bytes();
    private final byte[] literals = new byte[LITERALS_MAX];
    private int count;
    private int tail;
    private boolean run;

    void add(byte value) {
        if (run) {
            if (count < RUN_MAX && value == literals[0]) {
                count++;
                return;
            }
            flush();
        }
        tail = count > 0 && value == literals[count - 1] ? tail + 1 : 1;
        if (tail == RUN_MIN) {
            count -= RUN_MIN - 1;
            flush();
            literals[0] = value;
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
        return (long) out.size() + count;
    }

    private void flush() {
        if (run) {
            out.add(count - RUN_MIN);
            out.add(literals[0]);
        } else if (count > 0) {
            out.add(-count);
            out.add(literals, 0, count);
        }
        run = false;
        count = 0;
        tail = 0;
    }
}
