package io.millrace.backends.tables;

import io.millrace.core.limit.TableLimit;
import io.millrace.core.store.TableLayout;
import io.millrace.core.table.item.IndexSchema;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Changes of which tables and indexes there are, each in one group.
///
/// An index of a table that has items is filled in the order of the table's keys, a stretch at a time: writes of items
/// up to where it is change it, writes behind it do not. Where it is, is kept with every stretch.
final class Layouts {
    private Layouts() {}

    /// Makes a table what the layout says, but for filling its indexes.
    static TableTrees set(Group group, TableLayout layout) throws SQLException {
        Optional<TableTrees> before = group.findTable(layout.id());
        if (before.isPresent() && !before.get().layout().keys().equals(layout.keys())) {
            throw new IllegalArgumentException("A table's key cannot change");
        }
        int tree = before.isPresent() ? before.get().tree() : group.newTree();
        List<SideTree> kept = new ArrayList<>();
        for (IndexSchema index : layout.indexes()) {
            kept.add(side(group, before, Optional.of(index), before.flatMap(table -> table.index(index.name()))));
        }
        if (layout.expiry().isPresent()) {
            boolean same = before.isPresent() && before.get().layout().expiry().equals(layout.expiry());
            kept.add(side(
                    group, before, Optional.empty(), same ? before.flatMap(TableTrees::expiry) : Optional.empty()));
        }
        TableTrees table = new TableTrees(layout, tree, kept);
        if (before.isPresent() && before.get().equals(table)) {
            return table;
        }
        before.map(TableTrees::sides).orElse(List.of()).stream()
                .map(SideTree::tree)
                .filter(old -> kept.stream().noneMatch(side -> side.tree() == old))
                .forEach(group::dropTree);
        group.putTable(table);
        return table;
    }

    private static SideTree side(
            Group group, Optional<TableTrees> table, Optional<IndexSchema> index, Optional<SideTree> old)
            throws SQLException {
        if (old.isPresent() && old.get().index().equals(index)) {
            return old.get();
        }
        return new SideTree(group.newTree(), index, table.map(ignored -> SideTree.FROM_THE_START));
    }

    /// Fills a stretch of one index that is not filled yet.
    ///
    /// @return whether all are filled
    static boolean fill(Group group, String id) throws SQLException {
        Optional<TableTrees> found = group.findTable(id);
        Optional<SideTree> unfilled = found.flatMap(TableTrees::unfilled);
        if (unfilled.isEmpty()) {
            return true;
        }
        TableTrees table = found.get();
        SideTree side = unfilled.get();
        byte[] position = side.filledTo().orElseThrow();
        Stretch rest = position.length == 0 ? Stretch.ALL : Stretch.ALL.behind(position, true);
        List<Row> rows = group.read(table.tree(), rest, TableLimit.TABLE_STRETCH_ITEMS.intValue());
        long bytesBefore = group.bytes();
        for (Row row : rows) {
            group.fill(table, side, row);
            position = row.key();
            if (group.bytes() - bytesBefore > TableLimit.TABLE_GROUP_BYTES.value()) {
                break;
            }
        }
        boolean all = rows.isEmpty();
        TableTrees filled = table.with(side.filledTo(all ? Optional.empty() : Optional.of(position)));
        group.putTable(filled);
        return filled.unfilled().isEmpty();
    }

    static boolean drop(Group group, String id) {
        Optional<TableTrees> table = group.findTable(id);
        table.ifPresent(found -> {
            group.removeTable(id);
            group.dropTree(found.tree());
            found.sides().forEach(side -> group.dropTree(side.tree()));
        });
        return table.isPresent();
    }
}
