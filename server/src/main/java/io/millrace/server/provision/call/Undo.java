package io.millrace.server.provision.call;

import io.millrace.core.stack.type.Made;

/// Resources that take several calls to make: what fails midway leaves nothing.
public final class Undo {
    private Undo() {}

    /// What is left to do once there is something.
    @FunctionalInterface
    public interface Making {
        Made make() throws InterruptedException;
    }

    /// Takes away what there is by then.
    @FunctionalInterface
    public interface Undoing {
        void undo() throws InterruptedException;
    }

    /// Goes on making; when that fails, undoes all and throws what it failed with.
    public static Made onFailure(Making making, Undoing undoing) throws InterruptedException {
        try {
            return making.make();
        } catch (RuntimeException | InterruptedException e) {
            try {
                undoing.undo();
            } catch (RuntimeException inUndo) {
                e.addSuppressed(inUndo);
            }
            throw e;
        }
    }
}
