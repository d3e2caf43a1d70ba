package io.millrace.backends.log;

import io.millrace.core.limit.Limit;
import java.util.concurrent.ArrayBlockingQueue;

/// The windows that readers look through, lent for the time of one poll: idle readers hold none. Any thread.
final class FrameWindows {
    private final ArrayBlockingQueue<FrameWindow> idle = new ArrayBlockingQueue<>(Limit.LOG_READ_BUFFERS.intValue());

    FrameWindow borrow() {
        FrameWindow window = idle.poll();
        return window == null ? new FrameWindow() : window;
    }

    /// Takes a window back. One that grew for a large frame, or that there is no place for, is left to the collector.
    void giveBack(FrameWindow window) {
        if (!window.isGrown() && !idle.offer(window)) {
            window.open((target, position) -> -1, 0);
        }
    }
}
