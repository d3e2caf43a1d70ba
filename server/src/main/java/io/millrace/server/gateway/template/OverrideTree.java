package io.millrace.server.gateway.template;

import java.util.Optional;
import java.util.Set;

/// `$context.requestOverride` and `$context.responseOverride` of one rendering.
final class OverrideTree {
    private static final String STATUS = "status";

    private final OverrideMap requestHeader = OverrideMap.ofNames("$context.requestOverride.header");
    private final OverrideMap requestQuerystring = OverrideMap.ofNames("$context.requestOverride.querystring");
    private final OverrideMap requestPath = OverrideMap.ofNames("$context.requestOverride.path");
    private final OverrideMap responseHeader = OverrideMap.ofNames("$context.responseOverride.header");
    private final OverrideMap request = OverrideMap.ofParts("$context.requestOverride", Set.of());
    private final OverrideMap response = OverrideMap.ofParts("$context.responseOverride", Set.of(STATUS));

    OverrideTree() {
        request.put("header", requestHeader);
        request.put("querystring", requestQuerystring);
        request.put("path", requestPath);
        response.put("header", responseHeader);
    }

    OverrideMap request() {
        return request;
    }

    OverrideMap response() {
        return response;
    }

    Overrides result(Run run) throws TemplateException {
        boolean none = requestHeader.isEmpty()
                && requestQuerystring.isEmpty()
                && requestPath.isEmpty()
                && responseHeader.isEmpty()
                && !response.containsKey(STATUS);
        return none
                ? Overrides.NONE
                : new Overrides(
                        requestHeader.texts(run),
                        requestQuerystring.texts(run),
                        requestPath.texts(run),
                        responseHeader.texts(run),
                        status(run));
    }

    private Optional<Integer> status(Run run) throws TemplateException {
        Object value = response.get(STATUS);
        if (value == null) {
            return Optional.empty();
        }
        String text = Texts.of(value, run).trim();
        if (!text.matches("[1-5]\\d\\d")) {
            throw new TemplateException("$context.responseOverride.status is no status of 100 to 599");
        }
        return Optional.of(Integer.parseInt(text));
    }
}
