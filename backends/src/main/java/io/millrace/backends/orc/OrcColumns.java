package io.millrace.backends.orc;

import io.millrace.core.format.HiveType;
import io.millrace.core.format.Value;
import java.util.ArrayList;
import java.util.List;

/// The columns of one stripe: takes rows apart into streams. Owned by one thread.
///
/// Source: <https://orc.apache.org/specification/ORCv1/> (OrcColumn Encodings)
final class OrcColumns {
    private final List<OrcColumn> columns = new ArrayList<>();
    private final OrcColumn root;

    OrcColumns(HiveType.Struct row) {
        root = column(row);
    }

    void add(Value row) {
        root.add(row);
    }

    int count() {
        return columns.size();
    }

    long heldBytes() {
        long held = 0;
        for (OrcColumn column : columns) {
            held += column.heldBytes();
        }
        return held;
    }

    /// All that is not empty, column by column.
    List<OrcColumn.Stream> finish() {
        List<OrcColumn.Stream> streams = new ArrayList<>();
        columns.forEach(column -> column.finish(streams));
        return streams;
    }

    private OrcColumn column(HiveType type) {
        int id = columns.size();
        columns.add(null);
        OrcColumn column =
                switch (type) {
                    case HiveType.Struct struct ->
                        new Struct(
                                id,
                                struct.fields().stream()
                                        .map(field -> column(field.type()))
                                        .toList());
                    case HiveType.Sequence(HiveType element) -> new Sequence(id, column(element));
                    case HiveType.Mapping(HiveType key, HiveType value) -> new Mapping(id, column(key), column(value));
                    case HiveType.Decimal ignored -> new OrcScalars.Decimals(id);
                    case HiveType.Characters ignored -> new OrcScalars.Texts(id);
                    case HiveType.Primitive primitive -> primitive(id, primitive);
                };
        columns.set(id, column);
        return column;
    }

    private static OrcColumn primitive(int id, HiveType.Primitive type) {
        return switch (type) {
            case BOOLEAN -> new OrcScalars.Booleans(id);
            case TINYINT -> new OrcScalars.Tiny(id);
            case SMALLINT, INT, BIGINT, DATE -> new OrcScalars.Integers(id);
            case FLOAT -> new OrcScalars.Reals(id, false);
            case DOUBLE -> new OrcScalars.Reals(id, true);
            case STRING, BINARY -> new OrcScalars.Texts(id);
            case TIMESTAMP -> new OrcScalars.Timestamps(id);
        };
    }

    private static final class Struct extends OrcColumn {
        private final List<OrcColumn> members;

        Struct(int id, List<OrcColumn> members) {
            super(id);
            this.members = members;
        }

        @Override
        void put(Value value) {
            for (int i = 0; i < members.size(); i++) {
                members.get(i).add(value.child(i));
            }
        }

        @Override
        long held() {
            return 0;
        }

        @Override
        void streams(List<Stream> to) {}
    }

    private static final class Sequence extends OrcColumn {
        private final IntegerRuns lengths = new IntegerRuns(false);
        private final OrcColumn element;

        Sequence(int id, OrcColumn element) {
            super(id);
            this.element = element;
        }

        @Override
        void put(Value value) {
            lengths.add(value.length());
            for (int i = 0; i < value.length(); i++) {
                element.add(value.child(i));
            }
        }

        @Override
        long held() {
            return lengths.heldBytes();
        }

        @Override
        void streams(List<Stream> to) {
            to.add(stream(LENGTH, lengths.finish()));
        }
    }

    private static final class Mapping extends OrcColumn {
        private final IntegerRuns lengths = new IntegerRuns(false);
        private final OrcColumn key;
        private final OrcColumn entry;

        Mapping(int id, OrcColumn key, OrcColumn entry) {
            super(id);
            this.key = key;
            this.entry = entry;
        }

        @Override
        void put(Value value) {
            lengths.add(value.length());
            for (int i = 0; i < value.length(); i++) {
                key.add(value.key(i));
                entry.add(value.entry(i));
            }
        }

        @Override
        long held() {
            return lengths.heldBytes();
        }

        @Override
        void streams(List<Stream> to) {
            to.add(stream(LENGTH, lengths.finish()));
        }
    }
}
