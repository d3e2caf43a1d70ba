package io.millrace.server.aws.sts;

import io.millrace.core.fault.RequestException;
import io.millrace.core.resource.Arn;
import io.millrace.server.aws.auth.Sessions;
import io.millrace.server.aws.protocol.QueryCall;
import io.millrace.server.aws.protocol.QueryParameters;
import io.millrace.server.aws.protocol.QueryService;
import io.millrace.server.aws.protocol.QueryXml;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// STS: who a caller is, and temporary credentials. Everyone is the root of the one account, or a role that was
/// assumed; any role may be assumed by anybody, whether IAM has it or not.
///
/// Source: <https://docs.aws.amazon.com/STS/latest/APIReference/API_Operations.html>
public final class StsDoor {
    private static final Pattern ROLE =
            Pattern.compile("arn:aws:iam::([0-9]{12}):role/(?:[\\x21-\\x7E]*/)?([\\w+=,.@-]{1,64})");
    private static final Pattern SESSION = Pattern.compile("[\\w+=,.@-]{2,64}");
    private static final String UNKNOWN_ROLE = "AROAAAAAAAAAAAAAAAAAA";
    private static final int SECONDS_MIN = 900;
    private static final int ASSUMED_SECONDS = 3_600;
    private static final int ASSUMED_SECONDS_MAX = 43_200;
    private static final int TOKEN_SECONDS_MAX = 129_600;

    private final Sessions sessions;
    private final Function<String, Optional<String>> roleIds;

    private StsDoor(Sessions sessions, Function<String, Optional<String>> roleIds) {
        this.sessions = sessions;
        this.roleIds = roleIds;
    }

    /// @param roleIds the id of a role by its name, if IAM has it
    public static QueryService service(Sessions sessions, Function<String, Optional<String>> roleIds) {
        StsDoor door = new StsDoor(sessions, roleIds);
        return new QueryService(
                "2011-06-15",
                "https://sts.amazonaws.com/doc/2011-06-15/",
                Map.of(
                        "GetCallerIdentity", door::callerIdentity,
                        "AssumeRole", door::assumeRole,
                        "GetSessionToken", door::sessionToken,
                        "GetAccessKeyInfo", door::accessKeyInfo,
                        "AssumeRoleWithWebIdentity", StsDoor::refuse,
                        "AssumeRoleWithSAML", StsDoor::refuse,
                        "GetFederationToken", StsDoor::refuse,
                        "DecodeAuthorizationMessage", StsDoor::refuse));
    }

    private static String refuse(QueryCall call) {
        throw new RequestException(
                "InvalidAction", call.parameters().get("Action") + " is not supported by Millrace: use AssumeRole");
    }

    private String callerIdentity(QueryCall call) {
        QueryParameters.of(call).refuseUnknown();
        Optional<Sessions.Session> session = sessions.find(call.accessKeyId());
        return new QueryXml()
                .text("Arn", session.map(Sessions.Session::arn).orElse(Arn.of("iam", "", "root")))
                .text("UserId", session.map(Sessions.Session::userId).orElse(Arn.ACCOUNT))
                .text("Account", Arn.ACCOUNT)
                .toString();
    }

    private String assumeRole(QueryCall call) {
        QueryParameters input = QueryParameters.of(call);
        String arn = input.requiredString("RoleArn");
        String name = input.requiredString("RoleSessionName");
        int seconds = input.integerBetween("DurationSeconds", SECONDS_MIN, ASSUMED_SECONDS_MAX)
                .orElse(ASSUMED_SECONDS);
        keptOnly(input);
        input.refuseUnknown();
        Matcher role = ROLE.matcher(arn);
        if (!role.matches()) {
            throw new RequestException("ValidationError", arn + " is invalid: expected arn:aws:iam::ACCOUNT:role/NAME");
        }
        if (!SESSION.matcher(name).matches()) {
            throw input.invalid("RoleSessionName", "must have from 2 to 64 characters of a-z A-Z 0-9 _ + = , . @ -");
        }
        String assumed = "arn:aws:sts::" + Arn.ACCOUNT + ":assumed-role/" + role.group(2) + "/" + name;
        String userId = roleIds.apply(role.group(2)).orElse(UNKNOWN_ROLE) + ":" + name;
        Sessions.Session session = sessions.open(assumed, userId, seconds);
        return credentials(session)
                .structure("AssumedRoleUser", user -> user.text("AssumedRoleId", userId)
                        .text("Arn", assumed))
                .number("PackedPolicySize", 0)
                .toString();
    }

    /// What narrows permissions, of which nobody asks, and what a role's trust policy may demand.
    private static void keptOnly(QueryParameters input) {
        input.string("ExternalId");
        input.string("Policy");
        input.string("SourceIdentity");
        input.structures("PolicyArns").forEach(policy -> policy.string("arn"));
        input.structures("Tags").forEach(tag -> {
            tag.requiredString("Key");
            tag.string("Value");
        });
        input.strings("TransitiveTagKeys");
        input.notSupported("SerialNumber", "there are no MFA devices");
        input.notSupported("TokenCode", "there are no MFA devices");
        input.notSupported("ProvidedContexts", "there are no context providers");
    }

    private String sessionToken(QueryCall call) {
        QueryParameters input = QueryParameters.of(call);
        int seconds = input.integerBetween("DurationSeconds", SECONDS_MIN, TOKEN_SECONDS_MAX)
                .orElse(ASSUMED_SECONDS_MAX);
        input.notSupported("SerialNumber", "there are no MFA devices");
        input.notSupported("TokenCode", "there are no MFA devices");
        input.refuseUnknown();
        return credentials(sessions.open(Arn.of("iam", "", "root"), Arn.ACCOUNT, seconds))
                .toString();
    }

    private static QueryXml credentials(Sessions.Session session) {
        return new QueryXml().structure("Credentials", all -> all.text("AccessKeyId", session.accessKeyId())
                .text("SecretAccessKey", session.secretAccessKey())
                .text("SessionToken", session.sessionToken())
                .text(
                        "Expiration",
                        session.expires().truncatedTo(ChronoUnit.SECONDS).toString()));
    }

    private String accessKeyInfo(QueryCall call) {
        QueryParameters input = QueryParameters.of(call);
        input.requiredString("AccessKeyId");
        input.refuseUnknown();
        return new QueryXml().text("Account", Arn.ACCOUNT).toString();
    }
}
