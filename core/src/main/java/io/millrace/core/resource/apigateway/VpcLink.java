package io.millrace.core.resource.apigateway;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.resource.Fields;
import io.millrace.core.resource.Resource;
import io.millrace.core.resource.ResourceId;
import io.millrace.core.resource.ResourceKind;
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

    /// As it is answered: at once available.
    public ObjectNode json() {
        return members().put("status", "AVAILABLE").put("statusMessage", "Your vpc link is ready for use");
    }

    /// What is kept, and a patch is made on.
    public ObjectNode members() {
        return new JsonMembers()
                .text("id", linkId)
                .text("name", name)
                .text("description", description)
                .list("targetArns", targetArns)
                .texts("tags", tags)
                .node();
    }

    /// @throws io.millrace.core.fault.RequestException what [Fields] throws
    public static VpcLink parse(String region, Fields fields) {
        VpcLink link = new VpcLink(
                region,
                fields.requiredString("id"),
                ApiValues.required(fields, "name"),
                ApiValues.text(fields, "description"),
                fields.strings("targetArns"),
                ApiValues.tags(fields, "tags"));
        if (link.targetArns().isEmpty()) {
            throw fields.missing("targetArns");
        }
        fields.refuseUnknown();
        return link;
    }

    /// The same with other tags.
    public VpcLink withTags(Map<String, String> others) {
        return new VpcLink(region, linkId, name, description, targetArns, others);
    }

    /// How they are kept.
    public static final ResourceKind<VpcLink> KIND = new GatewayKind<>(TYPE, VpcLink.class) {
        @Override
        ObjectNode members(VpcLink link) {
            return link.members();
        }

        @Override
        VpcLink parse(Place place, Fields fields) {
            return VpcLink.parse(place.region(), fields);
        }
    };

    public static ResourceId id(String region, String linkId) {
        return new ResourceId(TYPE, region, linkId);
    }

    @Override
    public ResourceId id() {
        return id(region, linkId);
    }
}
