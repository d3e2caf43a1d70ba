package io.millrace.core.delivery;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.delivery.record.RecordError;
import io.millrace.core.delivery.record.RecordErrorException;
import io.millrace.core.format.Formats;
import io.millrace.core.format.HiveType;
import io.millrace.core.format.JsonRows;
import io.millrace.core.format.MalformedRecordException;
import io.millrace.core.format.RowWriter;
import io.millrace.core.format.Rows;
import io.millrace.core.resource.firehose.FormatConversion;
import io.millrace.core.resource.firehose.FormatConversion.CatalogTable;
import io.millrace.core.store.ObjectWriter;
import java.util.Collection;
import java.util.Comparator;

/// The conversion of one batch: its columns are those that were in the catalog when it was begun. Owned by one thread.
///
/// What all of the batch's objects hold in memory together stays within the plan's bound: the largest writes its row
/// group
/// when it is exceeded. That looks at nothing but this batch, so that doing the batch again makes the same bytes.
final class Conversion {
    private static final String ACCOUNT = "000000000000";

    private final FormatConversion settings;
    private final Formats formats;
    private final HiveType.Struct row;
    private final long heldBytesMax;
    private final String streamRegion;
    private final JsonRows reader;
    private long heldBytes;
    private boolean released;

    /// @param plan with columns that can be read
    Conversion(FormatConversion settings, Formats formats, ConversionPlan plan) {
        this.settings = settings;
        this.formats = formats;
        this.streamRegion = plan.region();
        this.heldBytesMax = plan.heldBytesMax();
        row = HiveType.row(plan.schema());
        reader = new JsonRows(row, settings.input());
        formats.budget().reserve(heldBytesMax);
    }

    /// @return good until the next call
    /// @param offset of the record it is of, for the error
    /// @param part of that record, from 0
    Rows read(byte[] data, long offset, int part) throws RecordErrorException {
        try {
            return reader.read(data);
        } catch (MalformedRecordException e) {
            RecordError.Table table = new RecordError.Table(offset, part, table());
            throw new RecordErrorException(RecordError.conversion(e.code(), e.getMessage(), table));
        }
    }

    RowWriter open(ObjectWriter target) {
        return formats.format().open(row, settings.output(), target::write);
    }

    /// Adds a record's rows to its object.
    ///
    /// @param all of the batch
    void add(OpenRows object, Rows rows, int recordBytes, Collection<? extends OpenObject> all) {
        long before = object.heldBytes();
        object.add(rows, recordBytes);
        heldBytes += object.heldBytes() - before;
        if (heldBytes > heldBytesMax) {
            OpenRows largest = all.stream()
                    .filter(OpenRows.class::isInstance)
                    .map(OpenRows.class::cast)
                    .max(Comparator.comparingLong(OpenRows::heldBytes))
                    .orElse(object);
            heldBytes -= largest.heldBytes();
            largest.endGroup();
            heldBytes += largest.heldBytes();
        }
    }

    void release() {
        if (!released) {
            released = true;
            formats.budget().giveBack(heldBytesMax);
        }
    }

    private ObjectNode table() {
        CatalogTable table = settings.table();
        ObjectNode json = table.json();
        return json.objectNode()
                .put("catalogId", json.path("CatalogId").asText(ACCOUNT))
                .put("databaseName", table.database())
                .put("tableName", table.table())
                .put("region", table.region().isEmpty() ? streamRegion : table.region())
                .put("versionId", table.version())
                .put("roleArn", json.path("RoleARN").asText());
    }
}
