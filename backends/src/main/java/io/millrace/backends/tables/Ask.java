package io.millrace.backends.tables;

import io.millrace.core.fault.UnavailableException;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/// Something that is asked of the writer, and whoever waits for it.
final class Ask<T> {
    private final Work<T> work;
    private final CompletableFuture<T> done = new CompletableFuture<>();
    private T result;
    private RuntimeException failure;

    Ask(Work<T> work) {
        this.work = work;
    }

    /// What is done on the writer's thread. If it throws, what it did to the group is undone.
    @FunctionalInterface
    interface Work<T> {
        T in(Group group) throws SQLException;
    }

    void run(Group group) {
        try {
            result = group.attempt(work);
        } catch (SQLException e) {
            failure = SqlFaults.of(e);
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    /// The group is durable.
    void finish() {
        if (failure == null) {
            done.complete(result);
        } else {
            done.completeExceptionally(failure);
        }
    }

    void fail(RuntimeException e) {
        done.completeExceptionally(e);
    }

    T join() {
        try {
            return done.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new UnavailableException(e.toString(), e);
        }
    }
}
