package io.millrace.server.aws.s3;

import java.util.zip.Checksum;

/// CRC-64/NVME, eight bytes at a step.
///
/// Source: NVM Express NVM Command Set Specification, 5.2.1.3.4 (64b CRC): polynomial AD93D23594C93659, reflected,
/// begun and ended with all ones.
final class Crc64Nvme implements Checksum {
    private static final long REFLECTED = 0x9A6C9329AC4BC9B5L;
    private static final int STEP = 8;
    private static final long[][] TABLES = tables();

    private long crc = ~0L;

    private static long[][] tables() {
        long[][] tables = new long[STEP][256];
        for (int i = 0; i < 256; i++) {
            long value = i;
            for (int bit = 0; bit < 8; bit++) {
                value = (value & 1) == 0 ? value >>> 1 : (value >>> 1) ^ REFLECTED;
            }
            tables[0][i] = value;
        }
        for (int i = 0; i < 256; i++) {
            for (int step = 1; step < STEP; step++) {
                long before = tables[step - 1][i];
                tables[step][i] = (before >>> 8) ^ tables[0][(int) before & 0xff];
            }
        }
        return tables;
    }

    @Override
    public void update(int b) {
        crc = (crc >>> 8) ^ TABLES[0][(int) (crc ^ b) & 0xff];
    }

    @Override
    public void update(byte[] bytes, int offset, int length) {
        int i = offset;
        int end = offset + length;
        long value = crc;
        while (end - i >= STEP) {
            for (int byteIndex = 0; byteIndex < STEP; byteIndex++) {
                value ^= (bytes[i + byteIndex] & 0xffL) << (8 * byteIndex);
            }
            long next = 0;
            for (int byteIndex = 0; byteIndex < STEP; byteIndex++) {
                next ^= TABLES[STEP - 1 - byteIndex][(int) (value >>> (8 * byteIndex)) & 0xff];
            }
            value = next;
            i += STEP;
        }
        crc = value;
        while (i < end) {
            update(bytes[i++]);
        }
    }

    @Override
    public long getValue() {
        return ~crc;
    }

    @Override
    public void reset() {
        crc = ~0L;
    }
}
