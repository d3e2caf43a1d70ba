package io.millrace.bench.handler;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/// Gives each record of a delivery stream back as it is, decoded and encoded again, with Jackson's streaming parser:
/// the quickest that one would write by hand.
public final class IdentityStream implements RequestStreamHandler {
    private static final JsonFactory JSON = new JsonFactory();

    @Override
    public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
        try (JsonParser event = JSON.createParser(in);
                JsonGenerator answer = JSON.createGenerator(out)) {
            event.nextToken();
            while (event.nextToken() == JsonToken.FIELD_NAME) {
                boolean records = event.currentName().equals("records");
                event.nextToken();
                if (records) {
                    records(event, answer);
                } else {
                    event.skipChildren();
                }
            }
        }
    }

    private static void records(JsonParser event, JsonGenerator answer) throws IOException {
        answer.writeStartObject();
        answer.writeArrayFieldStart("records");
        while (event.nextToken() == JsonToken.START_OBJECT) {
            record(event, answer);
        }
        answer.writeEndArray();
        answer.writeEndObject();
    }

    private static void record(JsonParser event, JsonGenerator answer) throws IOException {
        String id = "";
        byte[] data = {};
        while (event.nextToken() == JsonToken.FIELD_NAME) {
            String name = event.currentName();
            event.nextToken();
            if (name.equals("recordId")) {
                id = event.getText();
            } else if (name.equals("data")) {
                data = event.getBinaryValue();
            } else {
                event.skipChildren();
            }
        }
        answer.writeStartObject();
        answer.writeStringField("recordId", id);
        answer.writeStringField("result", "Ok");
        answer.writeBinaryField("data", data);
        answer.writeEndObject();
    }
}
