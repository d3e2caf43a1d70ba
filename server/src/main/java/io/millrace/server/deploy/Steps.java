package io.millrace.server.deploy;

import io.millrace.server.deploy.client.ResourceEvent;
import java.io.PrintWriter;
import java.util.List;

/// What a user sees of a deploy while it goes on. One thread.
public sealed interface Steps permits StepLines, StepBoard {
    /// @param terminal whether a person looks at it, so that lines may be drawn over
    static Steps on(PrintWriter out, boolean terminal) {
        return terminal ? new StepBoard(out) : new StepLines(out);
    }

    /// Says how many resources there will be.
    void expect(int resources);

    /// Shows what has happened since.
    void show(List<ResourceEvent> events);

    /// Nothing more comes.
    void end();
}
