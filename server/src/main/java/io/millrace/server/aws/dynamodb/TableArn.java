package io.millrace.server.aws.dynamodb;

import static io.millrace.server.aws.dynamodb.request.RequestShape.invalid;

import io.millrace.core.fault.RequestException;
import io.millrace.core.resource.Arn;
import io.millrace.core.resource.ResourceId;
import io.millrace.core.resource.dynamodb.Table;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads the ARNs by which tags and policies name a table.
final class TableArn {
    private static final Pattern ANY = Pattern.compile("[^:]+:[^:]+:[^:]+:[^:]+:[^:]+:.+/.+");
    private static final Pattern OF_TABLE = Pattern.compile("arn:aws:dynamodb:([^:]+):\\d+:table/([^/]{3,})");

    private TableArn() {}

    /// @param arn null when the request has none
    /// @param operation for the complaint: `TagResource`
    /// @throws RequestException `ValidationException`, `AccessDeniedException`
    static ResourceId read(String arn, String operation) {
        requireArn(arn, operation);
        Matcher matcher = OF_TABLE.matcher(arn);
        if (!matcher.matches()) {
            throw invalid("Invalid TableArn: Invalid ResourceArn provided as input " + arn);
        }
        return Table.id(matcher.group(1), matcher.group(2));
    }

    /// Refuses what is no ARN at all.
    static void requireArn(String arn, String operation) {
        if (arn == null) {
            throw invalid("Invalid TableArn");
        }
        if (!ANY.matcher(arn).matches()) {
            throw new RequestException(
                    "AccessDeniedException",
                    "User: " + Arn.of("iam", "", "root") + " is not authorized to perform: dynamodb:" + operation
                            + " on resource: " + (arn.isEmpty() ? "*" : arn));
        }
    }

    static RequestException notFound(String arn) {
        return RequestException.notFound("Requested resource not found: ResourcArn: " + arn + " not found");
    }
}
