package io.millrace.server.aws.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.catalog.Changes;
import io.millrace.core.fault.RequestException;
import io.millrace.core.function.RunnableFunction;
import io.millrace.core.resource.Fields;
import io.millrace.core.resource.lambda.ConfigurationParser;
import io.millrace.core.resource.lambda.Constraint;
import io.millrace.core.resource.lambda.FunctionAlias;
import io.millrace.core.resource.lambda.FunctionReference;
import io.millrace.core.resource.lambda.LambdaFunction;
import io.millrace.server.aws.protocol.RestAnswer;
import io.millrace.server.aws.protocol.RestCall;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;

/// Names for versions.
///
/// Source: <https://docs.aws.amazon.com/lambda/latest/api/API_CreateAlias.html>
final class AliasOperations {
    private static final Pattern NAME = Pattern.compile("(?!^[0-9]+$)([a-zA-Z0-9-_]+)");
    private static final Pattern VERSION = Pattern.compile("(\\$LATEST|[0-9]+)");
    private static final int NAME_CHARS = 128;
    private static final int OTHER_VERSIONS = 1;

    private final LambdaPorts ports;

    AliasOperations(LambdaPorts ports) {
        this.ports = ports;
    }

    RestAnswer create(RestCall call) {
        call.allowParameters();
        FunctionReference reference = Target.whole(call);
        Fields fields = call.fields();
        String name = Constraint.pattern("name", Constraint.required("name", fields.string("Name")), NAME);
        Constraint.charsAtMost("name", name, NAME_CHARS);
        FunctionAlias empty =
                new FunctionAlias(reference.name(), reference.region(), name, "", "", Map.of(), ports.newRevision());
        Constraint.required("functionVersion", fields.string("FunctionVersion"));
        FunctionAlias alias = changed(empty, fields);
        fields.refuseUnknown();
        ports.catalog().apply(() -> {
            requireVersions(reference, alias);
            if (find(reference, name).isPresent()) {
                throw new RequestException("ResourceConflictException", "Alias already exists: " + alias.arn());
            }
            return Changes.put(alias);
        });
        return RestAnswer.json(201, alias.json());
    }

    RestAnswer get(RestCall call) {
        call.allowParameters();
        FunctionReference reference = Target.whole(call);
        ports.functions().find(reference);
        return RestAnswer.json(require(reference, call.label("Name")).json());
    }

    RestAnswer list(RestCall call) {
        call.allowParameters("FunctionVersion", "Marker", "MaxItems");
        FunctionReference reference = Target.whole(call);
        ports.functions().find(reference);
        Optional<String> version = call.parameter("FunctionVersion");
        List<FunctionAlias> aliases = ports.catalog().list(FunctionAlias.class).stream()
                .filter(alias -> alias.region().equals(reference.region())
                        && alias.function().equals(reference.name()))
                .filter(alias -> version.isEmpty()
                        || alias.version().equals(version.get())
                        || alias.weights().containsKey(version.get()))
                .toList();
        return Page.answer(call, "Aliases", Page.items(aliases, FunctionAlias::name, FunctionAlias::json));
    }

    RestAnswer update(RestCall call) {
        call.allowParameters();
        FunctionReference reference = Target.whole(call);
        Fields fields = call.fields();
        Optional<String> revision = fields.string("RevisionId");
        AtomicReference<ObjectNode> answer = new AtomicReference<>();
        ports.catalog().apply(() -> {
            ports.functions().find(reference);
            FunctionAlias before = require(reference, call.label("Name"));
            Target.requireRevision(revision, before.revisionId(), "GetFunction/GetAlias");
            FunctionAlias alias = changed(before, fields);
            fields.refuseUnknown();
            requireVersions(reference, alias);
            answer.set(alias.json());
            return Changes.put(alias);
        });
        return RestAnswer.json(answer.get());
    }

    /// With what belongs to it; done also when there is none, as at AWS.
    RestAnswer delete(RestCall call) {
        call.allowParameters();
        FunctionReference reference = Target.whole(call);
        Optional<String> name = Optional.of(call.label("Name"));
        ports.catalog().apply(() -> {
            ports.functions().find(reference);
            return find(reference, name.get()).isEmpty()
                    ? Changes.remove(List.of())
                    : Changes.remove(FunctionOperations.partsOf(
                            ports, reference, part -> part.qualifier().equals(name)));
        });
        return RestAnswer.empty(204);
    }

    private FunctionAlias changed(FunctionAlias before, Fields fields) {
        return new FunctionAlias(
                before.function(),
                before.region(),
                before.name(),
                fields.string("FunctionVersion")
                        .map(version -> Constraint.pattern("functionVersion", version, VERSION))
                        .orElse(before.version()),
                fields.string("Description")
                        .map(ConfigurationParser::description)
                        .orElse(before.description()),
                fields.object("RoutingConfig").map(AliasOperations::weights).orElse(before.weights()),
                ports.newRevision());
    }

    private static Map<String, Double> weights(Fields routing) {
        Map<String, Double> weights = new LinkedHashMap<>();
        routing.object("AdditionalVersionWeights").ifPresent(given -> {
            for (Map.Entry<String, JsonNode> other : given.node().properties()) {
                if (!other.getValue().isNumber()) {
                    throw new RequestException(
                            "SerializationException", given.at(other.getKey()) + " must be a number");
                }
                double weight = other.getValue().doubleValue();
                if (!(weight >= 0 && weight <= 1)) {
                    throw given.invalid(other.getKey(), weight + " is not between 0.0 and 1.0");
                }
                weights.put(Constraint.pattern("additionalVersionWeights", other.getKey(), VERSION), weight);
            }
        });
        routing.refuseUnknown();
        if (weights.size() > OTHER_VERSIONS) {
            throw Target.invalid(
                    "Number of items in AdditionalVersionWeights cannot be greater than " + OTHER_VERSIONS);
        }
        return weights;
    }

    private void requireVersions(FunctionReference reference, FunctionAlias alias) {
        LambdaFunction function = ports.functions().find(reference);
        requireVersion(function, reference, alias.version());
        for (String other : alias.weights().keySet()) {
            if (other.equals(RunnableFunction.LATEST) || alias.version().equals(RunnableFunction.LATEST)) {
                throw Target.invalid("$LATEST is not supported for an alias pointing to more than 1 version");
            }
            if (other.equals(alias.version())) {
                throw Target.invalid("Invalid function version " + other + ". Function version " + other
                        + " is already included in routing configuration.");
            }
            requireVersion(function, reference, other);
        }
    }

    private void requireVersion(LambdaFunction function, FunctionReference reference, String version) {
        if (ports.functions().snapshot(function, version).isEmpty()) {
            throw reference.with(Optional.of(version)).notFound();
        }
    }

    private Optional<FunctionAlias> find(FunctionReference reference, String name) {
        return ports.catalog().find(FunctionAlias.class, FunctionAlias.id(reference.region(), reference.name(), name));
    }

    private FunctionAlias require(FunctionReference reference, String name) {
        return find(reference, name)
                .orElseThrow(() -> RequestException.notFound("Cannot find alias arn: " + reference.arn() + ":" + name));
    }
}
