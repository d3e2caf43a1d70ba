package io.millrace.backends.tables;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;

/// Rows of several sources as one: where two have a row, the newer source is right.
final class MergedRows implements RowCursor {
    private final RowCursor[] sources;
    private final Row[] heads;
    private final boolean forward;

    /// @param newestFirst each of the same tree and in the same direction
    MergedRows(List<RowCursor> newestFirst, boolean forward) throws SQLException {
        this.sources = newestFirst.toArray(RowCursor[]::new);
        this.heads = new Row[sources.length];
        this.forward = forward;
        for (int i = 0; i < sources.length; i++) {
            heads[i] = sources[i].next();
        }
    }

    /// The next row that is not deleted; null at the end.
    @Override
    public Row next() throws SQLException {
        while (true) {
            Row first = null;
            for (Row head : heads) {
                if (head != null && (first == null || isEarlier(head, first))) {
                    first = head;
                }
            }
            if (first == null) {
                return null;
            }
            for (int i = 0; i < heads.length; i++) {
                if (heads[i] != null && Arrays.equals(heads[i].key(), first.key())) {
                    heads[i] = sources[i].next();
                }
            }
            if (!first.isDeleted()) {
                return first;
            }
        }
    }

    private boolean isEarlier(Row a, Row b) {
        int order = Arrays.compareUnsigned(a.key(), b.key());
        return forward ? order < 0 : order > 0;
    }
}
