package io.millrace.server.gateway.authorize;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The function in an authorizer's `uri`.
///
/// Source: <https://docs.aws.amazon.com/apigateway/latest/api/API_CreateAuthorizer.html>
final class FunctionUri {
    private static final Pattern FORM =
            Pattern.compile("arn:aws[a-z-]*:apigateway:[a-z0-9-]+:lambda:path/2015-03-31/functions/(.+)/invocations");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{stageVariables\\.([A-Za-z0-9_]+)}");

    private FunctionUri() {}

    /// Name or ARN of the function, stage variables filled in.
    static String function(String uri, Map<String, String> stageVariables) throws WrongAnswerException {
        Matcher form = FORM.matcher(uri);
        if (!form.matches()) {
            throw new WrongAnswerException("authorizerUri must be "
                    + "arn:aws:apigateway:REGION:lambda:path/2015-03-31/functions/FUNCTION_ARN/invocations");
        }
        Matcher variables = VARIABLE.matcher(form.group(1));
        StringBuilder function = new StringBuilder();
        while (variables.find()) {
            String value = stageVariables.get(variables.group(1));
            if (value == null) {
                throw new WrongAnswerException(
                        "authorizerUri names stage variable " + variables.group(1) + ", which the stage does not have");
            }
            variables.appendReplacement(function, Matcher.quoteReplacement(value));
        }
        return variables.appendTail(function).toString();
    }
}
