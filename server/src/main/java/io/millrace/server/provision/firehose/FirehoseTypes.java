package io.millrace.server.provision.firehose;

import io.millrace.core.stack.type.ResourceType;
import io.millrace.server.provision.call.InnerApi;
import java.util.List;

/// The types of Amazon Data Firehose.
public final class FirehoseTypes {
    private FirehoseTypes() {}

    public static List<ResourceType> all(InnerApi api) {
        return List.of(new DeliveryStreamType(api));
    }
}
