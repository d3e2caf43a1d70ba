package io.millrace.core.resource.apigateway;

import io.millrace.core.resource.Resource;
import io.millrace.core.resource.ResourceId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A way into a private network at AWS. Kept only: integrations use this machine's network.
///
/// Source: <https://docs.aws.amazon.com/apigateway/latest/api/API_VpcLink.html>
///
/// @param region where it was made
/// @param linkId 6 characters of `a-z0-9`
/// @param name of it
/// @param description of it
/// @param targetArns load balancers
/// @param tags of it
public record VpcLink(
        String region,
        String linkId,
        String name,
        Optional<String> description,
        List<String> targetArns,
        Map<String, String> tags)
        implements Resource {
    public static final String TYPE = "AWS::ApiGateway::VpcLink";

    public VpcLink {
        targetArns = List.copyOf(targetArns);
        tags = Map.copyOf(tags);
    }

    public static ResourceId id(String region, String linkId) {
        return new ResourceId(TYPE, region, linkId);
    }

    @Override
    public ResourceId id() {
        return id(region, linkId);
    }
}
