package io.millrace.core.delivery;

import io.millrace.core.delivery.record.ErrorType;
import io.millrace.core.delivery.record.RecordError;
import io.millrace.core.delivery.record.RecordErrorException;
import io.millrace.core.delivery.record.RecordSplitter;
import io.millrace.core.delivery.record.TransformedRecord;
import io.millrace.core.delivery.record.TransformedRecord.Outcome;
import io.millrace.core.format.Rows;
import io.millrace.core.jq.JqException;
import io.millrace.core.limit.Limit;
import io.millrace.core.record.LogRecord;
import io.millrace.core.resource.firehose.CompressionFormat;
import io.millrace.core.resource.firehose.DeAggregation;
import io.millrace.core.resource.firehose.ObjectNaming;
import io.millrace.core.resource.firehose.PartitionKey;
import io.millrace.core.resource.firehose.Prefix;
import io.millrace.core.resource.firehose.Processing;
import io.millrace.core.resource.firehose.S3Destination;
import io.millrace.core.store.ObjectStore;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The objects that a range of records is written into, each begun with its first record: one of data, or one for each
/// partition, and one for each kind of error. The same records with the same seed, version and destination make the
/// same objects. Owned by one thread.
///
/// Records keep the log's order within each object.
final class Batch {
    private static final Logger LOG = LoggerFactory.getLogger(Batch.class);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd-HH-mm-ss", Locale.ROOT);
    private static final byte[] NOTHING = new byte[0];
    private static final String DATA = "data";

    private final ObjectStore store;
    private final String streamName;
    private final OpenBatch plan;
    private final S3Destination destination;
    private final boolean plain;
    private final byte[] delimiter;
    private final Optional<Conversion> conversion;
    private final Map<List<String>, OpenObject> partitions = new HashMap<>();
    private final EnumMap<ErrorType, OpenBytes> errors = new EnumMap<>(ErrorType.class);
    private OpenObject unpartitioned;
    private long offset = -1;
    private int part;
    private long largestBytes;
    private long oldestArrivalMillis = Long.MAX_VALUE;

    /// Where a record belongs.
    ///
    /// @param keys that it has
    /// @param values of those in the prefix, which set its object apart
    private record Partition(Map<PartitionKey, String> keys, List<String> values) {
        static final Partition WHOLE = new Partition(Map.of(), List.of());
    }

    /// @param plan what is to be done; its end need not be known yet
    Batch(DeliveryPorts ports, String streamName, OpenBatch plan) {
        store = ports.store();
        this.streamName = streamName;
        this.plan = plan;
        destination = plan.destination();
        conversion = plan.conversion()
                .map(found -> new Conversion(destination.conversion().orElseThrow(), ports.formats(), found));
        plain = destination.processing().isPlain() && conversion.isEmpty() && !destination.isPartitioned();
        delimiter = destination.processing().delimiter();
    }

    /// What the keys of a batch's error objects end with.
    static Set<String> errorObjectIds(OpenBatch plan) {
        return Arrays.stream(ErrorType.values())
                .map(type -> errorNames(plan, type).uuid().toString())
                .collect(Collectors.toSet());
    }

    OpenBatch plan() {
        return plan;
    }

    /// Takes the next record of the range.
    void add(LogRecord record) {
        begin(record.arrivalMillis(), record.offset());
        if (plain && unpartitioned instanceof OpenBytes bytes) {
            bytes.add(record.data(), delimiter);
            largestBytes = Math.max(largestBytes, unpartitioned.bytes());
            return;
        }
        Optional<DeAggregation> deAggregation = destination.processing().deAggregation();
        if (deAggregation.isEmpty()) {
            addPart(record.arrivalMillis(), Outcome.Ok.PLAIN, record.data());
            return;
        }
        try {
            for (byte[] part : RecordSplitter.split(deAggregation.get(), record.data())) {
                addPart(record.arrivalMillis(), Outcome.Ok.PLAIN, part);
            }
        } catch (RecordErrorException e) {
            addError(e.error(), record.arrivalMillis(), record.data());
        }
    }

    /// Takes the next record of the range, which a function has seen.
    void add(TransformedRecord record) {
        begin(record.arrivalMillis(), record.sourceOffset());
        switch (record.outcome()) {
            case Outcome.Ok ok -> addPart(record.arrivalMillis(), ok, record.data());
            case Outcome.Failed(RecordError error) -> addError(error, record.arrivalMillis(), record.data());
        }
    }

    /// Whether an object has reached the size at which it is delivered.
    boolean isFull() {
        return largestBytes >= destination.buffering().sizeBytes();
    }

    long oldestArrivalMillis() {
        return oldestArrivalMillis;
    }

    /// Makes all objects visible. When it fails, some may be.
    void commit() {
        objects().forEach(OpenObject::commit);
    }

    /// Gives up what was not committed, and frees memory; does not fail.
    void release() {
        conversion.ifPresent(Conversion::release);
        for (OpenObject object : objects()) {
            try {
                object.release();
            } catch (RuntimeException e) {
                // Nothing of it can be seen, and whoever called is busy with the failure that counts.
                LOG.debug("{}: an object was not given up in order", streamName, e);
            }
        }
    }

    /// Bytes before compression in all objects.
    long bytes() {
        return objects().stream().mapToLong(OpenObject::bytes).sum();
    }

    /// Records in objects of data.
    long records() {
        return dataObjects().stream().mapToLong(OpenObject::records).sum();
    }

    int objectCount() {
        return objects().size();
    }

    /// Records in an error object.
    long records(ErrorType type) {
        OpenBytes object = errors.get(type);
        return object == null ? 0 : object.records();
    }

    private List<OpenObject> objects() {
        List<OpenObject> all = new ArrayList<>(dataObjects());
        all.addAll(errors.values());
        return all;
    }

