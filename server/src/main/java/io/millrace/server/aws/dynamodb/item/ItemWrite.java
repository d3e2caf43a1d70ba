package io.millrace.server.aws.dynamodb.item;

import com.fasterxml.jackson.core.JsonGenerator;
import io.millrace.core.fault.RequestException;
import io.millrace.core.resource.dynamodb.Table;
import io.millrace.core.store.TableStore;
import io.millrace.core.store.TableStore.Change;
import io.millrace.core.store.TableStore.ItemKey;
import io.millrace.core.store.TableStore.Verdict;
import io.millrace.core.store.TableStore.Write;
import io.millrace.core.store.TableStore.Written;
import io.millrace.core.table.expression.Projection;
import io.millrace.core.table.item.Item;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// The write of one item, and its answer.
///
/// @param tableName as the request names it
/// @param updated what an update named
record ItemWrite(
        String tableName, Table table, Item key, Change change, WriteOptions options, Optional<Projection> updated) {
    /// Writes the item and gives the answer.
    ///
    /// @throws RequestException when the item as it is refuses it
    byte[] run(TableStore store) {
        Written written = store.write(List.of(new Write(new ItemKey(table.tableId(), key), change)))
                .getFirst();
        if (written.verdict() instanceof Verdict.Refuse(RequestException reason)) {
            throw refused(reason, written);
        }
        return AnswerJson.of(json -> answer(json, store, written));
    }

    private RuntimeException refused(RequestException reason, Written written) {
        boolean shown = options.itemOnFailure() && reason.code().equals(Changes.CONDITION_FAILED);
        return shown && written.before().isPresent()
                ? Refusals.conditionFailed(reason, written.before().get())
                : reason;
    }

    private void answer(JsonGenerator json, TableStore store, Written written) throws IOException {
        Optional<Item> returned = options.returned().of(written, updated);
        if (returned.isPresent()) {
            AnswerJson.item(json, "Attributes", returned.get());
        }
        if (options.capacity() != Consumption.Detail.NONE) {
            Consumption consumption = new Consumption(tableName, table, Consumption.Kind.PLAIN);
            consumption.addWrite(written.before(), ReturnedValues.after(written));
            consumption.write(json, options.capacity());
        }
        if (options.metrics() && CollectionSize.isTold(table)) {
            json.writeFieldName("ItemCollectionMetrics");
            new CollectionSize(store).write(json, table, key);
        }
    }
}
