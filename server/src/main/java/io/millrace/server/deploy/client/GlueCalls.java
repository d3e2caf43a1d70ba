package io.millrace.server.deploy.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The calls of Glue that a query makes. What is refused is an [AwsException]. Any thread.
///
/// Source: <https://docs.aws.amazon.com/glue/latest/webapi/Welcome.html>
public final class GlueCalls {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final AwsHttp http;

    public GlueCalls(AwsHttp http) {
        this.http = http;
    }

    /// The names of all databases.
    public List<String> databases() throws IOException, InterruptedException {
        List<String> names = new ArrayList<>();
        ObjectNode input = JSON.createObjectNode();
        input.putArray("AttributesToGet").add("NAME");
        JsonNode page;
        do {
            page = call("GetDatabases", input);
            page.path("DatabaseList")
                    .forEach(database -> names.add(database.path("Name").asText()));
            input.set("NextToken", page.path("NextToken"));
        } while (page.has("NextToken"));
        return names;
    }

    /// A table as `GetTable` shows it; empty when there is none.
    public Optional<JsonNode> table(String database, String name) throws IOException, InterruptedException {
        try {
            return Optional.of(call(
                            "GetTable",
                            JSON.createObjectNode()
                                    .put("DatabaseName", database)
                                    .put("Name", name))
                    .path("Table"));
        } catch (AwsException e) {
            if (e.code().equals("EntityNotFoundException")) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private JsonNode call(String operation, ObjectNode input) throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(http.request("glue", "/")
                .header("X-Amz-Target", "AWSGlue." + operation)
                .header("Content-Type", "application/x-amz-json-1.1")
                .POST(HttpRequest.BodyPublishers.ofString(input.toString())));
        if (response.statusCode() == 200) {
            return JSON.readTree(response.body());
        }
        throw AwsHttp.refusedJson(operation, response);
    }
}
