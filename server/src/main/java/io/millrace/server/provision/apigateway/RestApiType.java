package io.millrace.server.provision.apigateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.stack.type.Made;
import io.millrace.core.stack.type.Naming;
import io.millrace.core.stack.type.ResourceCall;
import io.millrace.server.provision.call.DescribedType;
import io.millrace.server.provision.call.InnerApi.Call;
import io.millrace.server.provision.call.Members;
import io.millrace.server.provision.call.Tags;
import io.millrace.server.provision.call.TypeDescription;
import io.millrace.server.provision.call.Undo;
import java.util.Optional;

/// A REST API, of properties or of a document. A document is put over what there is (`Mode` merge: into it) with each
/// update; what properties say besides holds over what it says.
///
/// Source:
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-restapi.html>
final class RestApiType implements DescribedType {
    private static final int ID_CHARS = 10;
    private static final String JSON = "application/json";
    private static final TypeDescription DESCRIPTION =
            TypeDescription.of("AWS::ApiGateway::RestApi", """
            ApiKeySourceType string
            BinaryMediaTypes[] string
            Body json
            BodyS3Location.Bucket string
            BodyS3Location.ETag string
            BodyS3Location.Key string
            BodyS3Location.Version string
            CloneFrom string
            Description string kept
            DisableExecuteApiEndpoint boolean
            EndpointAccessMode string kept
            EndpointConfiguration.IpAddressType string kept
            EndpointConfiguration.Types[] string kept
            EndpointConfiguration.VpcEndpointIds[] string kept
            FailOnWarnings boolean
            MinimumCompressionSize integer
            Mode string
            Name string
            Parameters.* string
            Policy json kept
            SecurityPolicy string kept
            Tags[].Key string required kept
            Tags[].Value string required kept
            """, "RestApiId", "RootResourceId");

    private final GatewayApi api;
    private final RestApiDocument documents;

    RestApiType(GatewayApi api) {
        this.api = api;
        this.documents = new RestApiDocument(api.inner());
    }

    @Override
    public TypeDescription description() {
        return DESCRIPTION;
    }

    @Override
    public String physicalId(Naming naming, ObjectNode properties) {
        return naming.id(ID_CHARS);
    }

    @Override
    public Made create(ResourceCall call) throws InterruptedException {
        Optional<byte[]> document = documents.of(call);
        if (document.isPresent()) {
            Call request = GatewayApi.request(call, "POST", "/restapis" + RestApiDocument.query(call, "import"))
                    .withBody(JSON, document.get())
                    .withPlannedId(call.physicalId());
            api.inner().send(request);
        } else {
            ObjectNode input = Members.camel(call.properties(), "Name", "CloneFrom");
            Tags.of(call).object().ifPresent(tags -> input.set("tags", tags));
            api.postPlanned(call, "/restapis", input);
        }
        return Undo.onFailure(() -> settings(call, document.isPresent()), () -> delete(call));
    }

    @Override
    public Made update(ResourceCall call, ObjectNode before) throws InterruptedException {
        Optional<byte[]> document = documents.of(call);
        if (document.isPresent()) {
            String mode = call.properties().path("Mode").asText("overwrite");
            api.inner()
                    .send(GatewayApi.request(call, "PUT", path(call) + RestApiDocument.query(call, mode))
                            .withBody(JSON, document.get()));
        }
        return settings(call, document.isPresent());
    }

    private Made settings(ResourceCall call, boolean documented) throws InterruptedException {
        JsonNode present = api.get(call, path(call));
        api.patch(call, path(call), RestApiSettings.patches(call.properties(), present, documented));
        if (!documented
                || call.properties().has("Tags")
                || Tags.of(call).object().isPresent()) {
            api.updateTags(call, path(call), call.properties().path("Tags"));
        }
        return Made.of(call.physicalId())
                .with("RestApiId", call.physicalId())
                .with("RootResourceId", present.path("rootResourceId").asText());
    }

    @Override
    public void delete(ResourceCall call) throws InterruptedException {
        api.delete(call, path(call));
    }

    private static String path(ResourceCall call) {
        return "/restapis/" + call.physicalId();
    }
}
