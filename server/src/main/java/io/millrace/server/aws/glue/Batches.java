package io.millrace.server.aws.glue;

import io.millrace.core.fault.RequestException;
import io.millrace.core.limit.Bound;
import java.util.List;
import java.util.Optional;

/// Calls that do the same to many, each of which may fail alone.
final class Batches {
    private Batches() {}

    static <T> List<T> checked(List<T> all, Bound most) {
        if (all.size() > most.value()) {
            throw GlueStore.invalid("At most " + most.value() + " at once, these are " + all.size());
        }
        return all;
    }

    /// What one failed with through the caller's fault.
    static Optional<RequestException> attempt(Runnable one) {
        try {
            one.run();
            return Optional.empty();
        } catch (RequestException e) {
            return Optional.of(e);
        }
    }
}
