package io.millrace.server.provision.firehose;

import java.util.stream.Collectors;

/// The properties of a delivery stream, those of its S3 destination in both of its shapes. Those of other destinations
/// and
/// sources are not here, so that they are refused before anything is made.
///
/// Source:
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-kinesisfirehose-deliverystream.html>
final class DestinationTable {
    private static final String STREAM = """
            DeliveryStreamName string replace
            DeliveryStreamType string replace
            Tags[].Key string required kept
            Tags[].Value string kept
            """;
    private static final String PLAIN = """
            BucketARN string required
            BufferingHints.IntervalInSeconds integer
            BufferingHints.SizeInMBs integer
            CloudWatchLoggingOptions.Enabled boolean kept
            CloudWatchLoggingOptions.LogGroupName string kept
            CloudWatchLoggingOptions.LogStreamName string kept
            CompressionFormat string
            EncryptionConfiguration.KMSEncryptionConfig.AWSKMSKeyARN string required
            EncryptionConfiguration.NoEncryptionConfig string
            ErrorOutputPrefix string
            Prefix string
            RoleARN string required kept
            """;
    private static final String EXTENDED = """
            CustomTimeZone string
            DataFormatConversionConfiguration.Enabled boolean
            DataFormatConversionConfiguration.InputFormatConfiguration.Deserializer.HiveJsonSerDe.TimestampFormats[] string
            DataFormatConversionConfiguration.InputFormatConfiguration.Deserializer.OpenXJsonSerDe.CaseInsensitive boolean
            DataFormatConversionConfiguration.InputFormatConfiguration.Deserializer.OpenXJsonSerDe.ColumnToJsonKeyMappings json
            DataFormatConversionConfiguration.InputFormatConfiguration.Deserializer.OpenXJsonSerDe.ConvertDotsInJsonKeysToUnderscores boolean
            DataFormatConversionConfiguration.OutputFormatConfiguration.Serializer.OrcSerDe.BlockSizeBytes integer kept
            DataFormatConversionConfiguration.OutputFormatConfiguration.Serializer.OrcSerDe.BloomFilterColumns[] string kept
            DataFormatConversionConfiguration.OutputFormatConfiguration.Serializer.OrcSerDe.BloomFilterFalsePositiveProbability number kept
            DataFormatConversionConfiguration.OutputFormatConfiguration.Serializer.OrcSerDe.Compression string
            DataFormatConversionConfiguration.OutputFormatConfiguration.Serializer.OrcSerDe.DictionaryKeyThreshold number kept
            DataFormatConversionConfiguration.OutputFormatConfiguration.Serializer.OrcSerDe.EnablePadding boolean kept
            DataFormatConversionConfiguration.OutputFormatConfiguration.Serializer.OrcSerDe.FormatVersion string kept
            DataFormatConversionConfiguration.OutputFormatConfiguration.Serializer.OrcSerDe.PaddingTolerance number kept
            DataFormatConversionConfiguration.OutputFormatConfiguration.Serializer.OrcSerDe.RowIndexStride integer kept
            DataFormatConversionConfiguration.OutputFormatConfiguration.Serializer.OrcSerDe.StripeSizeBytes integer
            DataFormatConversionConfiguration.OutputFormatConfiguration.Serializer.ParquetSerDe.BlockSizeBytes integer
            DataFormatConversionConfiguration.OutputFormatConfiguration.Serializer.ParquetSerDe.Compression string
            DataFormatConversionConfiguration.OutputFormatConfiguration.Serializer.ParquetSerDe.EnableDictionaryCompression boolean
            DataFormatConversionConfiguration.OutputFormatConfiguration.Serializer.ParquetSerDe.MaxPaddingBytes integer kept
            DataFormatConversionConfiguration.OutputFormatConfiguration.Serializer.ParquetSerDe.PageSizeBytes integer
            DataFormatConversionConfiguration.OutputFormatConfiguration.Serializer.ParquetSerDe.WriterVersion string
            DataFormatConversionConfiguration.SchemaConfiguration.CatalogId string kept
            DataFormatConversionConfiguration.SchemaConfiguration.DatabaseName string
            DataFormatConversionConfiguration.SchemaConfiguration.Region string
            DataFormatConversionConfiguration.SchemaConfiguration.RoleARN string kept
            DataFormatConversionConfiguration.SchemaConfiguration.TableName string
            DataFormatConversionConfiguration.SchemaConfiguration.VersionId string
            DynamicPartitioningConfiguration.Enabled boolean
            DynamicPartitioningConfiguration.RetryOptions.DurationInSeconds integer kept
            FileExtension string
            ProcessingConfiguration.Enabled boolean
            ProcessingConfiguration.Processors[].Parameters[].ParameterName string required
            ProcessingConfiguration.Processors[].Parameters[].ParameterValue string required
            ProcessingConfiguration.Processors[].Type string required
            S3BackupMode string
            """;

    private DestinationTable() {}

    static String table() {
        return STREAM
                + below("ExtendedS3DestinationConfiguration.", PLAIN + EXTENDED)
                + below("ExtendedS3DestinationConfiguration.S3BackupConfiguration.", PLAIN)
                + below("S3DestinationConfiguration.", PLAIN);
    }

    private static String below(String path, String table) {
        return table.lines().map(line -> path + line + "\n").collect(Collectors.joining());
    }
}
