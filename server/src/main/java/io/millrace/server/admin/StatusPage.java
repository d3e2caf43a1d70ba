package io.millrace.server.admin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.delivery.DeliveryStatus;
import io.millrace.core.function.FunctionStats;
import io.millrace.core.invoke.event.EventStatus;

/// The status of delivery streams and functions as JSON; `millrace status` reads it.
final class StatusPage {
    private StatusPage() {}

    static void show(StreamStatus stream, ObjectNode shown) {
        DeliveryStatus delivery = stream.delivery();
        shown.put("name", stream.name())
                .put("region", stream.region())
                .put("recordsIn", stream.recordsIn())
                .put("bytesIn", stream.bytesIn())
                .put("delivered", delivery.delivered().records())
                .put("objects", delivery.delivered().objects())
                .put("backlog", delivery.backlogRecords())
                .put("openBytes", delivery.openBytes())
                .put("failed", stream.failed())
                .put("corrupt", delivery.corruptRecords())
                .put("dropped", delivery.droppedRecords());
        delivery.function().ifPresent(function -> shown.putObject("function")
                .put("calls", function.calls())
                .put("failedCalls", function.failedCalls())
                .put("records", function.records())
                .put("dropped", function.droppedRecords()));
        delivery.backup().ifPresent(backup -> shown.putObject("backup")
                .put("records", backup.records())
                .put("objects", backup.objects()));
        stream.oldest().ifPresent(time -> shown.put("oldest", time.toString()));
        delivery.trouble().ifPresent(trouble -> shown.put("lastError", trouble.message())
                .put("failingSince", trouble.since().toString())
                .put("attempts", trouble.attempts())
                .put("nextRetry", trouble.nextRetry().toString()));
    }

    static void show(FunctionStatus function, ObjectNode shown) {
        FunctionStats calls = function.calls();
        shown.put("name", function.name())
                .put("region", function.region())
                .put("processes", calls.processes())
                .put("busy", calls.busy())
                .put("invocations", calls.invocations())
                .put("errors", calls.errors())
                .put("timeouts", calls.timeouts())
                .put("throttles", calls.throttles())
                .put("coldStarts", calls.coldStarts())
                .put("crashes", calls.crashes());
        function.events().ifPresent(events -> show(events, shown.putObject("events")));
    }

    private static void show(EventStatus events, ObjectNode shown) {
        shown.put("accepted", events.accepted())
                .put("succeeded", events.succeeded())
                .put("failedRuns", events.failedRuns())
                .put("delayedRuns", events.delayedRuns())
                .put("givenUp", events.givenUp())
                .put("told", events.told())
                .put("untold", events.untold())
                .put("lost", events.lost())
                .put("open", events.open())
                .put("backlog", events.backlog());
    }
}
