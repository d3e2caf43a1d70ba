package io.millrace.server.aws.s3;

import io.millrace.core.fault.UnavailableException;
import io.millrace.core.limit.Limit;
import java.io.IOException;
import java.io.InputStream;

/// Reading what the store holds.
final class StoredContent {
    private StoredContent() {}

    /// @return how many bytes there were
    /// @throws UnavailableException when the store cannot read it
    static long copy(InputStream content, RequestBody.Sink sink) {
        byte[] buffer = new byte[Limit.OBJECT_BUFFER_BYTES.intValue()];
        long total = 0;
        try {
            int count = content.read(buffer);
            while (count >= 0) {
                sink.write(buffer, 0, count);
                total += count;
                count = content.read(buffer);
            }
        } catch (IOException e) {
            throw unreadable(e);
        }
        return total;
    }

    static UnavailableException unreadable(IOException cause) {
        return new UnavailableException("An object could not be read: " + cause.getMessage(), cause);
    }
}
