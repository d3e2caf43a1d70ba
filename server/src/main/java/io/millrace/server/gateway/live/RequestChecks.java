package io.millrace.server.gateway.live;

import io.millrace.core.resource.apigateway.ApiMethod;
import io.millrace.core.resource.apigateway.GatewayResponseType;
import io.millrace.core.resource.apigateway.RequestValidator;
import io.millrace.core.resource.apigateway.RestApi;
import io.millrace.server.gateway.call.GatewayFailure;
import io.millrace.server.gateway.mapping.MappingException;
import io.millrace.server.gateway.validate.BodyValidator;
import io.millrace.server.gateway.validate.ModelException;
import io.millrace.server.gateway.validate.Models;
import io.millrace.server.gateway.validate.RequiredParameters;
import java.util.Map;
import java.util.Optional;

/// What a method's request validator checks. Any thread.
///
/// @param parameters that must be there
/// @param body what it must be
/// @param isQuick whether it may be done on an event loop, see [QuickText]
public record RequestChecks(Optional<RequiredParameters> parameters, Optional<BodyValidator> body, boolean isQuick) {
    static final RequestChecks NONE = new RequestChecks(Optional.empty(), Optional.empty(), true);

    /// @throws IllegalArgumentException when a model cannot be compiled
    static RequestChecks of(ApiMethod method, RestApi api) {
        RequestValidator validator =
                method.requestValidatorId().map(api.validators()::get).orElse(null);
        if (validator == null) {
            return NONE;
        }
        try {
            return new RequestChecks(
                    validator.parameters()
                            ? Optional.of(RequiredParameters.of(method.requestParameters()))
                            : Optional.empty(),
                    validator.body()
                            ? Optional.of(Models.of(api.apiId(), api.models()).forMethod(method.requestModels()))
                            : Optional.empty(),
                    !validator.body()
                            || method.requestModels().values().stream().allMatch(model -> isQuick(api, model)));
        } catch (MappingException | ModelException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private static boolean isQuick(RestApi api, String model) {
        return QuickText.isQuickModel(api.models().get(model).schema());
    }

    /// @throws GatewayFailure BAD_REQUEST_PARAMETERS, BAD_REQUEST_BODY
    public void check(MappedCall call) throws GatewayFailure {
        Optional<String> missing = parameters.flatMap(required -> required.missing(call.parameters()));
        if (missing.isPresent()) {
            throw new GatewayFailure(GatewayResponseType.BAD_REQUEST_PARAMETERS, missing.get());
        }
        Optional<String> mismatch = body.flatMap(
                validator -> validator.mismatch(call.request().headers().last("Content-Type"), call.body()));
        if (mismatch.isPresent()) {
            throw new GatewayFailure(
                    GatewayResponseType.BAD_REQUEST_BODY,
                    BodyValidator.MESSAGE,
                    Map.of("error.validationErrorString", mismatch.get()));
        }
    }
}
