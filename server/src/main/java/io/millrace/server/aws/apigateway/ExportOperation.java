package io.millrace.server.aws.apigateway;

import static io.millrace.server.aws.protocol.RestService.route;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.document.DocumentWriter;
import io.millrace.core.resource.apigateway.Deployment;
import io.millrace.core.resource.apigateway.Stage;
import io.millrace.core.resource.apigateway.openapi.ExportOptions;
import io.millrace.core.resource.apigateway.openapi.OpenApiExport;
import io.millrace.server.aws.protocol.RestAnswer;
import io.millrace.server.aws.protocol.RestCall;
import io.millrace.server.aws.protocol.RestService.Route;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/// What a stage calls, as a document.
///
/// Source: <https://docs.aws.amazon.com/apigateway/latest/api/API_GetExport.html>
final class ExportOperation {
    private final ApiGatewayPorts ports;
    private final StageOperations stages;

    ExportOperation(ApiGatewayPorts ports, StageOperations stages) {
        this.ports = ports;
        this.stages = stages;
    }

    List<Route> routes() {
        return List.of(route("GET", "/restapis/{restapi_id}/stages/{stage_name}/exports/{export_type}", this::export));
    }

    private RestAnswer export(RestCall call) {
        call.allowParameters("extensions");
        Stage stage = stages.find(call);
        String type = call.label("export_type");
        ExportOptions options = ExportOptions.of(
                type, stage.name(), call.parameter("extensions").orElse(""));
        Deployment deployment = ports.catalog()
                .find(Deployment.class, Deployment.id(stage.region(), stage.apiId(), stage.deploymentId()))
                .orElseThrow(() -> Refusal.notFound("Invalid Deployment identifier specified"));
        ObjectNode document = OpenApiExport.write(deployment.snapshot(), options);
        boolean yaml = isYaml(call.header("Accept").orElse("application/json"));
        String name = type + "_" + deployment.created() + (yaml ? ".yaml" : ".json");
        return new RestAnswer.Whole(
                200,
                Map.of(
                        "Content-Type",
                        yaml ? "application/yaml" : "application/json",
                        "Content-Disposition",
                        "attachment; filename=\"" + name + "\""),
                (yaml ? DocumentWriter.yaml(document) : document.toPrettyString()).getBytes(StandardCharsets.UTF_8));
    }

    private static boolean isYaml(String accept) {
        return switch (accept) {
            case "application/yaml" -> true;
            case "application/json", "*/*" -> false;
            default -> throw Refusal.bad("Invalid Accept '" + accept + "': give application/json or application/yaml");
        };
    }
}
