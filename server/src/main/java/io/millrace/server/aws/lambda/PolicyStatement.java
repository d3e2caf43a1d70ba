package io.millrace.server.aws.lambda;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.resource.Fields;
import io.millrace.core.resource.lambda.Constraint;
import java.util.List;
import java.util.regex.Pattern;

/// The statement of a policy that AddPermission asks for.
///
/// Source: <https://docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html>
final class PolicyStatement {
    private static final Pattern ID = Pattern.compile("([a-zA-Z0-9-_]+)");
    private static final Pattern ACTION = Pattern.compile("(lambda:[*]|lambda:[a-zA-Z]+|[*])");
    private static final Pattern PRINCIPAL = Pattern.compile("[^\\s]+");
    private static final Pattern ARN = Pattern.compile("arn:(aws[a-zA-Z0-9-]*):([a-zA-Z0-9\\-])+:.*");
    private static final Pattern ACCOUNT = Pattern.compile("\\d{12}");
    private static final Pattern TOKEN = Pattern.compile("[a-zA-Z0-9._\\-]+");
    private static final String URL_ACTION = "lambda:InvokeFunctionUrl";
    private static final int ID_CHARS = 100;

    private PolicyStatement() {}

    static String id(Fields fields) {
        String id =
                Constraint.pattern("statementId", Constraint.required("statementId", fields.string("StatementId")), ID);
        return Constraint.charsAtMost("statementId", id, ID_CHARS);
    }

    /// @param resource ARN with the qualifier
    static ObjectNode of(Fields fields, String id, String resource) {
        String action = Constraint.pattern("action", Constraint.required("action", fields.string("Action")), ACTION);
        ObjectNode statement =
                JsonNodeFactory.instance.objectNode().put("Sid", id).put("Effect", "Allow");
        principal(
                Constraint.pattern(
                        "principal", Constraint.required("principal", fields.string("Principal")), PRINCIPAL),
                statement);
        statement.put("Action", action).put("Resource", resource);
        ObjectNode conditions = conditions(fields, action);
        if (!conditions.isEmpty()) {
            statement.set("Condition", conditions);
        }
        return statement;
    }

    private static void principal(String principal, ObjectNode statement) {
        if (principal.equals("*")) {
            statement.put("Principal", "*");
        } else if (ACCOUNT.matcher(principal).matches()) {
            statement.putObject("Principal").put("AWS", "arn:aws:iam::" + principal + ":root");
        } else if (principal.startsWith("arn:")) {
            statement.putObject("Principal").put("AWS", principal);
        } else if (principal.indexOf('.') > 0) {
            statement.putObject("Principal").put("Service", principal);
        } else {
            throw Target.invalid("The provided principal was invalid. Please check the principal and try again.");
        }
    }

    private static ObjectNode conditions(Fields fields, String action) {
        ObjectNode equal = JsonNodeFactory.instance.objectNode();
        fields.string("SourceAccount")
                .map(account -> Constraint.pattern("sourceAccount", account, ACCOUNT))
                .ifPresent(account -> equal.put("AWS:SourceAccount", account));
        fields.string("EventSourceToken")
                .map(token -> Constraint.pattern("eventSourceToken", token, TOKEN))
                .ifPresent(token -> equal.put("lambda:EventSourceToken", token));
        fields.string("PrincipalOrgID").ifPresent(id -> equal.put("aws:PrincipalOrgID", id));
        fields.string("FunctionUrlAuthType").ifPresent(type -> {
            Constraint.oneOf("functionUrlAuthType", type, List.of("NONE", "AWS_IAM"));
            if (!action.equals(URL_ACTION)) {
                throw Target.invalid("FunctionUrlAuthType is only supported for " + URL_ACTION + " action");
            }
            equal.put("lambda:FunctionUrlAuthType", type);
        });
        ObjectNode conditions = JsonNodeFactory.instance.objectNode();
        if (!equal.isEmpty()) {
            conditions.set("StringEquals", equal);
        }
        fields.bool("InvokedViaFunctionUrl")
                .ifPresent(
                        via -> conditions.putObject("Bool").put("lambda:InvokedViaFunctionUrl", Boolean.toString(via)));
        fields.string("SourceArn")
                .map(arn -> Constraint.pattern("sourceArn", arn, ARN))
                .ifPresent(arn -> conditions.putObject("ArnLike").put("AWS:SourceArn", arn));
        return conditions;
    }
}
