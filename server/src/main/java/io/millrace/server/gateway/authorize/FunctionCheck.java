package io.millrace.server.gateway.authorize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.core.fault.RequestException;
import io.millrace.core.fault.UnavailableException;
import io.millrace.core.function.FunctionInvoker;
import io.millrace.core.function.FunctionResult;
import io.millrace.core.resource.apigateway.Authorizer;
import io.millrace.core.resource.apigateway.GatewayResponseType;
import io.millrace.server.gateway.call.BoundedPattern;
import io.millrace.server.gateway.call.GatewayFailure;
import io.millrace.server.gateway.call.GatewayRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// An authorizer that is a function: of type TOKEN, which is given one header, or REQUEST, which is given the request.
///
/// Source: <https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-use-lambda-authorizer.html>
final class FunctionCheck implements Check {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String UNAUTHORIZED = "Unauthorized";

    private final Authorizer authorizer;
    private final FunctionInvoker functions;
    private final Problems problems;
    private final List<IdentitySource> sources;
    private final Optional<BoundedPattern> expression;

    FunctionCheck(Authorizer authorizer, FunctionInvoker functions, Problems problems) throws WrongAnswerException {
        this.authorizer = authorizer;
        this.functions = functions;
        this.problems = problems;
        sources = IdentitySource.parse(authorizer.identitySource().orElse(""));
        if (isToken() && (sources.size() != 1 || !(sources.getFirst() instanceof IdentitySource.Header))) {
            throw new WrongAnswerException("identitySource must be one header: method.request.header.NAME");
        }
        expression = isToken() && authorizer.validationExpression().isPresent()
                ? Optional.of(WrongAnswerException.expression(
                        authorizer.validationExpression().get()))
                : Optional.empty();
    }

    @Override
    public List<String> identity(GatewayRequest request, StageCall call) throws GatewayFailure {
        List<String> values = new ArrayList<>(sources.size());
        for (IdentitySource source : sources) {
            Optional<String> value = source.in(request, call);
            if (value.isPresent()) {
                values.add(value.get());
            } else if (isToken() || authorizer.ttlSeconds() > 0) {
                throw new GatewayFailure(GatewayResponseType.UNAUTHORIZED);
            }
        }
        if (expression.isPresent() && !fits(expression.get(), values.getFirst())) {
            throw new GatewayFailure(GatewayResponseType.UNAUTHORIZED);
        }
        return values;
    }

    @Override
    public Verdict ask(List<String> identity, GatewayRequest request, StageCall call)
            throws GatewayFailure, InterruptedException {
        MethodArn arn = MethodArn.of(request, call);
        byte[] event = isToken()
                ? AuthorizerEvent.token(arn, identity.getFirst())
                : AuthorizerEvent.request(arn, request, call);
        try {
            String function = FunctionUri.function(authorizer.uri().orElse(""), call.stageVariables());
            FunctionResult result = functions.invoke(call.region(), function, event);
            if (result.isError()) {
                throw failed(result);
            }
            return Grant.read(result.payload());
        } catch (WrongAnswerException e) {
            throw problems.configuration(authorizer.authorizerId(), e.getMessage());
        } catch (RequestException e) {
            throw e.code().equals("TooManyRequestsException")
                    ? problems.failure(authorizer.authorizerId(), e.getMessage())
                    : problems.configuration(authorizer.authorizerId(), e.getMessage());
        } catch (UnavailableException e) {
            throw problems.failure(authorizer.authorizerId(), e.getMessage());
        }
    }

    private boolean isToken() {
        return authorizer.type() == Authorizer.AuthorizerType.TOKEN;
    }

    private boolean fits(BoundedPattern pattern, String token) throws GatewayFailure {
        try {
            return pattern.matches(token);
        } catch (BoundedPattern.GivenUpException e) {
            throw problems.configuration(
                    authorizer.authorizerId(), "the validation expression takes too long for this token");
        }
    }

    /// The one error that a function may answer on purpose is `Unauthorized`.
    private GatewayFailure failed(FunctionResult result) {
        String message = errorMessage(result.payload());
        if (message.equals(UNAUTHORIZED)) {
            return new GatewayFailure(GatewayResponseType.UNAUTHORIZED);
        }
        return message.contains("Task timed out")
                ? problems.failure(authorizer.authorizerId(), "its function timed out")
                : problems.configuration(authorizer.authorizerId(), "its function failed; its log says why");
    }

    private static String errorMessage(byte[] payload) {
        try {
            JsonNode json = JSON.readTree(payload);
            return json == null ? "" : json.path("errorMessage").asText("");
        } catch (IOException e) {
            return "";
        }
    }
}
