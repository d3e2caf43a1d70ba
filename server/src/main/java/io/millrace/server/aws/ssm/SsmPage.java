package io.millrace.server.aws.ssm;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.fault.RequestException;
import io.millrace.core.resource.Fields;
import java.util.List;
import java.util.function.Function;

/// A page of a listing; its token is the number of what was shown before.
///
/// @param start of so many
/// @param limit at most so many
record SsmPage(int start, int limit) {
    static SsmPage read(Fields fields, int most) {
        int limit = fields.integerBetween("MaxResults", 1, most).orElse(most);
        return new SsmPage(fields.string("NextToken").map(SsmPage::start).orElse(0), limit);
    }

    private static int start(String token) {
        if (!token.matches("[0-9]{1,9}")) {
            throw new RequestException("InvalidNextToken", "The specified token isn't valid.");
        }
        return Integer.parseInt(token);
    }

    <T> ObjectNode answer(String name, List<T> all, Function<T, ObjectNode> shown) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode list = answer.putArray(name);
        all.stream().skip(start).limit(limit).map(shown).forEach(list::add);
        if (all.size() > start + limit) {
            answer.put("NextToken", Integer.toString(start + limit));
        }
        return answer;
    }
}
