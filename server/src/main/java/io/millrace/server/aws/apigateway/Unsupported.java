package io.millrace.server.aws.apigateway;

import static io.millrace.server.aws.protocol.RestService.route;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.server.aws.protocol.RestAnswer;
import io.millrace.server.aws.protocol.RestService.Route;
import java.util.ArrayList;
import java.util.List;

/// The operations of API Gateway's API that are refused by name, and the listings of what there never is.
final class Unsupported {
    private static final String API = "/restapis/{restapi_id}";
    private static final String OPERATIONS = """
            GetModelTemplate GET /restapis/{restapi_id}/models/{model_name}/default_template
            TestInvokeMethod POST /restapis/{restapi_id}/resources/{resource_id}/methods/{http_method}
            TestInvokeAuthorizer POST /restapis/{restapi_id}/authorizers/{authorizer_id}
            GetSdk GET /restapis/{restapi_id}/stages/{stage_name}/sdks/{sdk_type}
            GetSdkType GET /sdktypes/{sdktype_id}
            UpdateUsage PATCH /usageplans/{usageplan_id}/keys/{key_id}/usage
            GenerateClientCertificate POST /clientcertificates
            GetClientCertificate GET /clientcertificates/{id}
            UpdateClientCertificate PATCH /clientcertificates/{id}
            DeleteClientCertificate DELETE /clientcertificates/{id}
            CreateDomainName POST /domainnames
            GetDomainName GET /domainnames/{domain_name}
            UpdateDomainName PATCH /domainnames/{domain_name}
            DeleteDomainName DELETE /domainnames/{domain_name}
            CreateBasePathMapping POST /domainnames/{domain_name}/basepathmappings
            GetBasePathMappings GET /domainnames/{domain_name}/basepathmappings
            GetBasePathMapping GET /domainnames/{domain_name}/basepathmappings/{base_path}
            UpdateBasePathMapping PATCH /domainnames/{domain_name}/basepathmappings/{base_path}
            DeleteBasePathMapping DELETE /domainnames/{domain_name}/basepathmappings/{base_path}
            CreateDomainNameAccessAssociation POST /domainnameaccessassociations
            DeleteDomainNameAccessAssociation DELETE /domainnameaccessassociations/{arn+}
            RejectDomainNameAccessAssociation POST /rejectdomainnameaccessassociations
            ImportDocumentationParts PUT /restapis/{restapi_id}/documentation/parts
            CreateDocumentationPart POST /restapis/{restapi_id}/documentation/parts
            GetDocumentationPart GET /restapis/{restapi_id}/documentation/parts/{part_id}
            UpdateDocumentationPart PATCH /restapis/{restapi_id}/documentation/parts/{part_id}
            DeleteDocumentationPart DELETE /restapis/{restapi_id}/documentation/parts/{part_id}
            CreateDocumentationVersion POST /restapis/{restapi_id}/documentation/versions
            GetDocumentationVersion GET /restapis/{restapi_id}/documentation/versions/{version}
            UpdateDocumentationVersion PATCH /restapis/{restapi_id}/documentation/versions/{version}
            DeleteDocumentationVersion DELETE /restapis/{restapi_id}/documentation/versions/{version}
            """;
    private static final List<String> EMPTY_LISTS =
            List.of("/clientcertificates", "/domainnames", "/domainnameaccessassociations", "/sdktypes");

    private Unsupported() {}

    static List<Route> routes(Apis apis) {
        List<Route> routes = new ArrayList<>();
        for (String line : OPERATIONS.lines().toList()) {
            String[] words = line.split(" ", -1);
            routes.add(route(words[1], words[2], call -> {
                throw Refusal.bad(words[0] + " is not supported by Millrace yet");
            }));
        }
        EMPTY_LISTS.forEach(path -> routes.add(route("GET", path, call -> nothing())));
        for (String what : List.of("parts", "versions")) {
            routes.add(route("GET", API + "/documentation/" + what, call -> {
                apis.find(call);
                return nothing();
            }));
        }
        return routes;
    }

    private static RestAnswer nothing() {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.putArray("item");
        return RestAnswer.json(answer);
    }
}
