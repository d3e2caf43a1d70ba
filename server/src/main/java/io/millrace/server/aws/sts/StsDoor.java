package io.millrace.server.aws.sts;

import io.millrace.core.resource.Arn;
import io.millrace.server.aws.protocol.QueryService;
import java.util.Map;

/// AWS Security Token Service, as much as clients ask before they do anything else.
///
/// Source: <https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html>
public final class StsDoor {
    private StsDoor() {}

    /// Its one operation: GetCallerIdentity. Everyone is the root of the one account.
    public static QueryService service() {
        return new QueryService(
                "2011-06-15",
                "https://sts.amazonaws.com/doc/2011-06-15/",
                Map.of(
                        "GetCallerIdentity",
                        call -> "<Arn>arn:aws:iam::" + Arn.ACCOUNT + ":root</Arn><UserId>" + Arn.ACCOUNT
                                + "</UserId><Account>" + Arn.ACCOUNT + "</Account>"));
    }
}
