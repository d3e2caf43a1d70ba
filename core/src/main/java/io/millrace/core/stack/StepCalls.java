package io.millrace.core.stack;

import io.millrace.core.fault.Backoff;
import io.millrace.core.fault.RequestException;
import io.millrace.core.fault.UnavailableException;
import io.millrace.core.limit.Limit;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Calls of types of resources: what cannot be done now is tried again for a while, whatever else goes wrong becomes
/// the
/// reason of a failed step.
final class StepCalls {
    private static final Logger LOG = LoggerFactory.getLogger(StepCalls.class);

    private final StackPorts ports;

    StepCalls(StackPorts ports) {
        this.ports = ports;
    }

    /// One call of a type.
    @FunctionalInterface
    interface Call<T> {
        T make() throws InterruptedException;
    }

    /// @param runner that may be stopped meanwhile
    /// @throws InterruptedException when it is
    <T> T made(StepRunner runner, Call<T> call) throws StepFailure, InterruptedException {
        Backoff backoff = new Backoff(ports.random());
        Instant until = ports.clock().instant().plusSeconds(Limit.STACK_RETRY_SECONDS.value());
        while (true) {
            try {
                return call.make();
            } catch (UnavailableException e) {
                if (ports.clock().instant().isAfter(until)) {
                    throw StepFailure.handler(e.getMessage(), "ServiceInternalError");
                }
            } catch (RequestException e) {
                throw StepFailure.refused(e);
            } catch (RuntimeException | StackOverflowError e) {
                LOG.error("A step of a stack failed by a fault of the program", e);
                throw new StepFailure("Internal failure");
            }
            if (runner.isStopping()) {
                throw new InterruptedException("Stopped");
            }
            ports.threads().pause(backoff.failed());
        }
    }
}
