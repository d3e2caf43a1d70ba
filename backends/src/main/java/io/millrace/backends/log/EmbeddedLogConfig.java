package io.millrace.backends.log;

import io.millrace.core.limit.Limit;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How the embedded log is kept, as said in one URI:
/// `embedded:[PATH][?retention=24h&retentionBytes=10GiB&discardUnread=true&fsync=false&segmentBytes=64MiB]`.
///
/// @param folder where; the server's data folder when empty
/// @param retention records that all consumers have read are dropped at this age, whole segments at a time
/// @param retentionBytes the oldest such records are dropped, too, while the whole log takes more than this; empty for
///     no bound
/// @param discardUnread whether age and size drop what consumers have not read, too
/// @param fsync whether an append is acknowledged only when the disk has it; without, a loss of power may lose what was
///     acknowledged
/// @param segmentBytes size at which a segment file is sealed and the next begun
public record EmbeddedLogConfig(
        Optional<Path> folder,
        Duration retention,
        OptionalLong retentionBytes,
        boolean discardUnread,
        boolean fsync,
        long segmentBytes) {
    private static final String SCHEME = "embedded:";
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(s|m|h|d)");
    private static final Pattern SIZE = Pattern.compile("(\\d{1,12})(B|KiB|MiB|GiB|TiB)?");

    /// What holds unless told otherwise.
    public static final EmbeddedLogConfig DEFAULT = new EmbeddedLogConfig(
            Optional.empty(),
            Duration.ofSeconds(Limit.LOG_RETENTION_SECONDS.value()),
            OptionalLong.empty(),
            false,
            true,
            Limit.LOG_SEGMENT_BYTES.value());

    public EmbeddedLogConfig {
        if (!retention.isPositive()) {
            throw new IllegalArgumentException("retention: " + retention + " is not above zero");
        }
        if (segmentBytes < Limit.LOG_SEGMENT_BYTES_MIN.value() || segmentBytes > Limit.LOG_SEGMENT_BYTES_MAX.value()) {
            throw new IllegalArgumentException("segmentBytes: %d is not between %d and %d"
                    .formatted(segmentBytes, Limit.LOG_SEGMENT_BYTES_MIN.value(), Limit.LOG_SEGMENT_BYTES_MAX.value()));
        }
    }

    /// @throws IllegalArgumentException saying which part is wrong and what would be right
    public static EmbeddedLogConfig parse(String uri) {
        if (!uri.startsWith(SCHEME)) {
            throw new IllegalArgumentException(
                    "Log: '%s' does not begin with '%s'; right would be 'embedded:' or 'embedded:/data/log?retention=24h'"
                            .formatted(uri, SCHEME));
        }
        int query = uri.indexOf('?');
        EmbeddedLogConfig config = DEFAULT.withFolder(uri.substring(SCHEME.length(), query < 0 ? uri.length() : query));
        if (query < 0) {
            return config;
        }
        for (String setting : uri.substring(query + 1).split("&", -1)) {
            int equals = setting.indexOf('=');
            if (equals < 0) {
                throw new IllegalArgumentException(
                        "Log: '%s' is no setting; it takes the form NAME=VALUE".formatted(setting));
            }
            config = config.with(setting.substring(0, equals), setting.substring(equals + 1));
        }
        return config;
    }

    private EmbeddedLogConfig with(String name, String value) {
        return switch (name) {
            case "retention" -> with(duration(name, value));
            case "retentionBytes" -> withRetentionBytes(size(name, value));
            case "discardUnread" -> withDiscardUnread(flag(name, value));
            case "fsync" -> withFsync(flag(name, value));
            case "segmentBytes" -> withSegmentBytes(size(name, value));
            default ->
                throw new IllegalArgumentException(
                        "Log: there is no setting '%s'; there are retention, retentionBytes, discardUnread, fsync, segmentBytes"
                                .formatted(name));
        };
    }

    private EmbeddedLogConfig withFolder(String path) {
        try {
            Optional<Path> kept = path.isEmpty() ? Optional.empty() : Optional.of(Path.of(path));
            return new EmbeddedLogConfig(kept, retention, retentionBytes, discardUnread, fsync, segmentBytes);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("Log: '%s' is no path: %s".formatted(path, e.getReason()), e);
        }
    }

    EmbeddedLogConfig with(Duration kept) {
        return new EmbeddedLogConfig(folder, kept, retentionBytes, discardUnread, fsync, segmentBytes);
    }

    EmbeddedLogConfig withRetentionBytes(long kept) {
        return new EmbeddedLogConfig(folder, retention, OptionalLong.of(kept), discardUnread, fsync, segmentBytes);
    }

    EmbeddedLogConfig withDiscardUnread(boolean kept) {
        return new EmbeddedLogConfig(folder, retention, retentionBytes, kept, fsync, segmentBytes);
    }

    EmbeddedLogConfig withFsync(boolean kept) {
        return new EmbeddedLogConfig(folder, retention, retentionBytes, discardUnread, kept, segmentBytes);
    }

    EmbeddedLogConfig withSegmentBytes(long kept) {
        return new EmbeddedLogConfig(folder, retention, retentionBytes, discardUnread, fsync, kept);
    }

    private static Duration duration(String name, String value) {
        Matcher form = DURATION.matcher(value);
        if (!form.matches()) {
            throw new IllegalArgumentException(
                    "Log: %s '%s' is no duration; right would be 90s, 30m, 24h or 7d".formatted(name, value));
        }
        long count = Long.parseLong(form.group(1));
        return switch (form.group(2)) {
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
        };
    }

    private static long size(String name, String value) {
        Matcher form = SIZE.matcher(value);
        if (!form.matches()) {
            throw new IllegalArgumentException(
                    "Log: %s '%s' is no size; right would be 1048576, 512MiB or 10GiB".formatted(name, value));
        }
        long count = Long.parseLong(form.group(1));
        String unit = form.group(2) == null ? "B" : form.group(2);
        long unitBytes =
                switch (unit) {
                    case "KiB" -> 1L << 10;
                    case "MiB" -> 1L << 20;
                    case "GiB" -> 1L << 30;
                    case "TiB" -> 1L << 40;
                    default -> 1L;
                };
        if (count > Long.MAX_VALUE / unitBytes) {
            throw new IllegalArgumentException("Log: %s '%s' is too large".formatted(name, value));
        }
        return count * unitBytes;
    }

    private static boolean flag(String name, String value) {
        return switch (value) {
            case "true" -> true;
            case "false" -> false;
            default ->
                throw new IllegalArgumentException("Log: %s is '%s'; it is true or false".formatted(name, value));
        };
    }
}
