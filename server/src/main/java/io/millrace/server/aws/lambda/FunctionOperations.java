package io.millrace.server.aws.lambda;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.catalog.Changes;
import io.millrace.core.fault.RequestException;
import io.millrace.core.function.CodeStore.StoredCode;
import io.millrace.core.function.RunnableFunction;
import io.millrace.core.resource.Arn;
import io.millrace.core.resource.Fields;
import io.millrace.core.resource.Resource;
import io.millrace.core.resource.ResourceId;
import io.millrace.core.resource.lambda.ConfigurationParser;
import io.millrace.core.resource.lambda.Constraint;
import io.millrace.core.resource.lambda.FunctionAlias;
import io.millrace.core.resource.lambda.FunctionConfiguration;
import io.millrace.core.resource.lambda.FunctionPart;
import io.millrace.core.resource.lambda.FunctionReference;
import io.millrace.core.resource.lambda.FunctionSnapshot;
import io.millrace.core.resource.lambda.FunctionTags;
import io.millrace.core.resource.lambda.FunctionVersion;
import io.millrace.core.resource.lambda.LambdaFunction;
import io.millrace.server.aws.protocol.RestAnswer;
import io.millrace.server.aws.protocol.RestCall;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Making, describing, listing and deleting functions.
final class FunctionOperations {
    private final LambdaPorts ports;
    private final Publishing publishing;
    private final CodeLinks links;

    FunctionOperations(LambdaPorts ports, Publishing publishing, CodeLinks links) {
        this.ports = ports;
        this.publishing = publishing;
        this.links = links;
    }

    RestAnswer create(RestCall call) throws IOException {
        call.allowParameters();
        Fields fields = call.fields(CodeBody.read(call.body()));
        FunctionReference reference =
                Target.whole(call, Constraint.required("functionName", fields.string("FunctionName")));
        FunctionConfiguration configuration =
                publishing.layers().with(ConfigurationParser.parse(fields), fields, reference.region());
        String packageType = fields.oneOf("PackageType", "Zip", "Image").orElse("Zip");
        if (!packageType.equals("Zip")) {
            throw fields.invalid("PackageType", "Image is not supported by Millrace yet: use Zip");
        }
        fields.notSupported("CodeSigningConfigArn", "code is not signed");
        Map<String, String> tags = FunctionTags.parse(fields, "Tags");
        boolean publish = fields.bool("Publish").orElse(false);
        Fields code = Constraint.required("code", fields.object("Code"));
        CodeSource source = CodeSource.parse(code);
        code.refuseUnknown();
        fields.refuseUnknown();
        requireNew(reference);
        publishing.require(reference.region(), reference.name(), configuration);
        StoredCode stored = source.put(ports.code(), ports.store());
        publishing.layers().requireSize(configuration, stored.sha256());
        publishing.require(reference.region(), reference.name(), configuration, stored.sha256());
        publishing.requireRoom(reference.region(), stored.bytes());
        LambdaFunction function = new LambdaFunction(
                reference.name(),
                reference.region(),
                publishing.snapshot(configuration, stored),
                0,
                Optional.empty(),
                tags);
        return RestAnswer.json(201, add(function, publish));
    }

    private ObjectNode add(LambdaFunction function, boolean publish) {
        Optional<FunctionVersion> version =
                publish ? Optional.of(publishing.version(function, Optional.empty())) : Optional.empty();
        LambdaFunction added =
                version.map(first -> function.withLastVersion(first.number())).orElse(function);
        List<Resource> put =
                Stream.concat(Stream.of((Resource) added), version.stream()).toList();
        ports.catalog().apply(() -> {
            requireNew(new FunctionReference(function.region(), Arn.ACCOUNT, function.name(), Optional.empty()));
            return new Changes(put, List.of());
        });
        return version.map(first -> FunctionDescription.version(added, first))
                .orElseGet(() -> FunctionDescription.latest(added));
    }

    private void requireNew(FunctionReference reference) {
        if (ports.catalog()
                .find(LambdaFunction.class, LambdaFunction.id(reference.region(), reference.name()))
                .isPresent()) {
            throw new RequestException("ResourceConflictException", "Function already exist: " + reference.name());
        }
    }

