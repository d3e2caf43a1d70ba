package io.millrace.functions;

import com.amazonaws.AmazonServiceException;
import com.amazonaws.services.dynamodbv2.AmazonDynamoDB;
import com.amazonaws.services.dynamodbv2.AmazonDynamoDBClientBuilder;
import com.amazonaws.services.dynamodbv2.model.AttributeValue;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.util.HashMap;
import java.util.Map;

/// Writes its input, a map of texts, as an item to the table that `TABLE_NAME` names, by the SDK's default client, and
/// tells how that went: `{"written": "true"}`, or `status`, `errorCode`, `errorMessage` and `requestId` of what the
/// service answered. A call that reaches no service fails.
public final class ItemWriter implements RequestHandler<Map<String, String>, Map<String, String>> {
    private final AmazonDynamoDB dynamo = AmazonDynamoDBClientBuilder.defaultClient();

    @Override
    public Map<String, String> handleRequest(Map<String, String> input, Context context) {
        Map<String, AttributeValue> item = new HashMap<>();
        input.forEach((name, value) -> item.put(name, new AttributeValue(value)));
        Map<String, String> answer = new HashMap<>();
        try {
            dynamo.putItem(System.getenv("TABLE_NAME"), item);
            answer.put("written", "true");
        } catch (AmazonServiceException e) {
            answer.put("status", Integer.toString(e.getStatusCode()));
            answer.put("errorCode", e.getErrorCode());
            answer.put("errorMessage", e.getErrorMessage());
            answer.put("requestId", e.getRequestId());
        }
        return answer;
    }
}
