package io.millrace.server.provision.logs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.stack.type.Made;
import io.millrace.core.stack.type.Naming;
import io.millrace.core.stack.type.ResourceCall;
import io.millrace.server.provision.call.DescribedType;
import io.millrace.server.provision.call.TypeDescription;

/// A log stream.
///
/// Source: <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-logs-logstream.html>
final class LogStreamType implements DescribedType {
    private static final int NAME_CHARS = 512;
    private static final String GROUP = "LogGroupName";
    private static final TypeDescription DESCRIPTION = TypeDescription.of("AWS::Logs::LogStream", """
            LogGroupName string replace required
            LogStreamName string replace
            """);

    private final LogsApi api;

    LogStreamType(LogsApi api) {
        this.api = api;
    }

    @Override
    public TypeDescription description() {
        return DESCRIPTION;
    }

    @Override
    public String physicalId(Naming naming, ObjectNode properties) {
        return properties.path("LogStreamName").asText(naming.name(NAME_CHARS));
    }

    @Override
    public boolean exists(ResourceCall call) {
        ObjectNode input = LogsApi.ofGroup(group(call)).put("logStreamNamePrefix", call.physicalId());
        return api.lists(call, "DescribeLogStreams", input, "logStreams", "logStreamName");
    }

    @Override
    public Made create(ResourceCall call) throws InterruptedException {
        api.call(call, "CreateLogStream", named(call));
        return Made.of(call.physicalId());
    }

    /// All of it is in its names.
    @Override
    public Made update(ResourceCall call, ObjectNode before) {
        return Made.of(call.physicalId());
    }

    @Override
    public void delete(ResourceCall call) throws InterruptedException {
        api.delete(call, "DeleteLogStream", named(call));
    }

    private static String group(ResourceCall call) {
        return call.properties().path(GROUP).asText();
    }

    private static ObjectNode named(ResourceCall call) {
        return LogsApi.ofGroup(group(call)).put("logStreamName", call.physicalId());
    }
}
