package io.millrace.server.provision.s3;

import io.millrace.core.stack.type.ResourceType;
import io.millrace.server.provision.call.InnerApi;
import java.util.List;

/// The types of S3.
public final class S3Types {
    private S3Types() {}

    public static List<ResourceType> all(InnerApi inner) {
        S3Api api = new S3Api(inner);
        return List.of(new BucketType(api), new BucketPolicyType(api));
    }
}
