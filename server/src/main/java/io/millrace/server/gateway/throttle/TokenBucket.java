package io.millrace.server.gateway.throttle;

import io.millrace.core.resource.apigateway.Throttle;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

/// A bucket that holds `burst` tokens, full at first, and gets `rate` a second, evenly, to the nanosecond. A request
/// takes one.
///
/// Whole numbers all the way, so nothing is lost or gained by rounding: a token is so many units, each nanosecond
/// brings
/// so many. Rates count to a millionth. A burst of more than 2^63 units (9 × 10^18 ÷ units a token, which is more than
/// 9,000 tokens for any rate, and any burst at all for rates of whole numbers) is taken as that much.
///
/// Any thread; never blocks, and never waits for another.
final class TokenBucket {
    private static final int RATE_DECIMALS = 6;
    private static final BigInteger NANOS = BigInteger.valueOf(1_000_000_000);

    private final LongSupplier nanos;
    private final long token;
    private final long gain;
    private final long capacity;
    private final AtomicReference<Level> level;

    /// @param credit units in the bucket
    /// @param atNanos when
    private record Level(long credit, long atNanos) {}

    /// @param nanos never falls; may wrap
    TokenBucket(Throttle throttle, LongSupplier nanos) {
        this.nanos = nanos;
        BigDecimal rate = BigDecimal.valueOf(Math.max(0, throttle.ratePerSecond()))
                .setScale(RATE_DECIMALS, RoundingMode.HALF_UP)
                .min(BigDecimal.valueOf(Integer.MAX_VALUE));
        BigInteger units = NANOS.multiply(BigInteger.TEN.pow(RATE_DECIMALS));
        BigInteger perNano = rate.unscaledValue();
        BigInteger common = units.gcd(perNano);
        token = units.divide(common).longValueExact();
        gain = perNano.divide(common).longValueExact();
        capacity = Math.min(Math.max(0, throttle.burst()), Long.MAX_VALUE / token) * token;
        level = new AtomicReference<>(new Level(capacity, nanos.getAsLong()));
    }

    /// Takes a token, if there is one.
    boolean take() {
        while (true) {
            Level before = level.get();
            Level now = filled(before);
            if (now.credit() < token) {
                return false;
            }
            if (level.compareAndSet(before, new Level(now.credit() - token, now.atNanos()))) {
                return true;
            }
        }
    }

    /// Puts a token back that was taken and not used.
    void giveBack() {
        level.updateAndGet(
                before -> new Level(Math.min(capacity, saturatedSum(before.credit(), token)), before.atNanos()));
    }

    /// Whether a new bucket would be the same.
    boolean isFull() {
        return filled(level.get()).credit() >= capacity;
    }

    /// Another thread may have read the clock later and been here first: then no time has passed.
    private Level filled(Level before) {
        long now = nanos.getAsLong();
        long passed = now - before.atNanos();
        if (passed <= 0) {
            return before;
        }
        long gained = Math.multiplyHigh(passed, gain) == 0 && passed * gain >= 0 ? passed * gain : Long.MAX_VALUE;
        return new Level(Math.min(capacity, saturatedSum(before.credit(), gained)), now);
    }

    private static long saturatedSum(long a, long b) {
        return a > Long.MAX_VALUE - b ? Long.MAX_VALUE : a + b;
    }
}
