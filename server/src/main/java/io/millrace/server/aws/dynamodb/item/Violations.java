package io.millrace.server.aws.dynamodb.item;

import io.millrace.core.fault.RequestException;
import io.millrace.core.table.item.TableFaults;
import java.util.ArrayList;
import java.util.List;

/// What is wrong with a request as far as can be said without looking at any table. DynamoDB tells all members that
/// are out of bounds at once, and only then the first of what is wrong within them; so everything is gathered until
/// [#check].
final class Violations {
    private static final String ONE = "1 validation error detected: ";

    private final List<String> constraints = new ArrayList<>();
    private RequestException first;

    /// A member that is out of its bounds.
    ///
    /// @param value as DynamoDB shows it
    /// @param path of the member, each name in lower camel case
    void constraint(String value, String path, String rule) {
        constraints.add("Value " + value + " at '" + path + "' failed to satisfy constraint: " + rule);
    }

    void missing(String path) {
        constraint("null", path, "Member must not be null");
    }

    /// Whether a parser found a member out of its bounds.
    static boolean isConstraint(RequestException fault) {
        return fault.getMessage().startsWith(ONE);
    }

    /// Something else that is wrong, told when all members are in their bounds and nothing was wrong before it; or a
    /// member out of bounds that a parser found.
    void later(RequestException fault) {
        if (isConstraint(fault)) {
            constraints.add(fault.getMessage().substring(ONE.length()));
        } else if (first == null) {
            first = fault;
        }
    }

    void later(String message) {
        later(TableFaults.validation(message));
    }

    /// @throws RequestException ValidationException for whatever is told first
    void check() {
        if (!constraints.isEmpty()) {
            throw TableFaults.validation(constraints.size() + " validation error" + (constraints.size() > 1 ? "s" : "")
                    + " detected: " + String.join("; ", constraints));
        }
        if (first != null) {
            throw first;
        }
    }
}
