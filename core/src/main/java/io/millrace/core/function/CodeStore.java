package io.millrace.core.function;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.Set;

/// The code of functions and what is in layers, by its SHA-256. Blocks on I/O; any thread.
public interface CodeStore {
    /// Checks a zip and keeps it: durable when it returns. Does nothing when it is there.
    ///
    /// @throws io.millrace.core.fault.RequestException `InvalidParameterValueException` when it is no zip, is over
    /// [io.millrace.core.limit.Limit#FUNCTION_CODE_BYTES] unpacked, or has a path that leaves its folder
    StoredCode put(InputStream zip) throws IOException;

    /// The zip as it came; the caller closes it.
    Optional<InputStream> open(String sha256);

    /// What is in a zip that was put.
    ///
    /// @throws io.millrace.core.fault.UnavailableException when it cannot be read
    Contents contents(String sha256);

    /// Deletes all code but this. To be called once, before anything is put.
    void retain(Set<String> sha256);

    /// @param sha256 in base64, as AWS writes it
    /// @param bytes of the zip
    record StoredCode(String sha256, long bytes) {}

    /// What is in a zip.
    ///
    /// @param bytes of it all, unpacked
    /// @param names of the files and folders at its top
    record Contents(long bytes, Set<String> names) {}
}
