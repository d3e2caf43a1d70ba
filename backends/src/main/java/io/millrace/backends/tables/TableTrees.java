package io.millrace.backends.tables;

import io.millrace.core.store.TableLayout;
import io.millrace.core.table.item.IndexSchema;
import io.millrace.core.table.item.IndexSchema.Projection;
import io.millrace.core.table.item.KeySchema;
import io.millrace.core.table.item.KeySchema.KeyAttribute;
import io.millrace.core.table.item.KeyType;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// A table and the trees that it lies in.
///
/// @param tree its items
/// @param sides one for each index, and one more where items expire
record TableTrees(TableLayout layout, int tree, List<SideTree> sides) {
    private static final int VERSION = 1;

    TableTrees {
        sides = List.copyOf(sides);
    }

    Optional<SideTree> index(String name) {
        return sides.stream()
                .filter(side -> side.index().map(IndexSchema::name).equals(Optional.of(name)))
                .findFirst();
    }

    Optional<SideTree> expiry() {
        return sides.stream().filter(side -> side.index().isEmpty()).findFirst();
    }

    Optional<SideTree> unfilled() {
        return sides.stream().filter(side -> !side.isFilled()).findFirst();
    }

    TableTrees with(SideTree changed) {
        return new TableTrees(
                layout,
                tree,
                sides.stream()
                        .map(side -> side.tree() == changed.tree() ? changed : side)
                        .toList());
    }

    /// As it is kept.
    byte[] toBytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeUTF(layout.id());
            write(out, layout.keys());
            out.writeBoolean(layout.expiry().isPresent());
            out.writeUTF(layout.expiry().orElse(""));
            out.writeInt(tree);
            out.writeShort(sides.size());
            for (SideTree side : sides) {
                write(out, side);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static TableTrees read(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int version = in.readUnsignedByte();
            if (version != VERSION) {
                throw new IOException("a table of version " + version + "; this program knows " + VERSION);
            }
            String id = in.readUTF();
            KeySchema keys = readKeys(in);
            boolean expires = in.readBoolean();
            String expiry = in.readUTF();
            int tree = in.readInt();
            List<SideTree> sides = new ArrayList<>();
            for (int left = in.readUnsignedShort(); left > 0; left--) {
                sides.add(readSide(in));
            }
            List<IndexSchema> indexes =
                    sides.stream().flatMap(side -> side.index().stream()).toList();
            return new TableTrees(
                    new TableLayout(id, keys, indexes, expires ? Optional.of(expiry) : Optional.empty()), tree, sides);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(DataOutputStream out, KeySchema keys) throws IOException {
        out.writeByte(keys.attributes().size());
        for (KeyAttribute key : keys.attributes()) {
            out.writeUTF(key.name());
            out.writeUTF(key.type().name());
        }
    }

    private static KeySchema readKeys(DataInputStream in) throws IOException {
        int count = in.readUnsignedByte();
        KeyAttribute hash = readKey(in);
        return new KeySchema(hash, count > 1 ? Optional.of(readKey(in)) : Optional.empty());
    }

    private static KeyAttribute readKey(DataInputStream in) throws IOException {
        String name = in.readUTF();
        return new KeyAttribute(name, KeyType.valueOf(in.readUTF()));
    }

    private static void write(DataOutputStream out, SideTree side) throws IOException {
        out.writeInt(side.tree());
        out.writeBoolean(side.isFilled());
        byte[] position = side.filledTo().orElse(SideTree.FROM_THE_START);
        out.writeInt(position.length);
        out.write(position);
        out.writeBoolean(side.index().isPresent());
        if (side.index().isPresent()) {
            IndexSchema index = side.index().get();
            out.writeUTF(index.name());
            write(out, index.keys());
            out.writeUTF(index.projection().name());
            out.writeShort(index.nonKeyAttributes().size());
            for (String attribute : new TreeSet<>(index.nonKeyAttributes())) {
                out.writeUTF(attribute);
            }
        }
    }

    private static SideTree readSide(DataInputStream in) throws IOException {
        int tree = in.readInt();
        boolean filled = in.readBoolean();
        byte[] position = in.readNBytes(in.readInt());
        Optional<IndexSchema> index = Optional.empty();
        if (in.readBoolean()) {
            String name = in.readUTF();
            KeySchema keys = readKeys(in);
            Projection projection = Projection.valueOf(in.readUTF());
            Set<String> attributes = new TreeSet<>();
            for (int left = in.readUnsignedShort(); left > 0; left--) {
                attributes.add(in.readUTF());
            }
            index = Optional.of(new IndexSchema(name, keys, projection, attributes));
        }
        return new SideTree(tree, index, filled ? Optional.empty() : Optional.of(position));
    }
}
