package io.millrace.server.provision.logs;

import io.millrace.core.stack.type.ResourceType;
import io.millrace.server.provision.call.InnerApi;
import java.util.List;

/// The types of CloudWatch Logs.
public final class LogsTypes {
    private LogsTypes() {}

    public static List<ResourceType> all(InnerApi inner) {
        LogsApi api = new LogsApi(inner);
        return List.of(new LogGroupType(api), new LogStreamType(api));
    }
}
