package io.millrace.server.aws.dynamodb.item;

import io.millrace.core.fault.RequestException;
import java.util.Optional;
import java.util.function.Supplier;

/// Something that was read from a request, and what was wrong with it: DynamoDB tells that only after what is wrong
/// with
/// the keys and items of the request.
///
/// @param value empty when the request does not have it, or it is wrong
/// @param fault a ValidationException
record Deferred<T>(Optional<T> value, Optional<RequestException> fault) {
    static <T> Deferred<T> none() {
        return new Deferred<>(Optional.empty(), Optional.empty());
    }

    /// JSON of another shape is refused at once, a member out of its bounds goes to the violations at once.
    static <T> Deferred<T> of(Violations violations, Supplier<T> parser) {
        try {
            return new Deferred<>(Optional.of(parser.get()), Optional.empty());
        } catch (RequestException fault) {
            if (!fault.code().equals("ValidationException")) {
                throw fault;
            }
            if (Violations.isConstraint(fault)) {
                violations.later(fault);
                return none();
            }
            return new Deferred<>(Optional.empty(), Optional.of(fault));
        }
    }

    void tell(Violations violations) {
        fault.ifPresent(violations::later);
    }
}
