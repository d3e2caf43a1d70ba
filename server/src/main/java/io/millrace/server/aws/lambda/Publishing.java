package io.millrace.server.aws.lambda;

import io.millrace.core.fault.RequestException;
import io.millrace.core.function.CodeStore.StoredCode;
import io.millrace.core.function.RunnableFunction;
import io.millrace.core.limit.Limit;
import io.millrace.core.resource.lambda.FunctionConfiguration;
import io.millrace.core.resource.lambda.FunctionSnapshot;
import io.millrace.core.resource.lambda.FunctionVersion;
import io.millrace.core.resource.lambda.LambdaFunction;
import io.millrace.core.resource.lambda.LayerVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What `$LATEST` is made of, and how versions are made of it.
final class Publishing {
    private final LambdaPorts ports;
    private final LayersOfFunctions layers;

    Publishing(LambdaPorts ports) {
        this.ports = ports;
        this.layers = new LayersOfFunctions(ports);
    }

    LayersOfFunctions layers() {
        return layers;
    }

    FunctionSnapshot snapshot(FunctionConfiguration configuration, StoredCode code) {
        return new FunctionSnapshot(
                configuration, code.sha256(), code.bytes(), ports.clock().instant(), ports.newRevision());
    }

    /// A new revision with the same code.
    FunctionSnapshot reconfigured(FunctionSnapshot before, FunctionConfiguration configuration) {
        return snapshot(configuration, new StoredCode(before.codeSha256(), before.codeBytes()));
    }

    /// Refuses what this machine cannot run, whatever the code.
    void require(String region, String name, FunctionConfiguration configuration) {
        require(region, name, configuration, "");
    }

    /// Refuses what this machine cannot run with this code.
    void require(String region, String name, FunctionConfiguration configuration, String codeSha256) {
        ports.runner()
                .require(new RunnableFunction(
                        region, name, RunnableFunction.LATEST, configuration, codeSha256, Optional.empty()));
    }

    /// The version that publishing makes now: the last one when nothing has changed since.
    FunctionVersion version(LambdaFunction function, Optional<String> description) {
        return version(function, description, ports.newRevision());
    }

    /// @param revisionId of a version that is new
    FunctionVersion version(LambdaFunction function, Optional<String> description, String revisionId) {
        return last(function)
                .filter(version -> version.source().runsAs(function.latest()))
                .orElseGet(() -> new FunctionVersion(
                        function.name(),
                        function.region(),
                        function.lastVersion() + 1,
                        function.latest(),
                        description.filter(text -> !text.isEmpty()),
                        revisionId));
    }

    private Optional<FunctionVersion> last(LambdaFunction function) {
        return ports.catalog()
                .find(
                        FunctionVersion.class,
                        FunctionVersion.id(
                                function.region(), function.name(), Integer.toString(function.lastVersion())));
    }

    /// `$LATEST` and all numbers, for a page.
    List<Page.Item> versions(LambdaFunction function) {
        List<Page.Item> items = new ArrayList<>();
        Optional<String> latest = Optional.of(RunnableFunction.LATEST);
        items.add(new Page.Item(
                key(function, 0),
                () -> FunctionDescription.of(function, RunnableFunction.LATEST, latest, function.latest())));
        for (FunctionVersion version : ports.catalog().list(FunctionVersion.class)) {
            if (version.region().equals(function.region()) && version.function().equals(function.name())) {
                items.add(new Page.Item(
                        key(function, version.number()), () -> FunctionDescription.version(function, version)));
            }
        }
        return items;
    }

    /// Numbers in their own order.
    private static String key(LambdaFunction function, int number) {
        return function.name() + ":" + String.format(Locale.ROOT, "%010d", number);
    }

    /// Refuses code that all functions, versions and layers of the region together have no room for.
    void requireRoom(String region, long bytes) {
        if (codeBytes(region) + bytes > Limit.FUNCTION_CODE_TOTAL_BYTES.value()) {
            throw new RequestException("CodeStorageExceededException", "Code storage limit exceeded.");
        }
    }

    long codeBytes(String region) {
        long latest = ports.catalog().list(LambdaFunction.class).stream()
                .filter(function -> function.region().equals(region))
                .mapToLong(function -> function.latest().codeBytes())
                .sum();
        return latest
                + ports.catalog().list(FunctionVersion.class).stream()
                        .filter(version -> version.region().equals(region))
                        .mapToLong(version -> version.source().codeBytes())
                        .sum()
                + ports.catalog().list(LayerVersion.class).stream()
                        .filter(version -> version.region().equals(region))
                        .mapToLong(LayerVersion::codeBytes)
                        .sum();
    }
}
