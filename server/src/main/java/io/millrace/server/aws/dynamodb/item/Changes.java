package io.millrace.server.aws.dynamodb.item;

import io.millrace.core.fault.RequestException;
import io.millrace.core.limit.TableLimit;
import io.millrace.core.resource.dynamodb.Table;
import io.millrace.core.store.TableStore.Change;
import io.millrace.core.store.TableStore.Verdict;
import io.millrace.core.table.expression.Condition;
import io.millrace.core.table.expression.Update;
import io.millrace.core.table.item.Item;
import io.millrace.core.table.item.ItemSize;
import io.millrace.core.table.item.TableFaults;

/// What becomes of an item: decided where the store lets no other write come between. What is wrong with the item as it
/// is then refuses the write, and so does a condition that does not hold.
final class Changes {
    /// AWS's name of the error of a condition that does not hold.
    static final String CONDITION_FAILED = "ConditionalCheckFailedException";

    private Changes() {}

    static Change put(Condition condition, Item item) {
        Verdict put = new Verdict.Put(item);
        return when(condition, ignored -> put);
    }

    static Change delete(Condition condition) {
        return when(condition, before -> before.isPresent() ? new Verdict.Delete() : new Verdict.Keep());
    }

    static Change check(Condition condition) {
        return when(condition, ignored -> new Verdict.Keep());
    }

    /// @param key of the item that is made where there is none
    static Change update(Condition condition, Update update, Table table, Item key) {
        return when(condition, before -> {
            Item after = update.apply(before.orElse(key));
            if (ItemSize.of(after) > TableLimit.DYNAMODB_ITEM_BYTES.value()) {
                throw TableFaults.validation("Item size to update has exceeded the maximum allowed size");
            }
            UpdatedKeys.check(table, before.orElse(key), after);
            return new Verdict.Put(after);
        });
    }

    private static Change when(Condition condition, Change then) {
        return before -> {
            try {
                return condition.holds(before.orElse(Item.EMPTY)) ? then.of(before) : refused();
            } catch (RequestException fault) {
                return new Verdict.Refuse(fault);
            }
        };
    }

    private static Verdict refused() {
        return new Verdict.Refuse(new RequestException(CONDITION_FAILED, "The conditional request failed"));
    }
}
