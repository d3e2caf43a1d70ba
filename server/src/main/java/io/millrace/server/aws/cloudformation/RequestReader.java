package io.millrace.server.aws.cloudformation;

import io.millrace.core.fault.RequestException;
import io.millrace.core.limit.Limit;
import io.millrace.core.resource.cloudformation.StackOptions;
import io.millrace.core.stack.StackRequest;
import io.millrace.core.stack.Stacks;
import io.millrace.server.aws.protocol.QueryParameters;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads what a call wants a stack to become.
///
/// Sources: <https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStack.html>,
/// `API_UpdateStack`, `API_CreateChangeSet`
final class RequestReader {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z][-a-zA-Z0-9]*");
    private static final Pattern TOKEN = Pattern.compile("[a-zA-Z0-9][-a-zA-Z0-9]*");
    private static final int NOTIFICATIONS_MAX = 5;
    private static final int TIMEOUT_MINUTES_MAX = 43_200;
    private static final Set<String> CAPABILITIES =
            Set.of("CAPABILITY_IAM", "CAPABILITY_NAMED_IAM", "CAPABILITY_AUTO_EXPAND");

    private final TemplateUrls urls;
    private final Stacks stacks;

    RequestReader(TemplateUrls urls, Stacks stacks) {
        this.urls = urls;
        this.stacks = stacks;
    }

    /// @param token name of the parameter that makes a call repeatable
    /// @param failure name of the parameter that says what to do when the operation fails; empty where there is
    /// none
    StackRequest read(String region, QueryParameters parameters, String token, String failure) {
        refuse(parameters);
        Map<String, String> values = new LinkedHashMap<>();
        Set<String> previous = new LinkedHashSet<>();
        for (QueryParameters one : parameters.structures("Parameters")) {
            readParameter(one, values, previous);
        }
        String stack = parameters.requiredString("StackName");
        StackOptions given = options(parameters, token, failure);
        return new StackRequest(
                region,
                stack,
                template(parameters),
                values,
                previous,
                present(region, stack).map(old -> kept(given, old, parameters)).orElse(given));
    }

    /// What an update does not say stays as it is.
    private static StackOptions kept(StackOptions given, StackOptions old, QueryParameters parameters) {
        return new StackOptions(
                parameters.has("Tags") ? given.tags() : old.tags(),
                given.capabilities(),
                parameters.has("NotificationARNs") ? given.notificationArns() : old.notificationArns(),
                given.roleArn().or(old::roleArn),
                given.disableRollback(),
                given.deleteOnFailure(),
                given.timeoutMinutes(),
                given.clientRequestToken());
    }

    /// The options of a stack that is there.
    private Optional<StackOptions> present(String region, String stack) {
        try {
            return Optional.of(stacks.find(region, stack).options());
        } catch (RequestException e) {
            return Optional.empty();
        }
    }

    /// The template of a call, in it or in a bucket; empty for the one that the stack has.
    Optional<String> template(QueryParameters parameters) {
        Optional<String> body = parameters.string("TemplateBody");
        Optional<String> url = parameters.string("TemplateURL");
        boolean previous = parameters.bool("UsePreviousTemplate").orElse(false);
        int ways = (body.isPresent() ? 1 : 0) + (url.isPresent() ? 1 : 0) + (previous ? 1 : 0);
        if (ways > 1) {
            throw invalid("Specify only one of TemplateBody, TemplateURL and UsePreviousTemplate");
        }
        body.ifPresent(text -> {
            int bytes = text.getBytes(StandardCharsets.UTF_8).length;
            if (bytes > Limit.TEMPLATE_BODY_BYTES.value()) {
                throw parameters.invalid(
                        "TemplateBody",
                        "a template in the call may have at most " + Limit.TEMPLATE_BODY_BYTES.value()
                                + " bytes, this one has " + bytes + ": put it into a bucket and give its TemplateURL");
            }
        });
        return body.or(() -> url.map(urls::read));
    }

    /// The same where there must be one.
    String requiredTemplate(QueryParameters parameters) {
        return template(parameters)
                .orElseThrow(() -> invalid("Either Template URL or Template Body must be specified."));
    }

    /// The name of a stack that is to be made.
    static void checkName(String name, String member) {
        if (name.length() > Limit.STACK_NAME_CHARS.value()
                || !NAME.matcher(name).matches()) {
            throw invalid("1 validation error detected: Value '" + name + "' at '" + member
                    + "' failed to satisfy constraint: Member must satisfy regular expression pattern: "
                    + NAME.pattern() + ", and have at most " + Limit.STACK_NAME_CHARS.value() + " characters");
        }
    }

    /// The token of an operation that has no other options.
    static StackOptions token(QueryParameters parameters) {
        return new StackOptions(
                Map.of(),
                List.of(),
                List.of(),
                parameters.string("RoleARN"),
                false,
                false,
                Optional.empty(),
                token(parameters, "ClientRequestToken"));
    }

    private static Optional<String> token(QueryParameters parameters, String name) {
        Optional<String> token = parameters.string(name, 1, 128);
        token.filter(text -> !TOKEN.matcher(text).matches()).ifPresent(text -> {
            throw parameters.invalid(name, "must be letters, digits and hyphens, and begin with a letter or digit");
        });
        return token;
    }

    private static StackOptions options(QueryParameters parameters, String token, String failure) {
        Optional<Boolean> disable = parameters.bool("DisableRollback");
        Optional<String> onFailure =
                failure.isEmpty() ? Optional.empty() : parameters.oneOf(failure, "DO_NOTHING", "ROLLBACK", "DELETE");
        if (disable.isPresent() && onFailure.isPresent()) {
            throw invalid("You can specify either DisableRollback or " + failure + ", but not both");
        }
        return new StackOptions(
                tags(parameters),
                capabilities(parameters),
                notifications(parameters),
                parameters.string("RoleARN", 20, 2_048),
                disable.orElse(onFailure.filter("DO_NOTHING"::equals).isPresent()),
                onFailure.filter("DELETE"::equals).isPresent(),
                parameters.integerBetween("TimeoutInMinutes", 1, TIMEOUT_MINUTES_MAX),
                token(parameters, token));
    }

    private static void readParameter(QueryParameters one, Map<String, String> values, Set<String> previous) {
        String key = one.requiredString("ParameterKey");
        Optional<String> value = one.string("ParameterValue");
        boolean keep = one.bool("UsePreviousValue").orElse(false);
        if (values.containsKey(key) || previous.contains(key)) {
            throw invalid("Duplicate parameter key: " + key);
        }
        if (keep == value.isPresent()) {
            throw invalid("Invalid input for parameter key " + key
                    + ". Specify either ParameterValue or UsePreviousValue=true");
        }
        if (keep) {
            previous.add(key);
        } else {
            values.put(key, value.orElseThrow());
        }
    }

    private static Map<String, String> tags(QueryParameters parameters) {
        Map<String, String> tags = new LinkedHashMap<>();
        for (QueryParameters one : parameters.structures("Tags")) {
            String key = one.requiredString("Key");
            String value = one.string("Value", 0, 256).orElseThrow(() -> one.missing("Value"));
            if (key.length() > 128 || tags.put(key, value) != null) {
                throw one.invalid("Key", "must be unique among the tags and have at most 128 characters");
            }
        }
        if (tags.size() > Limit.STACK_TAGS.value()) {
            throw parameters.invalid("Tags", "a stack may have at most " + Limit.STACK_TAGS.value());
        }
        return tags;
    }

    private static List<String> capabilities(QueryParameters parameters) {
        List<String> given = parameters.strings("Capabilities");
        given.stream().filter(one -> !CAPABILITIES.contains(one)).findFirst().ifPresent(one -> {
            throw parameters.invalid(
                    "Capabilities",
                    "'" + one + "' is not one of CAPABILITY_IAM, CAPABILITY_NAMED_IAM, CAPABILITY_AUTO_EXPAND");
        });
        return given;
    }

    private static List<String> notifications(QueryParameters parameters) {
        List<String> given = parameters.strings("NotificationARNs");
        if (given.size() > NOTIFICATIONS_MAX) {
            throw parameters.invalid("NotificationARNs", "at most " + NOTIFICATIONS_MAX);
        }
        return given;
    }

    /// What AWS has and this program has not.
    private static void refuse(QueryParameters parameters) {
        String policies = "stack policies are not enforced";
        parameters.notSupported("StackPolicyBody", policies);
        parameters.notSupported("StackPolicyURL", policies);
        parameters.notSupported("StackPolicyDuringUpdateBody", policies);
        parameters.notSupported("StackPolicyDuringUpdateURL", policies);
        if (!parameters.strings("ResourceTypes").isEmpty()) {
            throw parameters.invalid("ResourceTypes", "not supported by Millrace: callers are not restricted to types");
        }
        refuseTrue(parameters, "RetainExceptOnCreate", "set DeletionPolicy: RetainExceptOnCreate in the template");
        refuseTrue(parameters, "DisableValidation", "templates are always checked");
        parameters.structure("RollbackConfiguration").ifPresent(rollback -> {
            if (!rollback.structures("RollbackTriggers").isEmpty()
                    || rollback.integerBetween("MonitoringTimeInMinutes", 0, 180)
                                    .orElse(0)
                            != 0) {
                throw parameters.invalid("RollbackConfiguration", "not supported by Millrace: there are no alarms");
            }
        });
        checkDeploymentConfig(parameters);
    }

    /// What cdk sends with every deploy and every deletion.
    static void checkDeploymentConfig(QueryParameters parameters) {
        parameters.structure("DeploymentConfig").ifPresent(config -> {
            if (!config.oneOf("Mode", "STANDARD", "EXPRESS").orElse("STANDARD").equals("STANDARD")) {
                throw config.invalid("Mode", "EXPRESS is not supported by Millrace");
            }
            config.notSupported("DisableRollback", "use DisableRollback of the call");
        });
    }

    static void refuseTrue(QueryParameters parameters, String name, String why) {
        if (parameters.bool(name).orElse(false)) {
            throw parameters.invalid(name, "not supported by Millrace: " + why);
        }
    }

    private static RequestException invalid(String message) {
        return new RequestException("ValidationError", message);
    }
}
