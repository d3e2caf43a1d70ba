package io.millrace.core.logs;

import io.millrace.core.catalog.Catalog;
import io.millrace.core.catalog.CatalogListener;
import io.millrace.core.fault.RequestException;
import io.millrace.core.function.FunctionLog;
import io.millrace.core.limit.Limit;
import io.millrace.core.log.Appended;
import io.millrace.core.log.EventLog;
import io.millrace.core.resource.Resource;
import io.millrace.core.resource.logs.LogGroup;
import io.millrace.core.resource.logs.LogTags;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// All log groups: making and deleting them, putting events into them and reading them.
///
/// Any thread. [#append] never blocks; all else may, and is never called on an event loop. Errors of callers are
/// [RequestException] with the names and words of CloudWatch Logs.
///
/// Source: <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_Operations.html>
public final class LogGroups implements FunctionLog, CatalogListener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LogGroups.class);
    private static final String EXISTS = "ResourceAlreadyExistsException";

    private final Catalog catalog;
    private final EventLog log;
    private final InstantSource clock;
    private final Supplier<UUID> ids;
    private final GroupBounds bounds;
    private final Map<String, GroupLog> byLogStream = new ConcurrentHashMap<>();
    private final PendingOutput pending = new PendingOutput();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("logs-retention").factory());
    private ScheduledFuture<?> sweeps;

    LogGroups(Catalog catalog, EventLog log, InstantSource clock, Supplier<UUID> ids, GroupBounds bounds) {
        this.catalog = catalog;
        this.log = log;
        this.clock = clock;
        this.ids = ids;
        this.bounds = bounds;
    }

    /// Opens the groups of a catalog and follows it from then on.
    ///
    /// @param ids random ones: part of the name of a group's stream of the log
    public static LogGroups open(Catalog catalog, EventLog log, InstantSource clock, Supplier<UUID> ids) {
        LogGroups groups = new LogGroups(catalog, log, clock, ids, GroupBounds.DEFAULT);
        groups.start();
        return groups;
    }

    void start() {
        catalog.listen(this);
        discardForgotten();
        long pause = Limit.LOGS_SWEEP_SECONDS.value();
        sweeps = timer.scheduleWithFixedDelay(this::sweep, pause, pause, TimeUnit.SECONDS);
    }

    @Override
    public void put(Resource resource) {
        if (resource instanceof LogGroup group) {
            byLogStream.computeIfAbsent(group.logStream(), name -> new GroupLog(log, name, bounds));
        }
    }

    /// Deletes the group's events in the background.
    @Override
    public void removed(Resource resource) {
        if (resource instanceof LogGroup group) {
            Optional.ofNullable(byLogStream.remove(group.logStream())).ifPresent(GroupLog::end);
            Thread.startVirtualThread(() -> discard(group.logStream()));
        }
    }

    private void discard(String logStream) {
        try {
            log.delete(logStream);
        } catch (RuntimeException e) {
            LOG.warn("The log group's stream {} could not be deleted, and will be at the next start", logStream, e);
        }
    }

    private void discardForgotten() {
        for (String name : log.streams()) {
            if (name.startsWith(LogGroup.LOG_STREAMS) && !byLogStream.containsKey(name)) {
                log.delete(name);
            }
        }
    }

    @Override
    public CompletableFuture<Void> append(String region, String group, String stream, List<Line> events) {
        if (events.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        List<byte[]> records = records(stream, events);
        return pending.append(
                LogGroup.id(region, group),
                records,
                () -> find(region, group).map(this::events),
                () -> events(findOrCreate(region, group)));
    }

    private LogGroup findOrCreate(String region, String name) {
        return find(region, name).orElseGet(() -> {
            try {
                return create(region, name, LogTags.NONE, Optional.empty());
            } catch (RequestException e) {
                if (e.code().equals(EXISTS)) {
                    return require(region, name);
                }
                throw e;
            }
        });
    }

    /// Makes a group.
    ///
    /// @throws RequestException `ResourceAlreadyExistsException`; `LimitExceededException`;
    /// `InvalidArgumentException`
    public LogGroup create(String region, String name, LogTags tags, Optional<Integer> retentionDays) {
        LogGroup group = LogGroup.create(LogGroup.id(region, name), tags, clock.instant(), ids.get())
                .withRetention(retentionDays);
        if (find(region, name).isPresent()) {
            throw new RequestException(EXISTS, "The specified log group already exists");
        }
        if (list(region).size() >= Limit.LOGS_GROUPS.value()) {
            throw new RequestException(
                    "LimitExceededException", "A region has at most " + Limit.LOGS_GROUPS.value() + " log groups");
        }
        catalog.create(group, EXISTS);
        return group;
    }

    public Optional<LogGroup> find(String region, String name) {
        return catalog.find(LogGroup.class, LogGroup.id(region, name));
    }

    /// @throws RequestException `ResourceNotFoundException`
    public LogGroup require(String region, String name) {
        return find(region, name).orElseThrow(LogGroups::unknown);
    }

    static RequestException unknown() {
        return RequestException.notFound("The specified log group does not exist.");
    }

    /// The groups of a region by name.
    public List<LogGroup> list(String region) {
        return catalog.list(LogGroup.class).stream()
                .filter(group -> group.region().equals(region))
                .toList();
    }

    /// The group of a name in the first region that has one.
    public Optional<LogGroup> findAnywhere(String name) {
        return catalog.list(LogGroup.class).stream()
                .filter(group -> group.name().equals(name))
                .findFirst();
    }

    /// Deletes a group with its events.
    public void delete(LogGroup group) {
        catalog.remove(group.id());
    }

    /// @param days empty to keep events for good
    public void keepFor(LogGroup group, Optional<Integer> days) {
        catalog.update(LogGroup.class, group.id(), before -> before.withRetention(days));
    }

    public void tag(LogGroup group, LogTags added) {
        catalog.update(
                LogGroup.class,
                group.id(),
                before -> before.withTags(before.tags().with(added)));
    }

    public void untag(LogGroup group, List<String> keys) {
        catalog.update(
                LogGroup.class,
                group.id(),
                before -> before.withTags(before.tags().without(keys)));
    }

    public void createStream(LogGroup group, String stream) {
        events(group).createStream(stream, clock.millis());
    }

    public void deleteStream(LogGroup group, String stream) {
        events(group).deleteStream(stream, clock.millis());
    }

    /// The log streams of a group; the one that was quiet longest first.
    public List<LogStream> streams(LogGroup group) {
        return events(group).streams();
    }

    /// Appends events to a log stream that must be there.
    ///
    /// @return completes when durable
    public CompletableFuture<Appended> put(LogGroup group, String stream, List<Line> events) {
        return events(group).put(stream, records(stream, events));
    }

    /// A page of events; those past the group's retention are not among them.
    public EventPage search(LogGroup group, EventQuery query) {
        return events(group).search(query.notBefore(oldestMillis(group)));
    }

    /// Follows a group's events from a time on, in the order in which they arrive.
    public LogFollower follow(LogGroup group, long fromMillis) {
        return events(group).follow(Math.max(fromMillis, oldestMillis(group)));
    }

    /// What a group takes on disk.
    public long bytes(LogGroup group) {
        return events(group).bytes();
    }

    /// Events before this time are not shown.
    public long oldestMillis(LogGroup group) {
        return group.retentionDays()
                .map(days -> clock.millis() - Duration.ofDays(days).toMillis())
                .orElse(Long.MIN_VALUE);
    }

    /// Drops what retention allows to drop, and the indexes; a timer calls it.
    void sweep() {
        for (LogGroup group : catalog.list(LogGroup.class)) {
            GroupLog events = byLogStream.get(group.logStream());
            try {
                if (events != null) {
                    events.rest();
                }
                if (events != null && group.retentionDays().isPresent()) {
                    events.expire(oldestMillis(group));
                }
            } catch (RuntimeException e) {
                LOG.warn("Log group {}: retention is put off: {}", group.name(), e.toString());
            }
        }
    }

    private GroupLog events(LogGroup group) {
        GroupLog events = byLogStream.get(group.logStream());
        if (events == null) {
            throw unknown();
        }
        return events;
    }

    private static List<byte[]> records(String stream, List<Line> events) {
        return events.stream()
                .map(line -> new LogEntry.Event(stream, line.timeMillis(), line.message()).encode())
                .toList();
    }

    /// Ends the timer. To be called before the log is closed.
    @Override
    public void close() {
        sweeps.cancel(false);
        timer.close();
        byLogStream.values().forEach(GroupLog::end);
    }
}
