package io.millrace.server.query;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// What there is to query: the tables of a catalog and the files of buckets, as they are at the moment of each call.
/// Failures have messages for the user.
public interface QuerySources {
    /// Names of the databases.
    List<String> databases() throws IOException, InterruptedException;

    /// A table as Glue's `GetTable` shows it.
    Optional<JsonNode> table(String database, String name) throws IOException, InterruptedException;

    /// The objects whose keys begin so, in the order of their keys.
    List<QueryFile> files(String bucket, String prefix) throws IOException, InterruptedException;

    /// @param key of an object
    /// @param bytes its size
    /// @param file that holds it, absolute
    record QueryFile(String key, long bytes, String file) {}
}
