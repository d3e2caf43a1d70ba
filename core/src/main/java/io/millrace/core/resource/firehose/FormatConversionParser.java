package io.millrace.core.resource.firehose;

import io.millrace.core.fault.RequestException;
import io.millrace.core.limit.Limit;
import io.millrace.core.resource.Fields;
import io.millrace.core.resource.firehose.FormatConversion.CatalogTable;
import io.millrace.core.resource.firehose.OutputFormat.OrcCompression;
import io.millrace.core.resource.firehose.OutputFormat.ParquetCompression;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads a `DataFormatConversionConfiguration`, each property against AWS's own bounds and in its words. A disabled one
/// is
/// kept whatever it names. Nothing that is left out is filled in: Describe gives back what was given, as AWS's does.
///
/// Kept only, without effect: `RoleARN`, `CatalogId`; of Parquet `MaxPaddingBytes`; of ORC all but the compression and
/// the
/// size of stripes, because they change no value.
///
/// Source: <https://docs.aws.amazon.com/firehose/latest/APIReference/API_DataFormatConversionConfiguration.html>
final class FormatConversionParser {
    static final String NAME = "DataFormatConversionConfiguration";
    private static final String INPUT = "InputFormatConfiguration";
    private static final String OUTPUT = "OutputFormatConfiguration";
    private static final String SCHEMA = "SchemaConfiguration";
    private static final Pattern VERSION = Pattern.compile("LATEST|\\d{1,18}");
    private static final int DEFAULT_BLOCK_BYTES = 256 << 20;
    private static final int DEFAULT_PAGE_BYTES = 1 << 20;
    private static final int DEFAULT_STRIPE_BYTES = 64 << 20;
    private static final int STRIPE_BYTES_MIN = 8 << 20;
    private static final int ROW_INDEX_STRIDE_MIN = 1_000;

    private FormatConversionParser() {}

    /// @return empty when there is none, or when it is disabled
    static Optional<FormatConversion> parse(Fields destination) {
        return destination.object(NAME).flatMap(FormatConversionParser::read);
    }

    /// What AWS asks of the rest of the destination.
    static void check(Fields destination, CompressionFormat format) {
        if (format != CompressionFormat.UNCOMPRESSED) {
            throw RequestException.invalidArgument("The S3 destination's compression format must be set to"
                    + " UNCOMPRESSED when data format conversion is enabled. To enable compression within the converted"
                    + " output format, set the appropriate serialization option in the output format configuration.");
        }
        boolean small = destination
                .object("BufferingHints")
                .flatMap(hints -> hints.integer("SizeInMBs"))
                .filter(size -> size < Limit.FIREHOSE_CONVERTED_BUFFER_MIB_MIN.value())
                .isPresent();
        if (small) {
            throw RequestException.invalidArgument("BufferingHints.SizeInMBs must be at least "
                    + Limit.FIREHOSE_CONVERTED_BUFFER_MIB_MIN.value() + " when data format conversion is enabled.");
        }
    }

    private static Optional<FormatConversion> read(Fields fields) {
        boolean enabled = fields.bool("Enabled").orElse(true);
        if (!enabled) {
            fields.any(SCHEMA);
            fields.any(INPUT);
            fields.any(OUTPUT);
            fields.refuseUnknown();
            return Optional.empty();
        }
        Fields in = required(fields, INPUT);
        Fields deserializer = required(in, "Deserializer");
        in.refuseUnknown();
        Fields out = required(fields, OUTPUT);
        Fields serializer = required(out, "Serializer");
        out.refuseUnknown();
        Fields schema = required(fields, SCHEMA);
        fields.refuseUnknown();
        return Optional.of(new FormatConversion(table(schema), input(deserializer), output(serializer)));
    }

    private static Fields required(Fields owner, String name) {
        return owner.object(name)
                .filter(found -> !found.node().isEmpty())
                .orElseThrow(() -> RequestException.invalidArgument(name + " must not be null"));
    }

    private static CatalogTable table(Fields schema) {
        notEmpty(schema, "RoleARN", "RoleArn");
        String database = notEmpty(schema, "DatabaseName", "DatabaseName");
        String table = notEmpty(schema, "TableName", "TableName");
        schema.string("CatalogId");
        String region = schema.string("Region").orElse("");
        String version = schema.string("VersionId").filter(id -> !id.isEmpty()).orElse("LATEST");
        if (!VERSION.matcher(version).matches()) {
            throw schema.invalid("VersionId", "'" + version + "' is neither LATEST nor a number");
        }
        schema.refuseUnknown();
        return new CatalogTable(schema.node().deepCopy(), region, database, table, version);
    }

