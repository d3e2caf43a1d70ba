package io.millrace.server.gateway.authorize;

import io.millrace.core.resource.Arn;
import io.millrace.server.gateway.call.GatewayRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Where a part of a caller's identity is found in a request.
///
/// Source:
/// <https://docs.aws.amazon.com/apigateway/latest/developerguide/configure-api-gateway-lambda-authorization.html>
sealed interface IdentitySource {
    /// The value in a request, if it is there and not empty.
    Optional<String> in(GatewayRequest request, StageCall call);

    /// @param name of a header; its last value counts
    record Header(String name) implements IdentitySource {
        @Override
        public Optional<String> in(GatewayRequest request, StageCall call) {
            return given(request.headers().last(name));
        }
    }

    /// @param name of a query parameter; its last value counts
    record QueryString(String name) implements IdentitySource {
        @Override
        public Optional<String> in(GatewayRequest request, StageCall call) {
            List<String> values = request.query().getOrDefault(name, List.of());
            return values.isEmpty() ? Optional.empty() : given(Optional.of(values.getLast()));
        }
    }

    /// @param name of a stage variable
    record StageVariable(String name) implements IdentitySource {
        @Override
        public Optional<String> in(GatewayRequest request, StageCall call) {
            return given(Optional.ofNullable(call.stageVariables().get(name)));
        }
    }

    /// @param name of a `$context` variable that is known before anything is authorized
    record Context(String name) implements IdentitySource {
        private static final Set<String> NAMES = Set.of(
                "accountId",
                "apiId",
                "domainName",
                "httpMethod",
                "identity.apiKey",
                "identity.sourceIp",
                "identity.userAgent",
                "path",
                "protocol",
                "resourceId",
                "resourcePath",
                "stage");

        @Override
        public Optional<String> in(GatewayRequest request, StageCall call) {
            return given(
                    switch (name) {
                        case "accountId" -> Optional.of(Arn.ACCOUNT);
                        case "apiId" -> Optional.of(call.apiId());
                        case "domainName" -> Optional.of(request.peer().host());
                        case "httpMethod" -> Optional.of(request.method());
                        case "identity.apiKey" -> request.headers().last("x-api-key");
                        case "identity.sourceIp" -> Optional.of(request.peer().sourceIp());
                        case "identity.userAgent" -> request.headers().last("User-Agent");
                        case "path" -> Optional.of(request.stagePath());
                        case "protocol" -> Optional.of(request.peer().protocol());
                        case "resourceId" -> Optional.of(call.resourceId());
                        case "resourcePath" -> Optional.of(request.resourcePath());
                        default -> Optional.of(call.stage());
                    });
        }
    }

    /// @param sources with commas between: `method.request.header.NAME`, `method.request.querystring.NAME`,
    /// `stageVariables.NAME`, `context.NAME`
    static List<IdentitySource> parse(String sources) throws WrongAnswerException {
        List<IdentitySource> parsed = new ArrayList<>();
        for (String part : sources.split(",", -1)) {
            String source = part.strip();
            if (!source.isEmpty()) {
                parsed.add(parseOne(source));
            }
        }
        return List.copyOf(parsed);
    }

    private static IdentitySource parseOne(String source) throws WrongAnswerException {
        Optional<String> header = after("method.request.header.", source);
        Optional<String> query = after("method.request.querystring.", source);
        Optional<String> variable = after("stageVariables.", source);
        Optional<String> context = after("context.", source);
        if (header.isPresent()) {
            return new Header(header.get());
        } else if (query.isPresent()) {
            return new QueryString(query.get());
        } else if (variable.isPresent()) {
            return new StageVariable(variable.get());
        } else if (context.isPresent() && Context.NAMES.contains(context.get())) {
            return new Context(context.get());
        }
        throw new WrongAnswerException("identitySource " + source + " is not supported");
    }

    private static Optional<String> after(String prefix, String source) {
        String bare = source.startsWith("$") ? source.substring(1) : source;
        return bare.startsWith(prefix) && bare.length() > prefix.length()
                ? Optional.of(bare.substring(prefix.length()))
                : Optional.empty();
    }

    private static Optional<String> given(Optional<String> value) {
        return value.filter(text -> !text.isEmpty());
    }
}
