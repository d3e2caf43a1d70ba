package io.millrace.server.provision.glue;

/// The properties of a StorageDescriptor, which tables and partitions have alike.
///
/// Source:
///
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-glue-table-storagedescriptor.html>
final class StorageTable {
    private static final String LINES = """
            BucketColumns[] string
            Columns[].Comment string
            Columns[].Name string required
            Columns[].Type string
            Compressed boolean
            InputFormat string
            Location string
            NumberOfBuckets integer
            OutputFormat string
            Parameters.* string
            SerdeInfo.Name string
            SerdeInfo.Parameters.* string
            SerdeInfo.SerializationLibrary string
            SkewedInfo.SkewedColumnNames[] string
            SkewedInfo.SkewedColumnValueLocationMaps.* string
            SkewedInfo.SkewedColumnValues[] string
            SortColumns[].Column string required
            SortColumns[].SortOrder integer required
            StoredAsSubDirectories boolean
            """;

    private StorageTable() {}

    /// The lines below a path.
    static String below(String path) {
        return LINES.lines()
                .map(line -> path + ".StorageDescriptor." + line + "\n")
                .reduce("", String::concat);
    }
}
