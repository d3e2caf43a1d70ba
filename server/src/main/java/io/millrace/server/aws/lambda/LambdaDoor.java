package io.millrace.server.aws.lambda;

import static io.millrace.server.aws.protocol.RestService.route;

import io.millrace.core.fault.RequestException;
import io.millrace.core.limit.Limit;
import io.millrace.server.aws.protocol.RestService;
import io.millrace.server.aws.protocol.RestService.Route;
import java.util.ArrayList;
import java.util.List;

/// AWS Lambda's API: which method answers which operation.
///
/// Source: <https://docs.aws.amazon.com/lambda/latest/api/API_Operations.html>
public final class LambdaDoor {
    private static final String FUNCTIONS = "/2015-03-31/functions";
    private static final String FUNCTION = FUNCTIONS + "/{FunctionName}";
    private static final String TAGS = "/2017-03-31/tags/{Resource+}";

    private LambdaDoor() {}

    /// @param linkSecret random bytes that sign the addresses of code
    public static RestService service(LambdaPorts ports, byte[] linkSecret) {
        Publishing publishing = new Publishing(ports);
        List<Route> routes = new ArrayList<>();
        CodeLinks links = new CodeLinks(ports.code(), ports.clock(), linkSecret);
        addFunctions(routes, ports, publishing, links);
        addAliasesAndPermissions(routes, ports);
        addSettings(routes, ports, publishing);
        routes.addAll(new LayerOperations(ports, publishing, links).routes());
        routes.addAll(new LayerPolicies(ports).routes());
        routes.addAll(new EventConfigOperations(ports).routes());
        routes.addAll(new UrlOperations(ports).routes());
        routes.addAll(Unsupported.routes());
        return new RestService("lambda", "InvalidParameterValueException", routes);
    }

    private static void addFunctions(List<Route> routes, LambdaPorts ports, Publishing publishing, CodeLinks links) {
        FunctionOperations functions = new FunctionOperations(ports, publishing, links);
        UpdateOperations updates = new UpdateOperations(ports, publishing);
        InvokeOperation invoke = new InvokeOperation(ports);
        Limit zipped = Limit.FUNCTION_REQUEST_BYTES;
        routes.add(route("POST", FUNCTIONS, zipped, functions::create));
        routes.add(route("GET", FUNCTIONS, functions::list));
        routes.add(route("GET", FUNCTION, functions::get));
        routes.add(route("DELETE", FUNCTION, functions::delete));
        routes.add(route("GET", FUNCTION + "/configuration", functions::getConfiguration));
        routes.add(route("PUT", FUNCTION + "/configuration", updates::configuration));
        routes.add(route("PUT", FUNCTION + "/code", zipped, updates::code));
        routes.add(route("POST", FUNCTION + "/versions", updates::publish));
        routes.add(route("GET", FUNCTION + "/versions", updates::versions));
        routes.add(route("POST", FUNCTION + "/invocations", Limit.FUNCTION_PAYLOAD_BYTES, invoke::invoke));
        routes.add(route("POST", "/2014-11-13/functions/{FunctionName}/invoke-async", invoke::invokeAsync));
        routes.add(route("PUT", managed(), updates::runtimeManagement));
        routes.add(RestService.open("GET", CodeLinks.PATH, links::download));
    }

    private static void addAliasesAndPermissions(List<Route> routes, LambdaPorts ports) {
        AliasOperations aliases = new AliasOperations(ports);
        PermissionOperations permissions = new PermissionOperations(ports);
        routes.add(route("POST", FUNCTION + "/aliases", aliases::create));
        routes.add(route("GET", FUNCTION + "/aliases", aliases::list));
        routes.add(route("GET", FUNCTION + "/aliases/{Name}", aliases::get));
        routes.add(route("PUT", FUNCTION + "/aliases/{Name}", aliases::update));
        routes.add(route("DELETE", FUNCTION + "/aliases/{Name}", aliases::delete));
        routes.add(route("POST", FUNCTION + "/policy", permissions::add));
        routes.add(route("GET", FUNCTION + "/policy", permissions::get));
        routes.add(route("DELETE", FUNCTION + "/policy/{StatementId}", permissions::remove));
    }

    private static void addSettings(List<Route> routes, LambdaPorts ports, Publishing publishing) {
        TagOperations tags = new TagOperations(ports);
        ConcurrencyOperations concurrency = new ConcurrencyOperations(ports, publishing);
        FunctionReads reads = new FunctionReads(ports);
        String signing = "/2020-06-30/functions/{FunctionName}/code-signing-config";
        String provisioned = "/2019-09-30/functions/{FunctionName}/provisioned-concurrency";
        routes.add(route("GET", TAGS, tags::list));
        routes.add(route("POST", TAGS, tags::tag));
        routes.add(route("DELETE", TAGS, tags::untag));
        routes.add(route("PUT", reserved("2017-10-31"), concurrency::put));
        routes.add(route("DELETE", reserved("2017-10-31"), concurrency::delete));
        routes.add(route("GET", reserved("2019-09-30"), concurrency::get));
        routes.add(route("GET", "/2016-08-19/account-settings", concurrency::account));
        routes.add(route("GET", managed(), reads::runtimeManagement));
        routes.add(route("GET", "/2024-08-31/functions/{FunctionName}/recursion-config", reads::recursion));
        routes.add(route("GET", signing, reads::codeSigning));
        routes.add(route("DELETE", signing, reads::nothingToDelete));
        String mappings = "/2015-03-31/event-source-mappings";
        routes.add(route("GET", mappings, reads::eventSourceMappings));
        for (String method : List.of("GET", "PUT", "DELETE")) {
            // None can be made, so none is there.
            routes.add(route(method, mappings + "/{UUID}", call -> {
                throw RequestException.notFound("The resource you requested does not exist.");
            }));
        }
        routes.add(route("GET", provisioned, reads::provisionedConcurrency));
        routes.add(route("DELETE", provisioned, reads::nothingToDelete));
    }

    private static String managed() {
        return "/2021-07-20/functions/{FunctionName}/runtime-management-config";
    }

    private static String reserved(String version) {
        return "/" + version + "/functions/{FunctionName}/concurrency";
    }
}
