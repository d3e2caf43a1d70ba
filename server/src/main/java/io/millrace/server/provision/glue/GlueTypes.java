package io.millrace.server.provision.glue;

import io.millrace.core.stack.type.ResourceType;
import io.millrace.server.provision.call.InnerApi;
import java.util.List;

/// The types of AWS Glue.
public final class GlueTypes {
    private GlueTypes() {}

    public static List<ResourceType> all(InnerApi inner) {
        GlueApi api = new GlueApi(inner);
        return List.of(new GlueDatabaseType(api), new GlueTableType(api), new GluePartitionType(api));
    }
}
