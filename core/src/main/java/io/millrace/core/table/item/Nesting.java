package io.millrace.core.table.item;

import io.millrace.core.fault.RequestException;
import io.millrace.core.limit.TableLimit;
import java.util.Collection;

/// How deep lists and maps may be in each other.
///
/// Source: <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html>
public final class Nesting {
    private static final int DEPTH_MAX = TableLimit.DYNAMODB_VALUE_DEPTH.intValue();

    private Nesting() {}

    /// @throws RequestException ValidationException when a value is too deep
    public static void check(AttributeValue value) {
        check(value, 0);
    }

    private static void check(AttributeValue value, int depth) {
        switch (value) {
            case AttributeValue.L list -> check(list.values(), deeper(depth));
            case AttributeValue.M map -> check(map.members().values(), deeper(depth));
            case AttributeValue ignored -> {
                // Nothing is inside.
            }
        }
    }

    private static void check(Collection<AttributeValue> values, int depth) {
        values.forEach(value -> check(value, depth));
    }

    /// @return one more
    static int deeper(int depth) {
        if (depth >= DEPTH_MAX) {
            throw TableFaults.validation("Nesting Levels have exceeded supported limits: Attributes in the item have"
                    + " nested levels beyond supported limit");
        }
        return depth + 1;
    }
}
