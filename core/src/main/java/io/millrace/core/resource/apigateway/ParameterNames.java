package io.millrace.core.resource.apigateway;

import io.millrace.core.fault.RequestException;
import io.millrace.core.resource.apigateway.Authorizer.AuthorizerType;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// The names and sources of parameters that are mapped, and AWS's words for those that cannot be.
///
/// Source:
/// <https://docs.aws.amazon.com/apigateway/latest/developerguide/request-response-data-mappings.html>
final class ParameterNames {
    private static final String NAME = "[a-zA-Z0-9._$!#%&'*+^`|~\\[\\]-]+";
    private static final String REQUEST = "method\\.request\\.((querystring|multivaluequerystring|path|header"
            + "|multivalueheader)\\." + NAME + "|body(\\..+)?)";
    private static final String STATIC = "'[^']*'";
    private static final String CONTEXT = "(context|stageVariables)\\..+";

    static final Pattern METHOD_REQUEST = Pattern.compile(
            "method\\.request\\.(querystring|path|header|multivaluequerystring|multivalueheader)\\." + NAME);
    static final Pattern METHOD_RESPONSE = Pattern.compile("method\\.response\\.(multivalue)?header\\." + NAME);
    static final Pattern INTEGRATION_REQUEST =
            Pattern.compile("integration\\.request\\.(querystring|path|header)\\." + NAME);
    static final Pattern INTEGRATION_REQUEST_SOURCE = Pattern.compile(REQUEST + "|" + STATIC + "|" + CONTEXT);
    static final Pattern INTEGRATION_RESPONSE_SOURCE = Pattern.compile(
            "integration\\.response\\.((multivalue)?header\\." + NAME + "|body(\\..+)?)|" + STATIC + "|" + CONTEXT);
    private static final Pattern GATEWAY_RESPONSE = Pattern.compile("gatewayresponse\\.header\\." + NAME);
    private static final Pattern GATEWAY_RESPONSE_SOURCE =
            Pattern.compile("method\\.request\\.(querystring|path|header|multivaluequerystring|multivalueheader)\\."
                    + NAME + "|" + STATIC + "|" + CONTEXT);
    private static final Pattern IDENTITY =
            Pattern.compile("method\\.request\\.(header|querystring)\\." + NAME + "|" + CONTEXT);
    private static final Pattern IDENTITY_HEADER = Pattern.compile("method\\.request\\.header\\." + NAME);

    private ParameterNames() {}

    static void requireOf(String name, Pattern pattern) {
        if (!pattern.matcher(name).matches()) {
            throw mapping("Invalid mapping expression specified: " + name);
        }
    }

    static void requireGatewayResponse(String name, String source) {
        requireOf(name, GATEWAY_RESPONSE);
        requireOf(source, GATEWAY_RESPONSE_SOURCE);
    }

    static void requireIdentity(String sources, AuthorizerType type) {
        Pattern pattern = type == AuthorizerType.REQUEST ? IDENTITY : IDENTITY_HEADER;
        for (String source : sources.split(",", -1)) {
            requireOf(source.strip(), pattern);
        }
    }

    static void requirePattern(String expression) {
        try {
            Pattern.compile(expression);
        } catch (PatternSyntaxException e) {
            throw ApiValues.bad("Invalid regular expression '" + expression + "': " + e.getDescription());
        }
    }

    static RequestException mapping(String error) {
        return ApiValues.bad(
                "Invalid mapping expression specified: Validation Result: warnings : [], errors : [" + error + "]");
    }
}
