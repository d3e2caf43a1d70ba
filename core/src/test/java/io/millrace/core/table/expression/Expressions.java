package io.millrace.core.table.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.core.fault.RequestException;
import io.millrace.core.table.item.Item;
import io.millrace.core.table.item.ItemJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/// What the tests of expressions write: JSON with `'` for `"`.
final class Expressions {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Expressions() {}

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text.replace('\'', '"'));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Item item(String text) {
        return ItemJson.readItem(json(text));
    }

    /// @param names as `{'#a':'a'}`, or `{}` for none
    /// @param values as `{':a':{'S':'a'}}`, or `{}` for none
    static Placeholders placeholders(String names, String values) {
        String members = (names.equals("{}") ? "" : "'ExpressionAttributeNames':" + names)
                + (names.equals("{}") || values.equals("{}") ? "" : ",")
                + (values.equals("{}") ? "" : "'ExpressionAttributeValues':" + values);
        return Placeholders.read(json("{" + members + "}"));
    }

    static String refusal(ThrowingCallable call) {
        RequestException refused = catchThrowableOfType(RequestException.class, call);
        assertThat(refused).as("a refusal").isNotNull();
        assertThat(refused.code()).isEqualTo("ValidationException");
        return refused.getMessage();
    }
}