    private List<OpenObject> dataObjects() {
        List<OpenObject> all = new ArrayList<>(partitions.values());
        if (unpartitioned != null) {
            all.add(unpartitioned);
        }
        return all;
    }

    private void begin(long arrivalMillis, long recordOffset) {
        oldestArrivalMillis = Math.min(oldestArrivalMillis, arrivalMillis);
        if (recordOffset != offset) {
            offset = recordOffset;
            part = 0;
        }
    }

    private void addPart(long arrivalMillis, Outcome.Ok verdict, byte[] data) {
        try {
            Partition partition = destination.isPartitioned() ? partition(verdict, data) : Partition.WHOLE;
            if (conversion.isPresent()) {
                Conversion converting = conversion.get();
                Rows rows = converting.read(data, offset, part++);
                OpenRows object = (OpenRows) object(partition, arrivalMillis);
                converting.add(object, rows, data.length, partitions.isEmpty() ? List.of(object) : partitions.values());
                largestBytes = Math.max(largestBytes, object.bytes());
            } else {
                OpenBytes object = (OpenBytes) object(partition, arrivalMillis);
                object.add(data, delimiter);
                largestBytes = Math.max(largestBytes, object.bytes());
            }
        } catch (RecordErrorException e) {
            addError(e.error(), arrivalMillis, data);
        }
    }

    private OpenObject object(Partition partition, long arrivalMillis) throws RecordErrorException {
        if (!destination.isPartitioned()) {
            if (unpartitioned == null) {
                unpartitioned = open(arrivalMillis, partition);
            }
            return unpartitioned;
        }
        OpenObject present = partitions.get(partition.values());
        if (present != null) {
            return present;
        }
        if (partitions.size() == Limit.FIREHOSE_ACTIVE_PARTITIONS.value()) {
            throw new RecordErrorException(RecordError.tooManyPartitions());
        }
        OpenObject opened = open(arrivalMillis, partition);
        partitions.put(partition.values(), opened);
        return opened;
    }

    private Partition partition(Outcome.Ok verdict, byte[] data) throws RecordErrorException {
        Map<PartitionKey, String> keys = partitionKeys(destination.processing(), verdict, data);
        List<String> values = new ArrayList<>();
        for (PartitionKey key : destination.naming().prefix().partitionKeys()) {
            String value = keys.get(key);
            if (value == null || value.isEmpty()) {
                throw new RecordErrorException(
                        RecordError.partitioning("partitionKeys values must not be null or empty"));
            }
            values.add(value);
        }
        return new Partition(keys, values);
    }

    private static Map<PartitionKey, String> partitionKeys(Processing processing, Outcome.Ok verdict, byte[] data)
            throws RecordErrorException {
        if (processing.partitionQuery().isEmpty()) {
            return verdict.partitionKeys();
        }
        try {
            Map<PartitionKey, String> keys = new HashMap<>(verdict.partitionKeys());
            processing
                    .partitionQuery()
                    .get()
                    .partitionKeys(data)
                    .forEach((name, value) -> keys.put(new PartitionKey(PartitionKey.Source.QUERY, name), value));
            return keys;
        } catch (JqException e) {
            throw new RecordErrorException(RecordError.partitioning(e.getMessage()));
        }
    }

    private OpenObject open(long arrivalMillis, Partition partition) throws RecordErrorException {
        ObjectNaming naming = destination.naming();
        ZonedDateTime time = time(arrivalMillis);
        ObjectNames names = new ObjectNames(plan.seed(), DATA, partition.values());
        String prefix = naming.prefix().evaluate(new Prefix.Values(time, names::randomString, partition.keys(), ""));
        if (!Prefix.fits(prefix)) {
            throw new RecordErrorException(RecordError.partitioning("The evaluated prefix is too long"));
        }
        String key = prefix + name(time, names.uuid()) + naming.extension();
        OpenObject.Target target = new OpenObject.Target(destination.bucket(), key, names.entityTag());
        return conversion.isPresent()
                ? new OpenRows(store, target, conversion.get())
                : new OpenBytes(store, target, destination.format(), time.toLocalDateTime());
    }

    private void addError(RecordError error, long arrivalMillis, byte[] data) {
        OpenBytes object = errors.get(error.type());
        if (object == null) {
            object = openErrors(error.type(), arrivalMillis);
            errors.put(error.type(), object);
        }
        // Doing this batch again must write the same, so the clock may not be asked here.
        long endedMillis = Math.max(plan.openedMillis(), arrivalMillis);
        object.add(error.line(arrivalMillis, endedMillis, data), NOTHING);
        largestBytes = Math.max(largestBytes, object.bytes());
    }

    private OpenBytes openErrors(ErrorType type, long arrivalMillis) {
        ZonedDateTime time = time(arrivalMillis);
        ObjectNames names = errorNames(plan, type);
        String prefix = destination
                .naming()
                .errorPrefix()
                .evaluate(new Prefix.Values(time, names::randomString, Map.of(), type.toString()));
        String key = prefix + name(time, names.uuid());
        OpenObject.Target target = new OpenObject.Target(destination.bucket(), key, names.entityTag());
        return new OpenBytes(store, target, CompressionFormat.UNCOMPRESSED, time.toLocalDateTime());
    }

    private static ObjectNames errorNames(OpenBatch plan, ErrorType type) {
        return new ObjectNames(plan.seed(), type.toString(), List.of());
    }

    private String name(ZonedDateTime time, UUID uuid) {
        return streamName + "-" + plan.version() + "-" + TIME.format(time) + "-" + uuid;
    }

    private ZonedDateTime time(long arrivalMillis) {
        return Instant.ofEpochMilli(arrivalMillis).atZone(destination.naming().zone());
    }
}
