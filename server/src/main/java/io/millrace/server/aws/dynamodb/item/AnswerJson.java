package io.millrace.server.aws.dynamodb.item;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import io.millrace.core.table.item.Item;
import io.millrace.core.table.item.ItemJsonWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/// Writes answers straight to bytes: an answer is read once, by the client.
final class AnswerJson {
    private static final JsonFactory JSON = new JsonFactory();

    private AnswerJson() {}

    /// What is in an answer.
    @FunctionalInterface
    interface Content {
        void write(JsonGenerator json) throws IOException;
    }

    /// An object with this content.
    static byte[] of(Content content) {
        try (ByteArrayBuilder bytes = new ByteArrayBuilder(JSON._getBufferRecycler());
                JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            content.write(json);
            json.writeEndObject();
            json.flush();
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException("Bytes in memory were not written", e);
        }
    }

    static void item(JsonGenerator json, String name, Item item) throws IOException {
        json.writeFieldName(name);
        ItemJsonWriter.write(item, json);
    }

    static void items(JsonGenerator json, String name, List<Item> items) throws IOException {
        json.writeArrayFieldStart(name);
        for (Item item : items) {
            ItemJsonWriter.write(item, json);
        }
        json.writeEndArray();
    }
}
