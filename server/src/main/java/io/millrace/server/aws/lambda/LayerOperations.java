package io.millrace.server.aws.lambda;

import static io.millrace.server.aws.protocol.RestService.route;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.catalog.Changes;
import io.millrace.core.fault.RequestException;
import io.millrace.core.function.CodeStore.StoredCode;
import io.millrace.core.limit.Limit;
import io.millrace.core.resource.Arn;
import io.millrace.core.resource.Fields;
import io.millrace.core.resource.ResourceId;
import io.millrace.core.resource.lambda.ConfigurationParser;
import io.millrace.core.resource.lambda.Constraint;
import io.millrace.core.resource.lambda.Layer;
import io.millrace.core.resource.lambda.LayerPermission;
import io.millrace.core.resource.lambda.LayerVersion;
import io.millrace.server.aws.protocol.RestAnswer;
import io.millrace.server.aws.protocol.RestCall;
import io.millrace.server.aws.protocol.RestService.Route;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;

/// Publishing, describing, listing and deleting layers.
///
/// Source: <https://docs.aws.amazon.com/lambda/latest/api/API_PublishLayerVersion.html>
final class LayerOperations {
    static final String LAYERS = "/2018-10-31/layers";
    private static final String VERSIONS = LAYERS + "/{LayerName}/versions";
    static final String VERSION = VERSIONS + "/{VersionNumber}";
    private static final int LICENSE_CHARS = 512;
    private static final int RUNTIMES_MAX = 15;
    private static final int ARCHITECTURES_MAX = 2;
    private static final String EXTENSIONS = "extensions";

    private final LambdaPorts ports;
    private final Publishing publishing;
    private final CodeLinks links;

    LayerOperations(LambdaPorts ports, Publishing publishing, CodeLinks links) {
        this.ports = ports;
        this.publishing = publishing;
        this.links = links;
    }

    List<Route> routes() {
        return List.of(
                route("POST", VERSIONS, Limit.FUNCTION_REQUEST_BYTES, this::publish),
                route("GET", VERSIONS, this::versions),
                route("GET", LAYERS, this::list),
                route("GET", VERSION, this::get),
                route("DELETE", VERSION, this::delete));
    }

    private RestAnswer publish(RestCall call) throws IOException {
        call.allowParameters();
        LayerReference layer = own(call, LayerReference.whole(call));
        Fields fields = call.fields(CodeBody.read(call.body()));
        String description = fields.string("Description")
                .map(ConfigurationParser::description)
                .orElse("");
        String license = Constraint.charsAtMost(
                "licenseInfo", fields.string("LicenseInfo").orElse(""), LICENSE_CHARS);
        List<String> runtimes = atMost("compatibleRuntimes", fields.strings("CompatibleRuntimes"), RUNTIMES_MAX);
        List<String> architectures =
                atMost("compatibleArchitectures", fields.strings("CompatibleArchitectures"), ARCHITECTURES_MAX);
        architectures.forEach(name -> Constraint.oneOf("compatibleArchitectures", name, List.of("x86_64", "arm64")));
        Fields content = Constraint.required("content", fields.object("Content"));
        CodeSource source = CodeSource.parse(content);
        content.refuseUnknown();
        fields.refuseUnknown();
        StoredCode stored = source.put(ports.code(), ports.store());
        if (ports.code().contents(stored.sha256()).names().contains(EXTENSIONS)) {
            throw Target.invalid("The layer has a folder '" + EXTENSIONS
                    + "': Lambda extensions are not supported by Millrace. Publish it without them");
        }
        publishing.requireRoom(layer.region(), stored.bytes());
        Instant now = ports.clock().instant();
        AtomicReference<LayerVersion> made = new AtomicReference<>();
        ports.catalog().apply(() -> {
            int number = ports.catalog()
                    .find(Layer.class, Layer.id(layer.region(), layer.name()))
                    .map(present -> present.lastVersion() + 1)
                    .orElse(1);
            made.set(new LayerVersion(
                    layer.name(),
                    layer.region(),
                    number,
                    description,
                    license,
                    runtimes,
                    architectures,
                    now,
                    stored.sha256(),
                    stored.bytes(),
                    call.plannedId().orElse("")));
            return Changes.put(new Layer(layer.name(), layer.region(), number), made.get());
        });
        return RestAnswer.json(201, whole(call, made.get()));
    }

    private static List<String> atMost(String member, List<String> values, int max) {
        if (values.size() > max) {
            throw Constraint.broken(member, values.toString(), "Member must have length less than or equal to " + max);
        }
        return values;
    }

    /// A call reaches the layers of its own region and account only.
    private static LayerReference own(RestCall call, LayerReference layer) {
        if (!layer.region().equals(call.region()) || !layer.account().equals(Arn.ACCOUNT)) {
            throw Target.invalid("Layers of another region or account are not here: " + layer.arn());
        }
        return layer;
    }

