package io.millrace.core.resource.logs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.fault.RequestException;
import io.millrace.core.resource.Arn;
import io.millrace.core.resource.Resource;
import io.millrace.core.resource.ResourceId;
import io.millrace.core.resource.ResourceKind;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;

/// A log group of CloudWatch Logs. Its log streams and their events lie in one stream of the log.
///
/// Source: <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_LogGroup.html>
///
/// @param name 1–512 characters of `a-z A-Z 0-9 _ - / . #`, unique in its region
/// @param region where it was made
/// @param logStream its stream of the log; unlike that of any earlier group of this name
/// @param retentionDays events older than this are not shown any more; empty to keep them for good
/// @param tags kept only
/// @param created when it was made
public record LogGroup(
        String name, String region, String logStream, Optional<Integer> retentionDays, LogTags tags, Instant created)
        implements Resource {
    public static final String TYPE = "AWS::Logs::LogGroup";

    /// What the names of all groups' streams of the log begin with.
    public static final String LOG_STREAMS = "logs.";

    /// The days that AWS lets one choose.
    public static final Set<Integer> RETENTION_DAYS = Set.of(
            1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653);

    private static final Pattern NAME = Pattern.compile("[.\\-_/#A-Za-z0-9]{1,512}");
    private static final int LOG_SUFFIX_CHARS = 8;

    /// A new group.
    ///
    /// @param random makes its stream of the log unlike any other
    /// @throws RequestException `InvalidArgumentException` when the name is none
    public static LogGroup create(ResourceId id, LogTags tags, Instant now, UUID random) {
        if (!NAME.matcher(id.name()).matches()) {
            throw RequestException.invalidArgument(
                    "logGroupName: '" + id.name() + "' does not have 1 to 512 characters of a-z A-Z 0-9 _ - / . #");
        }
        String suffix = random.toString().substring(0, LOG_SUFFIX_CHARS);
        return new LogGroup(
                id.name(), id.region(), LOG_STREAMS + id.region() + "." + suffix, Optional.empty(), tags, now);
    }

    public static ResourceId id(String region, String name) {
        return new ResourceId(TYPE, region, name);
    }

    @Override
    public ResourceId id() {
        return id(region, name);
    }

    public String arn() {
        return Arn.of("logs", region, "log-group:" + name);
    }

    /// @throws RequestException `InvalidArgumentException` for a number of days that AWS does not have
    public LogGroup withRetention(Optional<Integer> days) {
        days.filter(number -> !RETENTION_DAYS.contains(number)).ifPresent(number -> {
            throw RequestException.invalidArgument(
                    "retentionInDays: " + number + " is not one of " + new TreeSet<>(RETENTION_DAYS));
        });
        return new LogGroup(name, region, logStream, days, tags, created);
    }

    public LogGroup withTags(LogTags changed) {
        return new LogGroup(name, region, logStream, retentionDays, changed, created);
    }

    /// How log groups are kept.
    public static final ResourceKind<LogGroup> KIND = new ResourceKind<>() {
        @Override
        public String type() {
            return TYPE;
        }

        @Override
        public Class<LogGroup> valueType() {
            return LogGroup.class;
        }

        @Override
        public ObjectNode write(LogGroup group) {
            ObjectNode kept = JsonNodeFactory.instance
                    .objectNode()
                    .put("LogGroupName", group.name())
                    .put("Region", group.region())
                    .put("LogStream", group.logStream())
                    .put("Created", group.created().toString());
            group.retentionDays().ifPresent(days -> kept.put("RetentionInDays", days));
            kept.set("Tags", group.tags().json());
            return kept;
        }

        @Override
        public LogGroup read(ObjectNode kept) {
            return new LogGroup(
                    kept.required("LogGroupName").textValue(),
                    kept.required("Region").textValue(),
                    kept.required("LogStream").textValue(),
                    Optional.ofNullable(kept.get("RetentionInDays")).map(JsonNode::intValue),
                    LogTags.read(kept.required("Tags")),
                    Instant.parse(kept.required("Created").textValue()));
        }
    };
}
