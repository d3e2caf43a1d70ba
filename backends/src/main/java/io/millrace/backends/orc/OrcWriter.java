package io.millrace.backends.orc;

import io.millrace.core.format.HiveType;
import io.millrace.core.format.RecordFormat.ByteTarget;
import io.millrace.core.format.RowWriter;
import io.millrace.core.format.Value;
import io.millrace.core.resource.firehose.OutputFormat;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Writes one ORC object. Its stripe is in memory until it ends: at the stripe size of the settings, or when its owner
/// says
/// so. Nothing in it depends on the time, on chance or on other objects.
///
/// Source: <https://orc.apache.org/specification/ORCv1/>
public final class OrcWriter implements RowWriter {
    private static final byte[] MAGIC = "ORC".getBytes(StandardCharsets.US_ASCII);
    private static final int ROWS_UNMEASURED = 16;
    private static final int VERSION_MAJOR = 0;
    private static final int VERSION_MINOR = 12;
    private static final int WRITER_VERSION = 6;

    private final HiveType.Struct row;
    private final OutputFormat.Orc settings;
    private final OrcCompressor compressor;
    private final ByteTarget target;
    private final List<Message> stripes = new ArrayList<>();
    private long position;
    private long rows;
    private OrcColumns columns;
    private long stripeRows;
    private long heldBytes;

    /// @param target takes the object's bytes
    public OrcWriter(HiveType.Struct row, OutputFormat.Orc settings, ByteTarget target) {
        this.row = row;
        this.settings = settings;
        this.target = target;
        compressor = new OrcCompressor(settings.compression());
        put(MAGIC, MAGIC.length);
    }

    @Override
    public void add(Value value) {
        if (columns == null) {
            columns = new OrcColumns(row);
        }
        columns.add(value);
        stripeRows++;
        if (stripeRows % ROWS_UNMEASURED == 1) {
            heldBytes = columns.heldBytes();
        }
        if (heldBytes >= settings.stripeBytes()) {
            endGroup();
        }
    }

    @Override
    public long heldBytes() {
        return heldBytes;
    }

    @Override
    public void endGroup() {
        if (columns == null) {
            return;
        }
        long begin = position;
        Message footer = new Message();
        for (OrcColumn.Stream stream : columns.finish()) {
            Bytes bytes =
                    compressor.compress(stream.bytes().array(), stream.bytes().size());
            put(bytes.array(), bytes.size());
            footer.put(
                    1,
                    new Message().put(1, stream.kind()).put(2, stream.column()).put(3, bytes.size()));
        }
        for (int i = 0; i < columns.count(); i++) {
            footer.put(2, new Message().put(1, 0));
        }
        footer.put(3, "UTC");
        long dataBytes = position - begin;
        int footerBytes = put(footer);
        stripes.add(new Message()
                .put(1, begin)
                .put(2, 0)
                .put(3, dataBytes)
                .put(4, footerBytes)
                .put(5, stripeRows));
        rows += stripeRows;
        close();
    }

    @Override
    public void finish() {
        endGroup();
        long bodyBytes = position;
        Message footer = new Message().put(1, MAGIC.length).put(2, bodyBytes);
        stripes.forEach(stripe -> footer.put(3, stripe));
        OrcTypes.of(row).forEach(type -> footer.put(4, type));
        footer.put(6, rows).put(8, 0);
        int footerBytes = put(footer);
        byte[] script = new Message()
                .put(1, footerBytes)
                .put(2, compressor.kind())
                .put(3, OrcCompressor.CHUNK_BYTES)
                .put(4, new byte[] {VERSION_MAJOR, VERSION_MINOR})
                .put(5, 0)
                .put(6, WRITER_VERSION)
                .put(8000, MAGIC)
                .copy();
        put(script, script.length);
        put(new byte[] {(byte) script.length}, 1);
    }

    @Override
    public void close() {
        columns = null;
        stripeRows = 0;
        heldBytes = 0;
    }

    private int put(Message message) {
        byte[] plain = message.copy();
        Bytes bytes = compressor.compress(plain, plain.length);
        put(bytes.array(), bytes.size());
        return bytes.size();
    }

    private void put(byte[] bytes, int length) {
        target.write(bytes, 0, length);
        position += length;
    }
}
