package io.millrace.server.aws.dynamodb.item;

import io.millrace.core.store.TableStore.Verdict;
import io.millrace.core.store.TableStore.Written;
import io.millrace.core.table.expression.Projection;
import io.millrace.core.table.item.Item;
import java.util.Optional;

/// What a write gives back of its item, named as in the API.
enum ReturnedValues {
    ALL_NEW,
    UPDATED_OLD,
    ALL_OLD,
    NONE,
    UPDATED_NEW;

    /// @param updated what an update named
    Optional<Item> of(Written written, Optional<Projection> updated) {
        return switch (this) {
            case NONE -> Optional.empty();
            case ALL_OLD -> written.before();
            case ALL_NEW -> after(written);
            case UPDATED_OLD -> part(written.before(), updated);
            case UPDATED_NEW -> part(after(written), updated);
        };
    }

    private static Optional<Item> part(Optional<Item> item, Optional<Projection> updated) {
        return item.flatMap(all -> updated.map(projection -> projection.of(all)))
                .filter(part -> !part.attributes().isEmpty());
    }

    /// The item as it was left.
    static Optional<Item> after(Written written) {
        return switch (written.verdict()) {
            case Verdict.Put(Item item) -> Optional.of(item);
            case Verdict.Delete ignored -> Optional.empty();
            case Verdict.Keep ignored -> written.before();
            case Verdict.Refuse ignored -> written.before();
        };
    }
}
