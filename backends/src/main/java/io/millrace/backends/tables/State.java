package io.millrace.backends.tables;

import java.util.Map;
import java.util.Set;

/// Everything that is durable, at one moment: rows of the active overlay over those of the frozen one over those in the
/// database's file.
///
/// The file may already hold the frozen rows, but never newer ones while `freezes` stays the same: whoever takes a
/// state, then a snapshot of the file, and finds `freezes` as before, sees one moment.
///
/// @param active what was written last
/// @param frozen what is being moved into the file
/// @param freezes how often rows were frozen
/// @param inFile trees that the file has
/// @param tables by id
record State(Overlay active, Overlay frozen, long freezes, Set<Integer> inFile, Map<String, TableTrees> tables) {
    /// @throws IllegalArgumentException when there is none
    TableTrees table(String id) {
        TableTrees table = tables.get(id);
        if (table == null) {
            throw new IllegalArgumentException("There is no table " + id);
        }
        return table;
    }

    /// The row as it was last written, where memory knows of it; null otherwise.
    Row find(int tree, byte[] key) {
        Row row = active.find(tree, key);
        return row == null ? frozen.find(tree, key) : row;
    }

    State written(Overlay rows, Map<String, TableTrees> changed) {
        return new State(rows, frozen, freezes, inFile, changed);
    }

    /// Its active rows are to be moved; there are none frozen.
    State froze() {
        return new State(Overlay.EMPTY, active, freezes + 1, inFile, tables);
    }

    /// The file has the frozen rows.
    State moved(Set<Integer> trees) {
        return new State(active, Overlay.EMPTY, freezes, Set.copyOf(trees), tables);
    }
}