    private RestAnswer get(RestCall call) {
        call.allowParameters();
        return RestAnswer.json(whole(call, find(LayerReference.version(call))));
    }

    /// ListLayers, or GetLayerVersionByArn, which differs from it in its parameters only.
    private RestAnswer list(RestCall call) {
        if (call.parameter("find").isPresent()) {
            call.allowParameters("find", "Arn");
            Constraint.oneOf("find", call.parameter("find").get(), List.of("LayerVersion"));
            String arn = Constraint.required("arn", call.parameter("Arn"));
            return RestAnswer.json(whole(call, find(LayerReference.parse("arn", arn))));
        }
        call.allowParameters("CompatibleRuntime", "CompatibleArchitecture", "Marker", "MaxItems");
        Map<String, LayerVersion> newest = new TreeMap<>();
        matching(call).forEach(version -> newest.merge(version.layer(), version, LayerOperations::newer));
        return Page.answer(call, "Layers", Page.items(List.copyOf(newest.values()), LayerVersion::layer, version -> {
            ObjectNode json = JsonNodeFactory.instance
                    .objectNode()
                    .put("LayerName", version.layer())
                    .put("LayerArn", Layer.arn(version.region(), version.layer()));
            json.set("LatestMatchingVersion", brief(version));
            return json;
        }));
    }

    private static LayerVersion newer(LayerVersion one, LayerVersion other) {
        return one.number() > other.number() ? one : other;
    }

    private RestAnswer versions(RestCall call) {
        call.allowParameters("CompatibleRuntime", "CompatibleArchitecture", "Marker", "MaxItems");
        LayerReference layer = own(call, LayerReference.whole(call));
        List<LayerVersion> all = matching(call).stream()
                .filter(version -> version.layer().equals(layer.name()))
                .filter(version -> call.plannedId().isEmpty()
                        || version.madeAs().equals(call.plannedId().get()))
                .sorted(Comparator.comparing(LayerVersion::number).reversed())
                .toList();
        return Page.answer(
                call,
                "LayerVersions",
                // The newest first.
                Page.items(
                        all,
                        version -> String.format(Locale.ROOT, "%010d", Integer.MAX_VALUE - version.number()),
                        LayerOperations::brief));
    }

    private List<LayerVersion> matching(RestCall call) {
        Optional<String> runtime = call.parameter("CompatibleRuntime");
        Optional<String> architecture = call.parameter("CompatibleArchitecture");
        return ports.catalog().list(LayerVersion.class).stream()
                .filter(version -> version.region().equals(call.region()))
                .filter(version -> runtime.isEmpty() || version.runtimes().contains(runtime.get()))
                .filter(version ->
                        architecture.isEmpty() || version.architectures().contains(architecture.get()))
                .toList();
    }

    /// What is not there is gone already.
    private RestAnswer delete(RestCall call) {
        call.allowParameters();
        LayerReference layer = own(call, LayerReference.version(call));
        ports.catalog().apply(() -> {
            List<ResourceId> gone = new ArrayList<>();
            gone.add(LayerVersion.id(layer.region(), layer.name(), layer.number()));
            LayerPolicies.of(ports.catalog(), layer).stream()
                    .map(LayerPermission::id)
                    .forEach(gone::add);
            return Changes.remove(gone);
        });
        return RestAnswer.empty(204);
    }

    private LayerVersion find(LayerReference layer) {
        return find(ports, layer)
                .orElseThrow(() -> RequestException.notFound("The resource you requested does not exist."));
    }

    static Optional<LayerVersion> find(LambdaPorts ports, LayerReference layer) {
        return Optional.of(layer)
                .filter(reference -> reference.account().equals(Arn.ACCOUNT))
                .flatMap(reference -> ports.catalog()
                        .find(
                                LayerVersion.class,
                                LayerVersion.id(reference.region(), reference.name(), reference.number())));
    }

    private ObjectNode whole(RestCall call, LayerVersion version) {
        ObjectNode json = brief(version).put("LayerArn", Layer.arn(version.region(), version.layer()));
        json.putObject("Content")
                .put("Location", links.address(call.host(), version.codeSha256()))
                .put("CodeSha256", version.codeSha256())
                .put("CodeSize", version.codeBytes());
        return json;
    }

    private static ObjectNode brief(LayerVersion version) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("LayerVersionArn", version.arn())
                .put("Version", version.number())
                .put("Description", version.description())
                .put("CreatedDate", FunctionDescription.time(version.created()));
        if (!version.license().isEmpty()) {
            json.put("LicenseInfo", version.license());
        }
        list(json, "CompatibleRuntimes", version.runtimes());
        list(json, "CompatibleArchitectures", version.architectures());
        return json;
    }

    private static void list(ObjectNode json, String name, List<String> values) {
        if (!values.isEmpty()) {
            ArrayNode list = json.putArray(name);
            values.forEach(list::add);
        }
    }
}
