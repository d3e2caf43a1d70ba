package io.millrace.backends.tables;

import io.millrace.core.limit.TableLimit;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;

/// A connection that reads rows from the tables' file, with the statements that it has used. For one thread at a time.
final class FileReader implements AutoCloseable {
    private final Connection connection;
    private final LinkedHashMap<String, PreparedStatement> statements = new LinkedHashMap<>(16, 0.75f, true);
    private final Statement plain;

    FileReader(Connection connection) throws SQLException {
        this.connection = connection;
        this.plain = connection.createStatement();
    }

    /// From the next read on everything is read as it is at that read, until [#end].
    void begin() throws SQLException {
        plain.execute("BEGIN");
    }

    void end() throws SQLException {
        plain.execute("COMMIT");
    }

    /// The value of a row; null when there is none.
    byte[] find(int tree, byte[] key) throws SQLException {
        PreparedStatement statement = prepared("SELECT v FROM t%d WHERE k = ?", tree);
        statement.setBytes(1, key);
        try (ResultSet result = statement.executeQuery()) {
            return result.next() ? whole(result.getBytes(1)) : null;
        }
    }

    /// Rows of a stretch as they are now. At most one such cursor is open at a time.
    FileRows rows(int tree, Stretch stretch, boolean forward) throws SQLException {
        String order = forward ? "ASC" : "DESC";
        PreparedStatement statement = stretch.high().isPresent()
                ? prepared("SELECT k, v FROM t%d WHERE k >= ? AND k < ? ORDER BY k " + order, tree)
                : prepared("SELECT k, v FROM t%d WHERE k >= ? ORDER BY k " + order, tree);
        statement.setBytes(1, stretch.low());
        if (stretch.high().isPresent()) {
            statement.setBytes(2, stretch.high().get());
        }
        return new FileRows(tree, statement.executeQuery());
    }

    /// Trees are numbers of our own making; nothing that a user wrote comes into a statement's text.
    private PreparedStatement prepared(String text, int tree) throws SQLException {
        String sql = text.replace("%d", Integer.toString(tree));
        PreparedStatement statement = statements.get(sql);
        if (statement == null) {
            if (statements.size() >= TableLimit.TABLE_STATEMENTS.intValue()) {
                statements.pollFirstEntry().getValue().close();
            }
            statement = connection.prepareStatement(sql);
            statements.put(sql, statement);
        }
        return statement;
    }

    private static byte[] whole(byte[] bytes) {
        return bytes == null ? new byte[0] : bytes;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    /// Rows from the file, read as they are asked for.
    static final class FileRows implements RowCursor, AutoCloseable {
        private final int tree;
        private final ResultSet result;

        private FileRows(int tree, ResultSet result) {
            this.tree = tree;
            this.result = result;
        }

        @Override
        public Row next() throws SQLException {
            return result.next() ? new Row(tree, result.getBytes(1), whole(result.getBytes(2))) : null;
        }

        @Override
        public void close() throws SQLException {
            result.close();
        }
    }
}
