package io.millrace.server.aws.lambda;

import io.millrace.core.catalog.Catalog;
import io.millrace.core.function.CodeStore;
import io.millrace.core.function.FunctionRunner;
import io.millrace.core.invoke.EventQueue;
import io.millrace.core.invoke.Functions;
import io.millrace.core.store.ObjectStore;
import java.time.InstantSource;
import java.util.UUID;
import java.util.function.Supplier;

/// What Lambda's API stands on.
///
/// @param functions finds and calls functions
/// @param runner says whether a function can be run, and ends the processes of those that changed
/// @param code where zips are kept
/// @param store where zips may come from
/// @param events takes calls that nobody waits for
/// @param clock for the times of changes
/// @param ids random ones: revisions
public record LambdaPorts(
        Catalog catalog,
        Functions functions,
        FunctionRunner runner,
        CodeStore code,
        ObjectStore store,
        EventQueue events,
        InstantSource clock,
        Supplier<UUID> ids) {
    String newRevision() {
        return ids.get().toString();
    }
}
