package io.millrace.core.format;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// A catalog that is a map, and a format that one can read: a line per row, `|` where a group ends, `END` at the end.
public final class TestFormats implements SchemaSource {
    private final Map<String, TableSchema> tables = new ConcurrentHashMap<>();

    public TestFormats put(String table, Column... columns) {
        tables.put("db." + table, new TableSchema(Integer.toString(tables.size()), List.of(columns)));
        return this;
    }

    public void remove(String table) {
        tables.remove("db." + table);
    }

    public Formats wired() {
        return new Formats(this, (row, settings, target) -> new Lines(row, target));
    }

    @Override
    public Optional<TableSchema> find(TableReference table) {
        return Optional.ofNullable(tables.get(table.database() + "." + table.table()));
    }

    private static final class Lines implements RowWriter {
        private final HiveType.Struct row;
        private final RecordFormat.ByteTarget target;
        private final ByteArrayOutputStream held = new ByteArrayOutputStream();

        Lines(HiveType.Struct row, RecordFormat.ByteTarget target) {
            this.row = row;
            this.target = target;
        }

        @Override
        public void add(Value value) {
            StringBuilder line = new StringBuilder("{");
            for (int i = 0; i < row.fields().size(); i++) {
                Value member = value.child(i);
                line.append(i == 0 ? "\"" : ",\"")
                        .append(row.fields().get(i).name())
                        .append("\":");
                if (member.isNull()) {
                    line.append("null");
                } else if (member.type() == HiveType.Primitive.STRING) {
                    line.append('"')
                            .append(new String(
                                    member.bytes(), member.offset(), member.length(), StandardCharsets.UTF_8))
                            .append('"');
                } else {
                    line.append(member.number());
                }
            }
            held.writeBytes(line.append("}\n").toString().getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public long heldBytes() {
            return held.size();
        }

        @Override
        public void endGroup() {
            if (held.size() > 0) {
                held.writeBytes(new byte[] {'|'});
                target.write(held.toByteArray(), 0, held.size());
                held.reset();
            }
        }

        @Override
        public void finish() {
            endGroup();
            target.write(new byte[] {'E', 'N', 'D'}, 0, 3);
        }

        @Override
        public void close() {
            held.reset();
        }
    }
}
