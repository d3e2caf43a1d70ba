package io.millrace.backends.log;

import java.time.InstantSource;
import java.util.random.RandomGenerator;

/// What all streams of a log share.
record LogParts(
        EmbeddedLogConfig config,
        SegmentFiles files,
        ReadFiles readFiles,
        FrameWindows windows,
        InstantSource clock,
        RandomGenerator random) {

    /// A segment's salt: anything but 0, which stands for one that is not known.
    int salt() {
        return random.nextInt(1, Integer.MAX_VALUE);
    }
}
