package io.millrace.server.aws.lambda;

import static io.millrace.server.aws.protocol.RestService.route;

import io.millrace.core.catalog.Changes;
import io.millrace.core.fault.RequestException;
import io.millrace.core.function.RunnableFunction;
import io.millrace.core.limit.Limit;
import io.millrace.core.resource.Fields;
import io.millrace.core.resource.lambda.Constraint;
import io.millrace.core.resource.lambda.EventInvokeConfig;
import io.millrace.core.resource.lambda.FunctionReference;
import io.millrace.server.aws.protocol.RestAnswer;
import io.millrace.server.aws.protocol.RestCall;
import io.millrace.server.aws.protocol.RestService.Route;
import java.util.List;
import java.util.Optional;

/// How events are retried and where their outcome goes, for each function, version or alias.
///
/// Source: <https://docs.aws.amazon.com/lambda/latest/api/API_PutFunctionEventInvokeConfig.html>
final class EventConfigOperations {
    private static final String PATH = "/2019-09-25/functions/{FunctionName}/event-invoke-config";

    private final LambdaPorts ports;
    private final EventDestination destinations;

    EventConfigOperations(LambdaPorts ports) {
        this.ports = ports;
        this.destinations = new EventDestination(ports);
    }

    List<Route> routes() {
        return List.of(
                route("PUT", PATH, this::put),
                route("POST", PATH, this::update),
                route("GET", PATH, this::get),
                route("GET", PATH + "/list", this::list),
                route("DELETE", PATH, this::delete));
    }

    /// Replaces what there is.
    private RestAnswer put(RestCall call) {
        call.allowParameters("Qualifier");
        FunctionReference reference = Target.of(call);
        return change(call, reference, EventInvokeConfig.none(reference.region(), reference.name(), name(reference)));
    }

    /// Leaves what is not said.
    private RestAnswer update(RestCall call) {
        call.allowParameters("Qualifier");
        FunctionReference reference = Target.of(call);
        ports.functions().resolve(reference);
        return change(call, reference, require(reference));
    }

    private RestAnswer change(RestCall call, FunctionReference reference, EventInvokeConfig before) {
        ports.functions().resolve(reference);
        EventInvokeConfig after = parse(call.fields(), reference, before);
        ports.catalog().apply(() -> {
            ports.functions().resolve(reference);
            return Changes.put(after);
        });
        return RestAnswer.json(after.json());
    }

    private EventInvokeConfig parse(Fields fields, FunctionReference reference, EventInvokeConfig before) {
        Optional<Integer> retries = fields.integer("MaximumRetryAttempts")
                .map(given ->
                        Constraint.between("maximumRetryAttempts", given, 0, Limit.FUNCTION_EVENT_RETRIES.intValue()));
        Optional<Integer> age = fields.integer("MaximumEventAgeInSeconds")
                .map(given -> Constraint.between(
                        "maximumEventAgeInSeconds",
                        given,
                        Limit.FUNCTION_EVENT_AGE_SECONDS_MIN.intValue(),
                        Limit.FUNCTION_EVENT_AGE_SECONDS.intValue()));
        Optional<Fields> config = fields.object("DestinationConfig");
        Optional<Fields> success = config.flatMap(given -> given.object("OnSuccess"));
        Optional<Fields> failure = config.flatMap(given -> given.object("OnFailure"));
        config.ifPresent(Fields::refuseUnknown);
        fields.refuseUnknown();
        if (retries.isEmpty() && age.isEmpty() && config.isEmpty()) {
            throw Target.invalid("You must specify at least one of error handling or destination setting.");
        }
        return new EventInvokeConfig(
                before.function(),
                before.region(),
                before.name(),
                retries.or(before::retriesMax),
                age.or(before::ageSecondsMax),
                success.isPresent()
                        ? success.flatMap(given -> destinations.onSuccess(reference, given))
                        : before.onSuccess(),
                failure.isPresent()
                        ? failure.flatMap(given -> destinations.onFailure(reference, given))
                        : before.onFailure(),
                ports.clock().instant());
    }

    private RestAnswer get(RestCall call) {
        call.allowParameters("Qualifier");
        FunctionReference reference = Target.of(call);
        ports.functions().resolve(reference);
        return RestAnswer.json(require(reference).json());
    }

    private RestAnswer list(RestCall call) {
        call.allowParameters("Marker", "MaxItems");
        FunctionReference reference = Target.whole(call);
        ports.functions().find(reference);
        List<EventInvokeConfig> configs = ports.catalog().list(EventInvokeConfig.class).stream()
                .filter(config -> config.region().equals(reference.region())
                        && config.function().equals(reference.name()))
                .toList();
        return Page.answer(
                call,
                "FunctionEventInvokeConfigs",
                Page.items(configs, EventInvokeConfig::name, EventInvokeConfig::json));
    }

    private RestAnswer delete(RestCall call) {
        call.allowParameters("Qualifier");
        FunctionReference reference = Target.of(call);
        ports.catalog().apply(() -> {
            ports.functions().resolve(reference);
            return Changes.remove(List.of(require(reference).id()));
        });
        return RestAnswer.empty(204);
    }

    private EventInvokeConfig require(FunctionReference reference) {
        return ports.catalog()
                .find(
                        EventInvokeConfig.class,
                        EventInvokeConfig.id(reference.region(), reference.name(), name(reference)))
                .orElseThrow(() -> RequestException.notFound("The function "
                        + reference.with(Optional.of(name(reference))).arn() + " doesn't have an EventInvokeConfig"));
    }

    private static String name(FunctionReference reference) {
        return reference.qualifier().orElse(RunnableFunction.LATEST);
    }
}
