package io.millrace.server.aws.dynamodb.item;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.core.fault.RequestException;
import io.millrace.core.limit.TableLimit;
import io.millrace.core.resource.dynamodb.Table;
import io.millrace.core.store.TableStore;
import io.millrace.core.store.TableStore.Verdict;
import io.millrace.core.store.TableStore.Write;
import io.millrace.core.store.TableStore.Written;
import io.millrace.core.table.item.Item;
import io.millrace.core.table.item.ItemSize;
import io.millrace.core.table.item.JsonShape;
import io.millrace.core.table.item.TableFaults;
import io.millrace.server.aws.dynamodb.item.Consumption.Detail;
import io.millrace.server.aws.dynamodb.request.TableLookup;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// TransactWriteItems: up to 100 writes in several tables, all or none.
///
/// Source: <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html>
final class TransactWriteItems {
    private static final String TOKEN = "ClientRequestToken";

    private final TableLookup tables;
    private final TableStore store;
    private final TransactionTokens tokens;

    TransactWriteItems(TableLookup tables, TableStore store, TransactionTokens tokens) {
        this.tables = tables;
        this.store = store;
        this.tokens = tokens;
    }

    /// What is told of a transaction that was done.
    private record Options(Detail capacity, boolean metrics) {}

    byte[] handle(String region, byte[] body) {
        Members members = Members.of(body);
        Optional<String> token = members.string(TOKEN);
        token.ifPresent(text ->
                members.length(TOKEN, "'" + text + "'", text.length(), 1, TableLimit.DYNAMODB_TOKEN_CHARS.intValue()));
        Options options = new Options(WriteOptions.capacity(members), WriteOptions.metrics(members));
        List<TransactedWrite> actions = actions(members);
        members.refuseUnknown();
        members.violations().check();
        actions.forEach(TransactedWrite::parse);
        refuseLarge(actions);
        List<Table> targets = actions.stream()
                .map(action -> tables.usable(region, action.tableName()))
                .toList();
        List<Write> writes = new ArrayList<>(writes(actions, targets));
        token.ifPresent(text -> writes.add(tokens.write(region, text, RequestDigest.of(members.node(), TOKEN))));
        return run(actions, targets, writes, token.isPresent(), options);
    }

    private static List<TransactedWrite> actions(Members members) {
        List<TransactedWrite> actions = new ArrayList<>();
        int number = 0;
        for (JsonNode action : TransactGetItems.actions(members)) {
            number++;
            TransactedWrite.read(members.inner(
                            JsonShape.element(action, "TransactWriteItem"), "TransactItems." + number + ".member"))
                    .ifPresent(actions::add);
        }
        return actions;
    }

    private static void refuseLarge(List<TransactedWrite> actions) {
        long bytes = actions.stream().mapToLong(TransactedWrite::bytes).sum();
        if (bytes > TableLimit.DYNAMODB_TRANSACTION_BYTES.value()) {
            throw TableFaults.validation("The items of a transaction may have at most "
                    + TableLimit.DYNAMODB_TRANSACTION_BYTES.value() + " bytes together, these have " + bytes);
        }
    }

    private static List<Write> writes(List<TransactedWrite> actions, List<Table> targets) {
        List<Refusals.Reason> reasons = new ArrayList<>();
        for (int i = 0; i < actions.size(); i++) {
            actions.get(i).refuseEmpty(targets.get(i));
            reasons.add(new Refusals.Reason(actions.get(i).fault(targets.get(i)), Optional.empty()));
        }
        if (reasons.stream().anyMatch(reason -> reason.fault().isPresent())) {
            throw Refusals.cancelled(reasons);
        }
        List<Write> writes = new ArrayList<>();
        for (int i = 0; i < actions.size(); i++) {
            writes.add(actions.get(i).write(targets.get(i)));
        }
        if (new HashSet<>(writes.stream().map(Write::target).toList()).size() < writes.size()) {
            throw TableFaults.validation("Transaction request cannot include multiple operations on one item");
        }
        return writes;
    }

    private byte[] run(
            List<TransactedWrite> actions, List<Table> targets, List<Write> writes, boolean hasToken, Options options) {
        List<Written> written = store.write(writes);
        if (hasToken) {
            tokens.sweep();
            if (TransactionTokens.isRepeated(written.getLast())) {
                return repeated(actions, targets, writes, options);
            }
        }
        refuseCancelled(actions, written);
        List<WrittenItem> items = new ArrayList<>();
        for (int i = 0; i < actions.size(); i++) {
            items.add(new WrittenItem(
                    actions.get(i).tableName(),
                    targets.get(i),
                    writes.get(i).target().key()));
        }
        return AnswerJson.of(json -> {
            WrittenItem.writeCapacity(json, options.capacity(), Consumption.Kind.TRANSACTED_WRITE, items, written);
            if (options.metrics()) {
                WrittenItem.writeMetrics(json, store, items);
            }
        });
    }

    private static void refuseCancelled(List<TransactedWrite> actions, List<Written> written) {
        List<Refusals.Reason> reasons = new ArrayList<>();
        boolean cancelled = false;
        for (int i = 0; i < actions.size(); i++) {
            Written one = written.get(i);
            if (one.verdict() instanceof Verdict.Refuse(RequestException fault)) {
                cancelled = true;
                boolean shown = actions.get(i).itemOnFailure() && fault.code().equals(Changes.CONDITION_FAILED);
                reasons.add(new Refusals.Reason(Optional.of(fault), shown ? one.before() : Optional.empty()));
            } else {
                reasons.add(Refusals.Reason.NONE);
            }
        }
        if (cancelled) {
            throw Refusals.cancelled(reasons);
        }
    }

    /// The answer to a transaction that was done before: it tells what reading the items costs.
    private byte[] repeated(List<TransactedWrite> actions, List<Table> targets, List<Write> writes, Options options) {
        Map<String, Consumption> byTable = new LinkedHashMap<>();
        if (options.capacity() != Detail.NONE) {
            List<Optional<Item>> items = store.get(
                    writes.stream().limit(actions.size()).map(Write::target).toList());
            for (int i = 0; i < actions.size(); i++) {
                Table table = targets.get(i);
                byTable.computeIfAbsent(
                                actions.get(i).tableName(),
                                name -> new Consumption(name, table, Consumption.Kind.TRANSACTED_READ))
                        .addTable(Consumption.readUnits(
                                items.get(i).map(ItemSize::of).orElse(0L), true));
            }
        }
        return AnswerJson.of(json -> WrittenItem.writeCapacity(json, options.capacity(), byTable));
    }
}
