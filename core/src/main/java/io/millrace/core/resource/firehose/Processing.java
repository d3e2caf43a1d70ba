package io.millrace.core.resource.firehose;

import io.millrace.core.jq.JqQuery;
import java.util.Optional;

/// What happens to records between the log and an object, in this order.
///
/// @param deAggregation how a record is taken apart, if at all
/// @param function what transforms records, if any
/// @param partitionQuery what gives a record's partition keys, if any
/// @param delimiter what is put behind each record; empty for nothing
public record Processing(
        Optional<DeAggregation> deAggregation,
        Optional<FunctionProcessor> function,
        Optional<JqQuery> partitionQuery,
        byte[] delimiter) {
    static final Processing NONE = new Processing(Optional.empty(), Optional.empty(), Optional.empty(), new byte[0]);

    /// Whether records go into objects as they came.
    public boolean isPlain() {
        return deAggregation.isEmpty() && partitionQuery.isEmpty();
    }
}
