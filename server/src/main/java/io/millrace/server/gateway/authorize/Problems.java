package io.millrace.server.gateway.authorize;

import io.millrace.core.limit.Limit;
import io.millrace.core.resource.apigateway.GatewayResponseType;
import io.millrace.server.gateway.call.GatewayFailure;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Says in the log what is wrong with an authorizer, once for each thing: callers are told nothing, and each of their
/// requests would say it again.
final class Problems {
    private static final Logger LOG = LoggerFactory.getLogger(Authorizers.class);

    private static final int LINE_CHARS = 300;

    private final Set<String> said = ConcurrentHashMap.newKeySet();

    /// @param authorizer that it is about
    /// @param what is wrong; no secrets
    /// @return what the caller gets
    GatewayFailure configuration(String authorizer, String what) {
        say(authorizer, what);
        return new GatewayFailure(GatewayResponseType.AUTHORIZER_CONFIGURATION_ERROR);
    }

    /// As [#configuration], of what may be right the next time.
    GatewayFailure failure(String authorizer, String what) {
        say(authorizer, what);
        return new GatewayFailure(GatewayResponseType.AUTHORIZER_FAILURE);
    }

    private void say(String authorizer, String what) {
        if (said.size() >= Limit.GATEWAY_AUTHORIZER_PROBLEMS.value()) {
            said.clear();
        }
        String line = printable(authorizer + ": " + what);
        if (said.add(line)) {
            LOG.warn("Authorizer {}", line);
        }
    }

    /// Functions choose the names of what they answer.
    private static String printable(String text) {
        String cut = text.substring(0, Math.min(text.length(), LINE_CHARS));
        return cut.replaceAll("[\\p{Cntrl}\\p{Cf}\\x{2028}\\x{2029}\\p{Cs}]", "?");
    }
}
