package io.millrace.server.functionurl;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.core.catalog.Catalog;
import io.millrace.core.fault.RequestException;
import io.millrace.core.resource.lambda.FunctionPermission;
import io.millrace.core.resource.lambda.FunctionUrl;
import io.millrace.server.aws.protocol.Authenticator;
import io.millrace.server.aws.protocol.CredentialScope;
import io.millrace.server.http.Exchange;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// Who may call a function URL. With AuthType NONE everyone, when the policy of the function, or of the alias, allows
/// `lambda:InvokeFunctionUrl` to everyone; with AWS_IAM whoever signs for Lambda with a key of the account.
///
/// Source: <https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html>
final class UrlAccess {
    private static final String ACTION = "lambda:InvokeFunctionUrl";
    private static final String SERVICE = "lambda";
    private static final String FORBIDDEN = "Forbidden. For troubleshooting Function URL authorization issues, see: "
            + "https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html";

    private final Catalog catalog;
    private final Authenticator authenticator;

    UrlAccess(Catalog catalog, Authenticator authenticator) {
        this.catalog = catalog;
        this.authenticator = authenticator;
    }

    /// Lets a request in whose body is here.
    ///
    /// @return whose key signed it, for AWS_IAM
    /// @throws RequestException `AccessDeniedException`, and what the authenticator throws
    Optional<String> verify(FunctionUrl url, Exchange exchange, byte[] body) {
        return switch (url.authType()) {
            case NONE -> {
                if (!isPublic(url)) {
                    throw forbidden();
                }
                yield Optional.empty();
            }
            case AWS_IAM -> {
                if (CredentialScope.of(exchange).accessKeyId().isEmpty()) {
                    throw forbidden();
                }
                CredentialScope scope = authenticator.verify(exchange, body);
                if (!scope.service().equals(SERVICE)) {
                    throw new RequestException(
                            "InvalidSignatureException",
                            "Credential should be scoped to correct service: '" + SERVICE + "'.");
                }
                yield Optional.of(scope.accessKeyId());
            }
        };
    }

    static RequestException forbidden() {
        return new RequestException("AccessDeniedException", FORBIDDEN);
    }

    private boolean isPublic(FunctionUrl url) {
        return catalog.list(FunctionPermission.class).stream()
                .filter(permission -> permission.region().equals(url.region())
                        && permission.function().equals(url.function())
                        && permission.qualifier().equals(url.qualifier()))
                .map(FunctionPermission::statement)
                .anyMatch(statement -> statement.path("Effect").asText().equals("Allow")
                        && texts(statement.path("Action")).anyMatch(UrlAccess::isAction)
                        && isEveryone(statement.path("Principal"))
                        && conditionHolds(statement.path("Condition"), url));
    }

    private static boolean isAction(String action) {
        return action.equalsIgnoreCase(ACTION) || action.equals("lambda:*") || action.equals("*");
    }

    private static boolean isEveryone(JsonNode principal) {
        return texts(principal.isObject() ? principal.path("AWS") : principal).anyMatch("*"::equals);
    }

    /// The one condition that can hold of a caller who is nobody.
    private static boolean conditionHolds(JsonNode condition, FunctionUrl url) {
        for (Map.Entry<String, JsonNode> operator : condition.properties()) {
            for (Map.Entry<String, JsonNode> key : operator.getValue().properties()) {
                boolean holds = operator.getKey().equals("StringEquals")
                        && key.getKey().equalsIgnoreCase("lambda:FunctionUrlAuthType")
                        && texts(key.getValue()).anyMatch(url.authType().name()::equals);
                if (!holds) {
                    return false;
                }
            }
        }
        return true;
    }

    private static Stream<String> texts(JsonNode node) {
        return node.isArray()
                ? StreamSupport.stream(node.spliterator(), false).map(JsonNode::asText)
                : Stream.of(node.asText());
    }
}
