package io.millrace.core.resource.firehose;

import com.fasterxml.jackson.databind.node.ObjectNode;

/// The conversion of records from JSON to a columnar format: an enabled `DataFormatConversionConfiguration`.
///
/// @param table what gives the columns
/// @param input how records are read
/// @param output what they become
///
/// Source: <https://docs.aws.amazon.com/firehose/latest/APIReference/API_DataFormatConversionConfiguration.html>
public record FormatConversion(CatalogTable table, InputFormat input, OutputFormat output) {
    /// The `SchemaConfiguration`.
    ///
    /// @param json as given, for error objects
    /// @param region empty for the delivery stream's own
    /// @param version a number of Glue's, or `LATEST`
    public record CatalogTable(ObjectNode json, String region, String database, String table, String version) {}
}
