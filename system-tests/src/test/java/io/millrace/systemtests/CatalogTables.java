package io.millrace.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.firehose.model.Record;
import software.amazon.awssdk.services.glue.model.Column;

/// Tables of the Glue catalog, and delivery streams that fill what they describe.
final class CatalogTables {
    static final String ROLE = "arn:aws:iam::000000000000:role/test";
    static final String OPEN_X = "org.openx.data.jsonserde.JsonSerDe";
    static final String PARQUET = "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe";
    static final String ORC = "org.apache.hadoop.hive.ql.io.orc.OrcSerde";

    private final Estate estate;
    private final String database;
    private final String bucket;

    /// Makes the database and the bucket.
    CatalogTables(Estate estate, String database, String bucket) {
        this.estate = estate;
        this.database = database;
        this.bucket = bucket;
        estate.glue.createDatabase(r -> r.databaseInput(d -> d.name(database)));
        estate.s3.createBucket(r -> r.bucket(bucket));
    }

    /// A table whose data are below the prefix of its own name.
    ///
    /// @param columns each `name type`
    void table(String name, String serde, List<String> columns, List<String> partitionKeys) {
        estate.glue.createTable(r -> r.databaseName(database).tableInput(t -> t.name(name)
                .partitionKeys(columns(partitionKeys))
                .storageDescriptor(s -> s.columns(columns(columns))
                        .location("s3://" + bucket + "/" + name + "/")
                        .serdeInfo(i -> i.serializationLibrary(serde)))));
    }

    private static List<Column> columns(List<String> said) {
        return said.stream()
                .map(column -> column.split(" ", 2))
                .map(parts -> Column.builder().name(parts[0]).type(parts[1]).build())
                .toList();
    }

    /// A stream of a table's name that delivers JSON as it is, at once.
    void plain(String name, String prefix) {
        estate.firehose.createDeliveryStream(
                r -> r.deliveryStreamName(name).extendedS3DestinationConfiguration(d -> d.roleARN(ROLE)
                        .bucketARN("arn:aws:s3:::" + bucket)
                        .prefix(prefix)
                        .errorOutputPrefix("errors/" + name + "/!{firehose:error-output-type}/")
                        .bufferingHints(h -> h.sizeInMBs(1).intervalInSeconds(0))));
    }

    /// A stream of a table's name that converts to it, at once: Parquet, or ORC without compression.
    void converting(String name, boolean orc) {
        estate.firehose.createDeliveryStream(
                r -> r.deliveryStreamName(name).extendedS3DestinationConfiguration(d -> d.roleARN(ROLE)
                        .bucketARN("arn:aws:s3:::" + bucket)
                        .prefix(name + "/")
                        .errorOutputPrefix("errors/" + name + "/!{firehose:error-output-type}/")
                        .bufferingHints(h -> h.sizeInMBs(64).intervalInSeconds(0))
                        .dataFormatConversionConfiguration(c -> c.enabled(true)
                                .schemaConfiguration(s ->
                                        s.roleARN(ROLE).databaseName(database).tableName(name))
                                .inputFormatConfiguration(i -> i.deserializer(de -> de.openXJsonSerDe(x -> {})))
                                .outputFormatConfiguration(o -> o.serializer(se -> {
                                    if (orc) {
                                        se.orcSerDe(x -> x.compression("NONE"));
                                    } else {
                                        se.parquetSerDe(x -> {});
                                    }
                                })))));
    }

    /// Puts records as one batch, all of which must be acknowledged.
    void put(String stream, String... records) {
        assertThat(estate.firehose
                        .putRecordBatch(r -> r.deliveryStreamName(stream)
                                .records(Stream.of(records)
                                        .map(record -> Record.builder()
                                                .data(SdkBytes.fromUtf8String(record + "\n"))
                                                .build())
                                        .toList()))
                        .failedPutCount())
                .isZero();
    }

    /// The keys of the bucket's objects below a prefix.
    List<String> keys(String prefix) {
        return estate.s3.listObjectsV2Paginator(r -> r.bucket(bucket).prefix(prefix)).contents().stream()
                .map(object -> object.key())
                .toList();
    }

    /// Waits until there is an object below a prefix.
    void awaitObject(String prefix) {
        assertThat(Poll.until(() -> !keys(prefix).isEmpty())).as(prefix).isTrue();
    }
}
