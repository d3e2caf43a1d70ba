package io.millrace.server.gateway.throttle;

import io.millrace.core.fault.UnavailableException;
import io.millrace.core.limit.Limit;
import io.millrace.core.log.CorruptRecordsException;
import io.millrace.core.log.EventLog;
import io.millrace.core.log.LogReader;
import io.millrace.core.record.LogRecord;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The calls of all API keys, kept in a stream of the log: what has changed is appended from time to time, as totals,
/// and
/// read again at start. A crash loses the calls since the last time. When the stream has grown long, all totals are
/// written behind it and what lies before is dropped.
///
/// Any thread; [#flush] blocks.
final class UsageCounts {
    /// The stream that holds them.
    static final String STREAM = "apigateway.usage";

    private static final Logger LOG = LoggerFactory.getLogger(UsageCounts.class);

    private final EventLog log;
    private final Map<KeyInPlan, KeyUsage> usages = new ConcurrentHashMap<>();
    private final Set<KeyInPlan> gone = ConcurrentHashMap.newKeySet();
    private final ReentrantLock flushing = new ReentrantLock();
    private long records;
    private boolean failing;

    private UsageCounts(EventLog log) {
        this.log = log;
    }

    /// @param members whose counts are wanted; those of others are forgotten
    static UsageCounts open(EventLog log, Set<KeyInPlan> members) {
        UsageCounts counts = new UsageCounts(log);
        counts.replay();
        counts.usages.keySet().retainAll(members);
        return counts;
    }

    /// Empty when there is no room for another.
    Optional<KeyUsage> of(KeyInPlan member) {
        KeyUsage present = usages.get(member);
        if (present == null && usages.size() < Limit.GATEWAY_USAGE_KEYS.value()) {
            present = usages.computeIfAbsent(member, any -> new KeyUsage());
        }
        return Optional.ofNullable(present);
    }

    Optional<KeyUsage> find(KeyInPlan member) {
        return Optional.ofNullable(usages.get(member));
    }

    void forget(KeyInPlan member) {
        usages.remove(member);
        gone.add(member);
    }

    /// Writes what has changed. What cannot be written now will be the next time.
    void flush() {
        flushing.lock();
        try {
            writeGone();
            Map<KeyInPlan, KeyUsage.Counts> changed = new LinkedHashMap<>();
            usages.forEach((member, usage) -> {
                usage.takeChanged().ifPresent(counts -> changed.put(member, counts));
                if (changed.size() >= Limit.GATEWAY_USAGE_RECORD_KEYS.value()) {
                    write(changed);
                    changed.clear();
                }
            });
            write(changed);
            if (records >= Limit.GATEWAY_USAGE_COMPACT_RECORDS.value()) {
                compact();
            }
        } finally {
            flushing.unlock();
        }
    }

    /// Before the counts of those that have come back.
    private void writeGone() {
        List<KeyInPlan> left = List.copyOf(gone);
        if (!left.isEmpty()) {
            try {
                append(new UsageRecord(left, Map.of()));
                left.forEach(gone::remove);
            } catch (UnavailableException e) {
                refused(e);
            }
        }
    }

    private void write(Map<KeyInPlan, KeyUsage.Counts> changed) {
        if (changed.isEmpty()) {
            return;
        }
        try {
            append(new UsageRecord(List.of(), changed));
            failing = false;
        } catch (UnavailableException e) {
            changed.forEach((member, counts) -> find(member).ifPresent(usage -> usage.untake(counts)));
            refused(e);
        }
    }

    private void refused(UnavailableException e) {
        if (!failing) {
            LOG.warn("The calls of API keys cannot be written now: {}", e.getMessage());
        }
        failing = true;
    }

    private void append(UsageRecord record) {
        try {
            log.append(STREAM, List.of(record.bytes())).join();
            records++;
        } catch (CompletionException e) {
            throw e.getCause() instanceof UnavailableException cause
                    ? cause
                    : new UnavailableException("The log failed", e.getCause());
        }
    }

    /// Totals are written again before what they stand for is dropped, so a crash between changes nothing.
    private void compact() {
        long end = log.extent(STREAM).endOffset();
        try {
            Map<KeyInPlan, KeyUsage.Counts> some = new LinkedHashMap<>();
            usages.forEach((member, usage) -> {
                some.put(member, usage.counts());
                if (some.size() >= Limit.GATEWAY_USAGE_RECORD_KEYS.value()) {
                    append(new UsageRecord(List.of(), some));
                    some.clear();
                }
            });
            append(new UsageRecord(List.of(), some));
            log.trim(STREAM, end);
            records = 0;
        } catch (UnavailableException e) {
            LOG.warn("The calls of API keys cannot be compacted now: {}", e.getMessage());
        }
    }

    private void replay() {
        long end = log.extent(STREAM).endOffset();
        try (LogReader reader = log.viewer(STREAM, log.extent(STREAM).firstOffset())) {
            while (reader.position() < end) {
                try {
                    reader.poll(
                                    Limit.DELIVERY_POLL_RECORDS.intValue(),
                                    Limit.DELIVERY_POLL_BYTES.value(),
                                    Duration.ZERO)
                            .forEach(this::apply);
                } catch (CorruptRecordsException e) {
                    LOG.warn("Some calls of API keys are lost: {}", e.getMessage());
                    reader.seek(e.resumeOffset());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the calls of API keys were read", e);
        }
    }

    private void apply(LogRecord record) {
        try {
            UsageRecord kept = UsageRecord.read(record.data());
            kept.gone().forEach(usages::remove);
            kept.counts().forEach((member, counts) -> usages.computeIfAbsent(member, any -> new KeyUsage())
                    .restore(counts));
            records++;
        } catch (IOException e) {
            throw new IllegalStateException("Record " + record.offset() + " of " + STREAM + " cannot be read", e);
        }
    }
}
