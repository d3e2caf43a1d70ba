package io.millrace.server.gateway.template;

import io.millrace.server.gateway.jsonpath.JsonBody;
import io.millrace.server.gateway.mapping.Parameters;
import java.util.List;
import java.util.Map;

/// What the tests of templates are given.
final class Templates {
    static final Parameters PARAMETERS = new Parameters(
            Map.of("id", "7", "proxy", "a/b"),
            Map.of("q", List.of("x y"), "many", List.of("1", "2"), "id", List.of("query")),
            Map.of("Origin", List.of("https://a.example"), "Content-Type", List.of("application/json")));

    static final Map<String, Object> CONTEXT = Map.of(
            "requestId",
            "r-1",
            "httpMethod",
            "PUT",
            "identity",
            Map.of("sourceIp", "192.0.2.1"),
            "authorizer",
            Map.of("principalId", "user|1", "claims", Map.of("sub", "s")));

    private Templates() {}

    static TemplateInput input(String body) {
        return new TemplateInput(JsonBody.of(body), PARAMETERS, CONTEXT, Map.of("table", "clicks"));
    }

    static String render(String template, String body) throws TemplateException {
        return MappingTemplate.compile(template).render(input(body)).body();
    }
}
