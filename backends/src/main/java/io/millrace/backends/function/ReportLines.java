package io.millrace.backends.function;

import io.millrace.core.function.RunnableFunction;
import java.util.Locale;

/// The lines that Lambda itself writes into a function's log.
///
/// Source: <https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-view.html>
final class ReportLines {
    private ReportLines() {}

    static String initStart(Program program) {
        return "INIT_START Runtime Version: " + program.fullVersion();
    }

    static String start(String requestId, RunnableFunction function) {
        return "START RequestId: " + requestId + " Version: " + function.version();
    }

    static String end(String requestId) {
        return "END RequestId: " + requestId;
    }

    /// @param memoryBytes the most that was seen; 0 when the system does not say
    static String report(Call call, Outcome outcome, long memoryBytes, double initMillis) {
        double duration = call.durationMillis();
        StringBuilder line = new StringBuilder(200);
        line.append("REPORT RequestId: ").append(call.invocation.requestId());
        line.append(String.format(Locale.ROOT, "\tDuration: %.2f ms", duration));
        line.append("\tBilled Duration: ").append((long) Math.ceil(duration)).append(" ms");
        line.append("\tMemory Size: ")
                .append(call.function.configuration().memoryMegabytes())
                .append(" MB");
        line.append("\tMax Memory Used: ")
                .append((memoryBytes + (1 << 20) - 1) >> 20)
                .append(" MB");
        if (call.isFirstOfProcess && initMillis > 0) {
            line.append(String.format(Locale.ROOT, "\tInit Duration: %.2f ms", initMillis));
        }
        if (outcome instanceof Outcome.Crashed crashed) {
            line.append(
                    crashed.timedOut() ? "\tStatus: timeout" : "\tStatus: error\tError Type: " + crashed.errorType());
        }
        return line.toString();
    }
}
