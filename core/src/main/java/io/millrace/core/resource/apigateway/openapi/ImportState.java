package io.millrace.core.resource.apigateway.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.core.fault.RequestException;
import io.millrace.core.limit.Limit;
import io.millrace.core.resource.apigateway.ApiModel;
import io.millrace.core.resource.apigateway.Authorizer;
import io.millrace.core.resource.apigateway.RequestValidator;
import io.millrace.core.resource.apigateway.RestApi;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/// What an import has made so far. Not thread-safe; lives as long as one import.
final class ImportState {
    final OpenApiDocument document;
    final RestApi base;
    final Supplier<String> ids;
    final List<String> warnings = new ArrayList<>();
    final Map<String, ApiModel> models = new HashMap<>();
    final Map<String, RequestValidator> validators = new HashMap<>();
    final Map<String, Authorizer> authorizers = new HashMap<>();
    private final Set<String> warned = new HashSet<>();
    private long bytes;

    /// @param base what stays
    /// @param ids names what is new: 6 characters of `a-z0-9`
    ImportState(OpenApiDocument document, RestApi base, Supplier<String> ids) {
        this.document = document;
        this.base = base;
        this.ids = ids;
        base.models().forEach(models::put);
        base.validators().values().forEach(validator -> validators.put(validator.name(), validator));
        base.authorizers().values().forEach(authorizer -> authorizers.put(authorizer.name(), authorizer));
    }

    void warn(String warning) {
        if (warned.size() < Limit.API_GATEWAY_MAP_ENTRIES.value() && warned.add(warning)) {
            warnings.add(warning);
        }
    }

    /// Counts what will be kept: references can make one part of a document many parts of an API.
    ///
    /// @throws RequestException `LimitExceededException`
    void spend(JsonNode kept) {
        bytes += kept.toString().length();
        if (bytes > Limit.CATALOG_RESOURCE_BYTES.value()) {
            throw new RequestException(
                    "LimitExceededException",
                    "A REST API may take at most " + Limit.CATALOG_RESOURCE_BYTES.value()
                            + " bytes, this document makes a larger one");
        }
    }

    /// Warns of the extensions of an object that mean nothing here.
    ///
    /// @param known those that do
    void warnOfUnknown(JsonNode object, Set<String> known, String where) {
        object.fieldNames().forEachRemaining(name -> {
            if (name.startsWith("x-amazon-") && !known.contains(name)) {
                warn("Extension '" + name + "' of " + where + " is not supported and was ignored");
            }
        });
    }
}