    private static String notEmpty(Fields schema, String name, String words) {
        return schema.string(name)
                .filter(value -> !value.isEmpty())
                .orElseThrow(() -> RequestException.invalidArgument(
                        "SchemaConfiguration." + words + " must not be null or empty"));
    }

    private static InputFormat input(Fields deserializer) {
        Optional<Fields> openX = deserializer.object("OpenXJsonSerDe");
        Optional<Fields> hive = deserializer.object("HiveJsonSerDe");
        deserializer.refuseUnknown();
        if (openX.isPresent() && hive.isPresent()) {
            throw RequestException.invalidArgument("More than one deserializer specified. Only one may be chosen.");
        }
        if (openX.isEmpty() && hive.isEmpty()) {
            throw RequestException.invalidArgument("Deserializer must not be null");
        }
        return openX.isPresent() ? openX(openX.get()) : hive(hive.get());
    }

    private static InputFormat openX(Fields fields) {
        Map<String, String> keys = new LinkedHashMap<>();
        fields.object("ColumnToJsonKeyMappings").ifPresent(mappings -> mappings.node()
                .fieldNames()
                .forEachRemaining(column -> keys.put(column, mappings.requiredString(column))));
        InputFormat.OpenX input = new InputFormat.OpenX(
                fields.bool("CaseInsensitive").orElse(true),
                keys,
                fields.bool("ConvertDotsInJsonKeysToUnderscores").orElse(false));
        fields.refuseUnknown();
        return input;
    }

    private static InputFormat hive(Fields fields) {
        InputFormat.Hive input = new InputFormat.Hive(fields.strings("TimestampFormats"));
        fields.refuseUnknown();
        for (String format : input.timestampFormats()) {
            try {
                JodaPattern.parse(format);
            } catch (IllegalArgumentException e) {
                throw fields.invalid("TimestampFormats", e.getMessage());
            }
        }
        return input;
    }

    private static OutputFormat output(Fields serializer) {
        Optional<Fields> parquet = serializer.object("ParquetSerDe");
        Optional<Fields> orc = serializer.object("OrcSerDe");
        serializer.refuseUnknown();
        if (parquet.isPresent() && orc.isPresent()) {
            throw RequestException.invalidArgument("More than one serializer specified. Only one may be chosen.");
        }
        if (parquet.isEmpty() && orc.isEmpty()) {
            throw RequestException.invalidArgument("Serializer must not be null");
        }
        return parquet.isPresent() ? parquet(parquet.get()) : orc(orc.get());
    }

    private static OutputFormat parquet(Fields fields) {
        OutputFormat.Parquet output = new OutputFormat.Parquet(
                fields.oneOf("Compression", ParquetCompression.class).orElse(ParquetCompression.SNAPPY),
                fields.integerBetween("BlockSizeBytes", 64 << 20, Integer.MAX_VALUE)
                        .orElse(DEFAULT_BLOCK_BYTES),
                fields.integerBetween("PageSizeBytes", 64 << 10, Integer.MAX_VALUE)
                        .orElse(DEFAULT_PAGE_BYTES),
                fields.bool("EnableDictionaryCompression").orElse(true),
                fields.oneOf("WriterVersion", "V1", "V2").orElse("V1").equals("V2"));
        fields.integerBetween("MaxPaddingBytes", 0, Integer.MAX_VALUE);
        fields.refuseUnknown();
        return output;
    }

    private static OutputFormat orc(Fields fields) {
        OutputFormat.Orc output = new OutputFormat.Orc(
                fields.oneOf("Compression", OrcCompression.class).orElse(OrcCompression.SNAPPY),
                fields.integerBetween("StripeSizeBytes", STRIPE_BYTES_MIN, Integer.MAX_VALUE)
                        .orElse(DEFAULT_STRIPE_BYTES));
        fields.integerBetween("BlockSizeBytes", 64 << 20, Integer.MAX_VALUE);
        fields.integerBetween("RowIndexStride", ROW_INDEX_STRIDE_MIN, Integer.MAX_VALUE);
        fields.bool("EnablePadding");
        share(fields, "PaddingTolerance");
        fields.strings("BloomFilterColumns");
        share(fields, "BloomFilterFalsePositiveProbability");
        share(fields, "DictionaryKeyThreshold");
        fields.oneOf("FormatVersion", "V0_11", "V0_12");
        fields.refuseUnknown();
        return output;
    }

    private static void share(Fields fields, String name) {
        fields.number(name).filter(value -> value < 0 || value > 1).ifPresent(value -> {
            throw fields.invalid(name, value + " is not between 0 and 1");
        });
    }
}