    RestAnswer get(RestCall call) {
        call.allowParameters("Qualifier");
        FunctionReference reference = Target.of(call);
        LambdaFunction function = ports.functions().find(reference);
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ObjectNode configuration = description(function, reference);
        answer.set("Configuration", configuration);
        answer.putObject("Code")
                .put("RepositoryType", "S3")
                .put(
                        "Location",
                        links.address(
                                call.host(), configuration.get("CodeSha256").textValue()));
        if (!function.tags().isEmpty()) {
            answer.set("Tags", TagOperations.json(function));
        }
        function.reservedConcurrency()
                .ifPresent(calls -> answer.putObject("Concurrency").put("ReservedConcurrentExecutions", calls));
        return RestAnswer.json(answer);
    }

    RestAnswer getConfiguration(RestCall call) {
        call.allowParameters("Qualifier");
        FunctionReference reference = Target.of(call);
        return RestAnswer.json(description(ports.functions().find(reference), reference));
    }

    private ObjectNode description(LambdaFunction function, FunctionReference reference) {
        String qualifier = reference.qualifier().orElse(RunnableFunction.LATEST);
        String version = ports.catalog()
                .find(FunctionAlias.class, FunctionAlias.id(function.region(), function.name(), qualifier))
                .map(FunctionAlias::version)
                .orElse(qualifier);
        FunctionSnapshot snapshot =
                ports.functions().snapshot(function, version).orElseThrow(reference::notFound);
        return FunctionDescription.of(function, version, reference.qualifier(), snapshot);
    }

    RestAnswer list(RestCall call) {
        call.allowParameters("FunctionVersion", "Marker", "MaxItems");
        Optional<String> versions = call.parameter("FunctionVersion");
        versions.ifPresent(word -> Constraint.oneOf("functionVersion", word, List.of("ALL")));
        List<Page.Item> items = new ArrayList<>();
        for (LambdaFunction function : ports.catalog().list(LambdaFunction.class)) {
            if (function.region().equals(call.region())) {
                if (versions.isPresent()) {
                    items.addAll(publishing.versions(function));
                } else {
                    items.add(new Page.Item(function.name(), () -> FunctionDescription.latest(function)));
                }
            }
        }
        return Page.answer(call, "Functions", items);
    }

    RestAnswer delete(RestCall call) {
        call.allowParameters("Qualifier");
        FunctionReference reference = Target.of(call);
        if (reference.qualifier().isPresent()) {
            deleteVersion(reference, reference.qualifier().get());
        } else {
            deleteAll(reference);
        }
        ports.runner().retire(reference.region(), reference.name());
        return RestAnswer.empty(204);
    }

    private void deleteAll(FunctionReference reference) {
        ports.catalog().apply(() -> {
            LambdaFunction function = ports.functions().find(reference);
            List<ResourceId> gone = new ArrayList<>(parts(reference, part -> true));
            gone.add(function.id());
            return Changes.remove(gone);
        });
    }

    private void deleteVersion(FunctionReference reference, String version) {
        if (version.equals(RunnableFunction.LATEST)) {
            throw Target.invalid("$LATEST version cannot be deleted without deleting the function.");
        }
        if (!version.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw Target.invalid("Deletion of aliases is not currently supported.");
        }
        ports.catalog().apply(() -> {
            LambdaFunction function = ports.functions().find(reference);
            if (ports.functions().snapshot(function, version).isEmpty()) {
                throw reference.notFound();
            }
            List<String> users = ports.catalog().list(FunctionAlias.class).stream()
                    .filter(alias -> alias.region().equals(function.region())
                            && alias.function().equals(function.name())
                            && (alias.version().equals(version)
                                    || alias.weights().containsKey(version)))
                    .map(FunctionAlias::arn)
                    .toList();
            if (!users.isEmpty()) {
                throw new RequestException(
                        "ResourceConflictException",
                        "Unable to delete version because the following aliases reference it: " + users);
            }
            return Changes.remove(parts(reference, part -> part.qualifier().equals(Optional.of(version))));
        });
    }

    private List<ResourceId> parts(FunctionReference reference, Predicate<FunctionPart> which) {
        return partsOf(ports, reference, which);
    }

    /// What belongs to a function and is chosen.
    static List<ResourceId> partsOf(LambdaPorts ports, FunctionReference reference, Predicate<FunctionPart> which) {
        return ports.catalog().list(FunctionPart.class).stream()
                .filter(part -> part.id().region().equals(reference.region())
                        && part.function().equals(reference.name())
                        && which.test(part))
                .map(FunctionPart::id)
                .toList();
    }
}
