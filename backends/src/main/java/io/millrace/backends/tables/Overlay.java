package io.millrace.backends.tables;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.function.Consumer;

/// Rows that are durable and not in the database's file yet, in order. Immutable: adding a row makes another overlay
/// that shares almost everything with this one (an AVL tree whose path is copied), so that whoever has one sees one
/// moment for as long as he likes.
final class Overlay {
    static final Overlay EMPTY = new Overlay(null, 0, 0);

    /// What a row takes beside its bytes: its node, its arrays' headers.
    private static final long ROW_BYTES = 120;

    private final Node root;
    private final int rows;
    private final long bytes;

    private Overlay(Node root, int rows, long bytes) {
        this.root = root;
        this.rows = rows;
        this.bytes = bytes;
    }

    boolean isEmpty() {
        return root == null;
    }

    int rows() {
        return rows;
    }

    /// What it takes in memory, about.
    long bytes() {
        return bytes;
    }

    /// The row as this overlay has it; null when it says nothing of it.
    Row find(int tree, byte[] key) {
        Node node = root;
        while (node != null) {
            int order = node.row.compareTo(tree, key);
            if (order == 0) {
                return node.row;
            }
            node = order < 0 ? node.right : node.left;
        }
        return null;
    }

    Overlay with(Row row) {
        Row before = find(row.tree(), row.key());
        return new Overlay(
                insert(root, row),
                rows + (before == null ? 1 : 0),
                bytes + size(row) - (before == null ? 0 : size(before)));
    }

    void forEach(Consumer<Row> action) {
        Deque<Node> path = new ArrayDeque<>();
        Node node = root;
        while (node != null || !path.isEmpty()) {
            while (node != null) {
                path.push(node);
                node = node.left;
            }
            Node next = path.pop();
            action.accept(next.row);
            node = next.right;
        }
    }

    /// Rows of a stretch, in order or against it.
    RowCursor cursor(int tree, Stretch stretch, boolean forward) {
        return new Cursor(root, tree, stretch, forward);
    }

    private static long size(Row row) {
        return ROW_BYTES + row.key().length + (row.value() == null ? 0 : row.value().length);
    }

    private static Node insert(Node node, Row row) {
        if (node == null) {
            return new Node(row, null, null);
        }
        int order = node.row.compareTo(row.tree(), row.key());
        if (order == 0) {
            return new Node(row, node.left, node.right);
        }
        return order < 0
                ? balanced(node.row, node.left, insert(node.right, row))
                : balanced(node.row, insert(node.left, row), node.right);
    }

    private static Node balanced(Row row, Node left, Node right) {
        int lean = height(left) - height(right);
        if (lean > 1) {
            return height(left.left) >= height(left.right)
                    ? new Node(left.row, left.left, new Node(row, left.right, right))
                    : new Node(
                            left.right.row,
                            new Node(left.row, left.left, left.right.left),
                            new Node(row, left.right.right, right));
        }
        if (lean < -1) {
            return height(right.right) >= height(right.left)
                    ? new Node(right.row, new Node(row, left, right.left), right.right)
                    : new Node(
                            right.left.row,
                            new Node(row, left, right.left.left),
                            new Node(right.row, right.left.right, right.right));
        }
        return new Node(row, left, right);
    }

    private static int height(Node node) {
        return node == null ? 0 : node.height;
    }

    private static final class Node {
        final Row row;
        final Node left;
        final Node right;
        final int height;

        Node(Row row, Node left, Node right) {
            this.row = row;
            this.left = left;
            this.right = right;
            this.height = 1 + Math.max(Overlay.height(left), Overlay.height(right));
        }
    }

    /// Keeps the way down to the next row.
    private static final class Cursor implements RowCursor {
        private final Deque<Node> path = new ArrayDeque<>();
        private final int tree;
        private final Stretch stretch;
        private final boolean forward;

        Cursor(Node root, int tree, Stretch stretch, boolean forward) {
            this.tree = tree;
            this.stretch = stretch;
            this.forward = forward;
            Node node = root;
            while (node != null) {
                boolean ahead = forward ? !isBefore(node.row) : isBelowEnd(node.row);
                if (ahead) {
                    path.push(node);
                }
                node = ahead == forward ? node.left : node.right;
            }
        }

        private boolean isBefore(Row row) {
            return row.compareTo(tree, stretch.low()) < 0;
        }

        private boolean isBelowEnd(Row row) {
            if (row.tree() != tree) {
                return row.tree() < tree;
            }
            return stretch.high().isEmpty()
                    || Arrays.compareUnsigned(row.key(), stretch.high().get()) < 0;
        }

        @Override
        public Row next() {
            if (path.isEmpty()) {
                return null;
            }
            Node next = path.pop();
            Node node = forward ? next.right : next.left;
            while (node != null) {
                path.push(node);
                node = forward ? node.left : node.right;
            }
            if (next.row.tree() == tree && stretch.holds(next.row.key())) {
                return next.row;
            }
            path.clear();
            return null;
        }
    }
}
