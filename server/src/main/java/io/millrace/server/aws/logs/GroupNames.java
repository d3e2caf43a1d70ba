package io.millrace.server.aws.logs;

import io.millrace.core.fault.RequestException;
import io.millrace.core.logs.LogGroups;
import io.millrace.core.resource.Fields;
import io.millrace.core.resource.logs.LogGroup;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How requests name log groups and log streams.
final class GroupNames {
    private static final Pattern ARN = Pattern.compile("arn:[^:]*:logs:([^:]*):[^:]*:log-group:([^:]+)(:\\*)?");
    private static final Pattern STREAM = Pattern.compile("[^:*]{1,512}", Pattern.DOTALL);

    private GroupNames() {}

    /// The group that `logGroupName` names.
    static LogGroup named(LogGroups groups, String region, Fields fields) {
        return groups.require(region, fields.requiredString("logGroupName"));
    }

    /// The group of `logGroupName` or of `logGroupIdentifier`, which is a name or an ARN.
    static LogGroup identified(LogGroups groups, String region, Fields fields) {
        Optional<String> name = fields.string("logGroupName");
        Optional<String> identifier = fields.string("logGroupIdentifier");
        if (name.isPresent() == identifier.isPresent()) {
            throw LogsDoor.invalid("Exactly one of logGroupName and logGroupIdentifier is required");
        }
        return identifier.isPresent() && identifier.get().startsWith("arn:")
                ? ofArn(groups, region, identifier.get())
                : groups.require(region, name.or(() -> identifier).orElseThrow());
    }

    /// The group of an ARN, with or without `:*` at its end.
    static LogGroup ofArn(LogGroups groups, String region, String arn) {
        Matcher parts = ARN.matcher(arn);
        if (!parts.matches()) {
            throw LogsDoor.invalid("'" + arn + "' is no ARN of a log group");
        }
        if (!parts.group(1).equals(region)) {
            throw LogsDoor.invalid("'" + arn + "' is not in the region of this call, " + region);
        }
        return groups.require(region, parts.group(2));
    }

    /// A log stream's name, checked.
    static String stream(Fields fields) {
        String name = fields.requiredString("logStreamName");
        if (!STREAM.matcher(name).matches()) {
            throw fields.invalid("logStreamName", "does not have 1 to 512 characters other than : and *");
        }
        return name;
    }

    static RequestException unknownStream() {
        return RequestException.notFound("The specified log stream does not exist.");
    }
}
