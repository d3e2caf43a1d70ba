package io.millrace.core.invoke;

import io.millrace.core.catalog.Catalog;
import io.millrace.core.function.FunctionInvoker;
import io.millrace.core.function.FunctionResult;
import io.millrace.core.function.FunctionRunner;
import io.millrace.core.function.Invocation;
import io.millrace.core.function.RunnableFunction;
import io.millrace.core.resource.Arn;
import io.millrace.core.resource.lambda.FunctionAlias;
import io.millrace.core.resource.lambda.FunctionReference;
import io.millrace.core.resource.lambda.FunctionSnapshot;
import io.millrace.core.resource.lambda.FunctionVersion;
import io.millrace.core.resource.lambda.LambdaFunction;
import io.millrace.core.resource.lambda.LayerVersion;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// Finds functions in the [Catalog] by what callers call them and has a [FunctionRunner] run them. Thread-safe when the
/// sources of randomness are; [#resolve] never blocks.
public final class Functions implements FunctionInvoker {
    private final Catalog catalog;
    private final FunctionRunner runner;
    private final RandomGenerator random;
    private final Supplier<UUID> requestIds;

    /// @param random draws between the versions of an alias
    /// @param requestIds random ones, for calls that come without
    public Functions(Catalog catalog, FunctionRunner runner, RandomGenerator random, Supplier<UUID> requestIds) {
        this.catalog = catalog;
        this.runner = runner;
        this.random = random;
        this.requestIds = requestIds;
    }

    /// The version that a call of now would run.
    ///
    /// @param region of a reference that names none
    /// @param reference name, partial or full ARN, with or without a qualifier
    /// @param qualifier given beside it
    /// @throws io.millrace.core.fault.RequestException `ResourceNotFoundException`, `ValidationException`;
    /// `InvalidParameterValueException` when two qualifiers differ
    public RunnableFunction resolve(String region, String reference, Optional<String> qualifier) {
        return resolve(FunctionReference.parse(region, reference).with(qualifier));
    }

    /// As [#resolve(String, String, Optional)] of a reference that was read.
    public RunnableFunction resolve(FunctionReference reference) {
        LambdaFunction function = find(reference);
        String qualifier = reference.qualifier().orElse(RunnableFunction.LATEST);
        String version = catalog.find(
                        FunctionAlias.class, FunctionAlias.id(reference.region(), reference.name(), qualifier))
                .map(alias -> alias.versionFor(random.nextDouble()))
                .orElse(qualifier);
        FunctionSnapshot snapshot = snapshot(function, version).orElseThrow(reference::notFound);
        return new RunnableFunction(
                function.region(),
                function.name(),
                version,
                snapshot.configuration(),
                snapshot.codeSha256(),
                function.reservedConcurrency());
    }

    /// The function that is meant, whatever its version.
    ///
    /// @throws io.millrace.core.fault.RequestException `ResourceNotFoundException`
    public LambdaFunction find(FunctionReference reference) {
        if (!reference.account().equals(Arn.ACCOUNT)) {
            throw reference.notFound();
        }
        return catalog.find(LambdaFunction.class, LambdaFunction.id(reference.region(), reference.name()))
                .orElseThrow(reference::notFound);
    }

    /// Code and configuration of a version.
    ///
    /// @param version `$LATEST` or a number
    public Optional<FunctionSnapshot> snapshot(LambdaFunction function, String version) {
        return version.equals(RunnableFunction.LATEST)
                ? Optional.of(function.latest())
                : catalog.find(FunctionVersion.class, FunctionVersion.id(function.region(), function.name(), version))
                        .map(FunctionVersion::snapshot);
    }

    /// All code that a function or a version has, and what is in its layers and in those that could become so, for
    /// [io.millrace.core.function.CodeStore#retain].
    public static Set<String> codeInUse(Catalog catalog) {
        Set<String> sha256 = new HashSet<>();
        catalog.list(LambdaFunction.class).forEach(function -> addCode(function.latest(), sha256));
        catalog.list(FunctionVersion.class).forEach(version -> addCode(version.source(), sha256));
        catalog.list(LayerVersion.class).forEach(version -> sha256.add(version.codeSha256()));
        return sha256;
    }

    private static void addCode(FunctionSnapshot snapshot, Set<String> sha256) {
        sha256.add(snapshot.codeSha256());
        snapshot.configuration().layers().forEach(layer -> sha256.add(layer.codeSha256()));
    }

    @Override
    public FunctionResult invoke(String region, String reference, byte[] payload) throws InterruptedException {
        FunctionReference function = FunctionReference.parse(region, reference);
        return invoke(resolve(function), Invocation.of(requestId(), function.arn(), payload));
    }

    /// Calls a version that was found.
    ///
    /// @throws io.millrace.core.fault.RequestException as [FunctionRunner#invoke]
    /// @throws io.millrace.core.fault.UnavailableException as [FunctionRunner#invoke]
    public FunctionResult invoke(RunnableFunction function, Invocation invocation) throws InterruptedException {
        return runner.invoke(function, invocation);
    }

    /// A new one, for an [Invocation].
    public String requestId() {
        return requestIds.get().toString();
    }
}
