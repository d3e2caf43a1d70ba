package io.millrace.server.gateway.validate;

import io.millrace.core.resource.apigateway.ApiModel;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/// The models of an API, to be compiled at deployment: each that a method names, once. Of one deployment; for one
/// thread. The validators it makes are for any.
public final class Models {
    private final String apiId;
    private final Map<String, String> schemas;
    private final Map<String, ModelSchema> compiled = new HashMap<>();

    private Models(String apiId, Map<String, String> schemas) {
        this.apiId = apiId;
        this.schemas = schemas;
    }

    /// @param models by name
    public static Models of(String apiId, Map<String, ApiModel> models) {
        Map<String, String> schemas = new HashMap<>();
        models.forEach((name, model) -> schemas.put(name, model.schema()));
        return new Models(apiId, schemas);
    }

    /// Checks that a model can be compiled, with all it refers to.
    ///
    /// @throws ModelException when it cannot; the message says why
    public void check(String model) throws ModelException {
        compile(model);
    }

    /// The validator of a method's body.
    ///
    /// @param requestModels names of models by content type
    /// @throws ModelException when one of them cannot be compiled
    public BodyValidator forMethod(Map<String, String> requestModels) throws ModelException {
        Map<String, ModelSchema> byType = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (Map.Entry<String, String> each : requestModels.entrySet()) {
            byType.put(BodyValidator.mediaType(each.getKey()), compile(each.getValue()));
        }
        return new BodyValidator(byType);
    }

    private ModelSchema compile(String model) throws ModelException {
        ModelSchema known = compiled.get(model);
        if (known == null) {
            known = ModelSchema.compile(model, ModelDocument.of(model, apiId, schemas));
            compiled.put(model, known);
        }
        return known;
    }
}
