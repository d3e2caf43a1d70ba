package io.millrace.server.aws.apigateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.catalog.Changes;
import io.millrace.core.document.DocumentException;
import io.millrace.core.document.DocumentReader;
import io.millrace.core.limit.Limit;
import io.millrace.core.resource.apigateway.ApiSettings;
import io.millrace.core.resource.apigateway.RestApi;
import io.millrace.core.resource.apigateway.openapi.ImportOptions;
import io.millrace.core.resource.apigateway.openapi.Imported;
import io.millrace.core.resource.apigateway.openapi.OpenApiImport;
import io.millrace.server.aws.protocol.RestAnswer;
import io.millrace.server.aws.protocol.RestCall;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/// Documents that become APIs.
///
/// Source: <https://docs.aws.amazon.com/apigateway/latest/api/API_ImportRestApi.html>
final class ImportOperations {
    private static final String UNNAMED = "unnamed";
    private static final DocumentReader DOCUMENTS =
            DocumentReader.plain(Limit.API_GATEWAY_DOCUMENT_BYTES, Limit.API_GATEWAY_DOCUMENT_NODES, Limit.JSON_DEPTH);

    private final ApiGatewayPorts ports;
    private final Apis apis;

    ImportOperations(ApiGatewayPorts ports, Apis apis) {
        this.ports = ports;
        this.apis = apis;
    }

    RestAnswer create(RestCall call) {
        if (!call.parameter("mode").orElse("").equals("import")) {
            throw Refusal.bad("Invalid mode: a new API is made with mode=import");
        }
        JsonNode document = document(call);
        RestApi empty = RestApi.empty(
                call.region(), ports.newApiId(), ApiSettings.named(UNNAMED, ports.now()), ports.newApiId());
        Imported imported = read(call, document, empty, false);
        ports.catalog().apply(() -> {
            Refusal.requireRoom(apis.ofRegion(call, RestApi.class).size(), Limit.API_GATEWAY_APIS);
            return Changes.put(imported.api());
        });
        return RestAnswer.json(201, json(imported));
    }

    /// In place of what there is, or over it.
    RestAnswer put(RestCall call) {
        String mode = call.parameter("mode").orElse("merge");
        if (!mode.equals("merge") && !mode.equals("overwrite")) {
            throw Refusal.bad("Invalid mode: give merge or overwrite");
        }
        JsonNode document = document(call);
        AtomicReference<Imported> imported = new AtomicReference<>();
        apis.change(call, api -> {
            imported.set(read(call, document, api, mode.equals("merge")));
            return imported.get().api();
        });
        return RestAnswer.json(json(imported.get()));
    }

    private static JsonNode document(RestCall call) {
        try {
            return DOCUMENTS.read(call.body());
        } catch (DocumentException e) {
            throw Refusal.bad("Invalid OpenAPI input: " + e.getMessage());
        }
    }

    private Imported read(RestCall call, JsonNode document, RestApi present, boolean merge) {
        Map<String, String> parameters = new HashMap<>();
        call.query().forEach((name, values) -> parameters.put(name, values.getFirst()));
        List.of("mode", "failonwarnings").forEach(parameters::remove);
        parameters.keySet().removeIf(name -> name.regionMatches(true, 0, "X-Amz-", 0, 6));
        Imported imported =
                OpenApiImport.read(document, present, ImportOptions.of(merge, parameters), ports::newPartId);
        boolean fails = call.parameter("failonwarnings").filter("true"::equals).isPresent();
        if (fails && !imported.warnings().isEmpty()) {
            throw Refusal.bad("Warnings found during import:\n\t" + String.join("\n\t", imported.warnings()));
        }
        return imported;
    }

    private static ObjectNode json(Imported imported) {
        ObjectNode json = imported.api().json();
        if (!imported.warnings().isEmpty()) {
            ArrayNode warnings = json.putArray("warnings");
            imported.warnings().forEach(warnings::add);
        }
        return json;
    }
}
