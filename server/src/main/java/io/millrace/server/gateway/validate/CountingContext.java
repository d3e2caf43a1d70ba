package io.millrace.server.gateway.validate;

import com.networknt.schema.ExecutionConfig;
import com.networknt.schema.ExecutionContext;
import io.millrace.core.limit.Limit;

/// Counts what is looked at while a body is checked, so that a model whose alternatives lead to itself ends for any
/// body. Every keyword that has alternatives or goes down into the value asks for the configuration. Of one check.
final class CountingContext extends ExecutionContext {
    private final long seenMax;
    private long seen;

    /// @param like what the schema would use
    /// @param bodyChars size of the body
    CountingContext(ExecutionContext like, int bodyChars) {
        super(like.getExecutionConfig(), like.getCollectorContext());
        seenMax = Limit.GATEWAY_MODEL_STEPS.value() + bodyChars;
        setFailFast(like.isFailFast());
    }

    @Override
    public ExecutionConfig getExecutionConfig() {
        if (++seen > seenMax) {
            throw new TooMuchException();
        }
        return super.getExecutionConfig();
    }

    /// Looked at more than one check may.
    static final class TooMuchException extends RuntimeException {
        TooMuchException() {
            super("", null, false, false);
        }
    }
}
