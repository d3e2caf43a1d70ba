package io.millrace.server.aws.apigateway;

import io.millrace.server.aws.protocol.RestService;
import io.millrace.server.aws.protocol.RestService.Route;
import java.util.ArrayList;
import java.util.List;

/// Amazon API Gateway's API for REST APIs: which method answers which operation.
///
/// Source: <https://docs.aws.amazon.com/apigateway/latest/api/API_Operations.html>
public final class ApiGatewayDoor {
    private ApiGatewayDoor() {}

    public static RestService service(ApiGatewayPorts ports) {
        Apis apis = new Apis(ports);
        List<Route> routes = new ArrayList<>();
        routes.addAll(new RestApiOperations(ports, apis, new ImportOperations(ports, apis)).routes());
        routes.addAll(new ResourceOperations(ports, apis).routes());
        routes.addAll(new MethodOperations(apis).routes());
        routes.addAll(new IntegrationOperations(apis).routes());
        routes.addAll(Parts.routes(ports, apis));
        routes.addAll(new GatewayResponseOperations(apis).routes());
        routes.addAll(new DeploymentOperations(ports, apis).routes());
        StageOperations stages = new StageOperations(ports, apis);
        routes.addAll(stages.routes());
        routes.addAll(new ExportOperation(ports, stages).routes());
        routes.addAll(new KeyOperations(ports, apis).routes());
        routes.addAll(new PlanOperations(ports, apis).routes());
        routes.addAll(new PlanKeyOperations(ports).routes());
        routes.addAll(new VpcLinkOperations(ports, apis).routes());
        routes.addAll(new AccountOperations(ports).routes());
        routes.addAll(new TagOperations(ports).routes());
        routes.addAll(Unsupported.routes(apis));
        return new RestService("apigateway", "BadRequestException", routes);
    }
}
