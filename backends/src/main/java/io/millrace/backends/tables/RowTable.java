package io.millrace.backends.tables;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;

/// Writes rows into the tables of the database's file, tree after tree. The first error is kept and thrown at the end.
final class RowTable implements AutoCloseable {
    private final Connection connection;
    private final Set<Integer> dropped;
    private int tree = -1;
    private PreparedStatement put;
    private PreparedStatement delete;
    private SQLException failure;

    /// @param dropped trees whose rows are left out
    RowTable(Connection connection, Set<Integer> dropped) {
        this.connection = connection;
        this.dropped = dropped;
    }

    /// Rows of one tree come together.
    void put(Row row) {
        if (failure != null || dropped.contains(row.tree()) || MetaRows.isDropped(row)) {
            return;
        }
        try {
            if (row.tree() != tree) {
                begin(row.tree());
            }
            if (row.isDeleted()) {
                delete.setBytes(1, row.key());
                delete.executeUpdate();
            } else {
                put.setBytes(1, row.key());
                put.setBytes(2, row.value());
                put.executeUpdate();
            }
        } catch (SQLException e) {
            failure = e;
        }
    }

    private void begin(int next) throws SQLException {
        close();
        try (Statement statement = connection.createStatement()) {
            statement.execute(create(next));
        }
        put = connection.prepareStatement("REPLACE INTO t" + next + " VALUES (?, ?)");
        delete = connection.prepareStatement("DELETE FROM t" + next + " WHERE k = ?");
        tree = next;
    }

    /// Makes the table that a tree lies in.
    static String create(int tree) {
        return "CREATE TABLE IF NOT EXISTS t" + tree + " (k BLOB NOT NULL PRIMARY KEY, v BLOB NOT NULL) WITHOUT ROWID";
    }

    /// Up to which file everything has been moved. The tree of [MetaRows] comes first, so its turn is over.
    void putMoved(long number) {
        if (number > 0) {
            put(new Row(MetaRows.TREE, MetaRows.MOVED, MetaRows.writeNumber(number)));
        }
    }

    void finish() throws SQLException {
        if (failure != null) {
            throw failure;
        }
    }

    @Override
    public void close() throws SQLException {
        if (put != null) {
            put.close();
            delete.close();
        }
    }
}
