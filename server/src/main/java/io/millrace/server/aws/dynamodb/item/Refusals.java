package io.millrace.server.aws.dynamodb.item;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.fault.RequestException;
import io.millrace.core.table.item.Item;
import io.millrace.core.table.item.ItemJsonWriter;
import io.millrace.server.aws.protocol.DetailedException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Errors that say more than their message.
///
/// Source: <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html> (Errors)
final class Refusals {
    private static final String CANCELLED = "TransactionCanceledException";

    private Refusals() {}

    /// The item that a condition did not fit.
    static DetailedException conditionFailed(RequestException reason, Item item) {
        ObjectNode members = JsonNodeFactory.instance.objectNode();
        members.set("Item", ItemJsonWriter.write(item));
        return new DetailedException(reason, members);
    }

    /// Why an action of a transaction was not done.
    ///
    /// @param fault empty when nothing was wrong with this one
    /// @param item what there is, when it was asked for
    record Reason(Optional<RequestException> fault, Optional<Item> item) {
        static final Reason NONE = new Reason(Optional.empty(), Optional.empty());

        private String code() {
            return fault.map(RequestException::code)
                    .map(code -> code.equals(Changes.CONDITION_FAILED) ? "ConditionalCheckFailed" : "ValidationError")
                    .orElse("None");
        }
    }

    /// @param reasons one for each action, in order
    static DetailedException cancelled(List<Reason> reasons) {
        String codes = reasons.stream().map(Reason::code).collect(Collectors.joining(", ", "[", "]"));
        ObjectNode members = JsonNodeFactory.instance.objectNode();
        ArrayNode shown = members.putArray("CancellationReasons");
        for (Reason reason : reasons) {
            ObjectNode one = shown.addObject().put("Code", reason.code());
            reason.fault().ifPresent(fault -> one.put("Message", fault.getMessage()));
            reason.item().ifPresent(item -> one.set("Item", ItemJsonWriter.write(item)));
        }
        String message = "Transaction cancelled, please refer cancellation reasons for specific reasons " + codes;
        return new DetailedException(new RequestException(CANCELLED, message), members);
    }
}
