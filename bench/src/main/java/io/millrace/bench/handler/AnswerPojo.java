package io.millrace.bench.handler;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.util.Map;

/// Answers at once, by way of the serialization of Lambda's Java runtime.
public final class AnswerPojo implements RequestHandler<Map<String, Object>, Integer> {
    @Override
    public Integer handleRequest(Map<String, Object> event, Context context) {
        return 1;
    }
}
