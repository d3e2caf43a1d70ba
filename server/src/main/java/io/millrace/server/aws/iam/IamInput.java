package io.millrace.server.aws.iam;

import io.millrace.core.fault.RequestException;
import io.millrace.core.limit.Limit;
import io.millrace.server.aws.protocol.QueryCall;
import io.millrace.server.aws.protocol.QueryParameters;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The parameters of a call, with what IAM's have in common: tags and pages.
record IamInput(QueryParameters parameters) {
    private static final int PAGE_ITEMS = 100;

    static IamInput of(QueryCall call) {
        return new IamInput(QueryParameters.of(call));
    }

    Optional<String> text(String name) {
        return parameters.string(name);
    }

    String required(String name) {
        return parameters.requiredString(name);
    }

    Optional<Integer> integer(String name) {
        return parameters.integerBetween(name, 0, Integer.MAX_VALUE);
    }

    Optional<Boolean> bool(String name) {
        return parameters.bool(name);
    }

    List<String> texts(String name) {
        return parameters.strings(name);
    }

    /// In the caller's order.
    Map<String, String> tags(String name) {
        Map<String, String> tags = new LinkedHashMap<>();
        for (QueryParameters tag : parameters.structures(name)) {
            String key = tag.requiredString("Key");
            if (tags.put(key, tag.string("Value").orElse("")) != null) {
                throw new RequestException("InvalidInput", "Duplicate tag keys found: " + key);
            }
        }
        return tags;
    }

    /// `Marker` and `MaxItems`.
    IamPage page() {
        int limit = parameters
                .integerBetween("MaxItems", 1, Limit.IAM_PAGE_ITEMS.intValue())
                .orElse(PAGE_ITEMS);
        return new IamPage(text("Marker").orElse(""), limit);
    }

    /// To be called last.
    void refuseUnknown() {
        parameters.refuseUnknown();
    }
}
