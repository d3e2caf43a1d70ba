package io.millrace.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.function.UnaryOperator;

/// What SAM and the CDK each make differently of the stack of clicks, on AWS too. Each difference is taken back by
/// itself, and must be there.
final class StackDifferences {
    /// SAM names a deployment after its document.
    static final UnaryOperator<String> SAM_NAMES = id -> id.replaceFirst("(?<=Deployment)[0-9a-f]{10}$", "");

    private static final Map<String, String> NAMES = Map.of(
            "ClickEnricherServiceRole", "ClickEnricherRole",
            "ClickEnricherClickEnricherPermission", "ClickEnricherPermission",
            "ClicksApiDeploymentStageprod", "ClicksApiprodStage");

    /// The CDK names a resource after its place in the tree of constructs, with eight digits of a hash; a deployment
    /// with those of its document besides.
    static final UnaryOperator<String> CDK_NAMES = id -> {
        String name =
                id.replaceFirst("(?<=Deployment)[0-9A-F]{8}[0-9a-f]{32}$", "").replaceFirst("[0-9A-F]{8}$", "");
        return NAMES.getOrDefault(name, name);
    };

    private StackDifferences() {}

    static void undo(ObjectNode bySam, ObjectNode byCdk) {
        // SAM makes a stage `Stage` beside the one that was asked for, unless OpenApiVersion is set.
        remove(bySam, "/<ClicksApi>", "stage Stage");
        // An API that was made of a document has its version; one that was made of parts shows the time of its export.
        remove(bySam, "/<ClicksApi>", "version");
        remove(bySam, "/<ClicksApi>/stage prod/export/info", "version");
        remove(byCdk, "/<ClicksApi>/stage prod/export/info", "version");
        // An API that was not made of a document has the models Empty and Error.
        assertThat(byCdk.at("/<ClicksApi>/stage prod/export/definitions").properties())
                .extracting(Map.Entry::getKey)
                .containsExactly("Empty", "Error");
        remove(byCdk, "/<ClicksApi>/stage prod/export", "definitions");
        // SAM tags the role that it makes for a function, and writes lists of one into its trust.
        assertThat(bySam.at("/<ClickEnricherRole>/Tags").toString())
                .isEqualTo("[{\"Key\":\"lambda:createdBy\",\"Value\":\"SAM\"}]");
        remove(bySam, "/<ClickEnricherRole>", "Tags");
        single(bySam, "/<ClickEnricherRole>/AssumeRolePolicyDocument/Statement/0", "Action");
        single(bySam, "/<ClickEnricherRole>/AssumeRolePolicyDocument/Statement/0/Principal", "Service");
        // The template names the policies of roles; the CDK makes a resource of each, with a name of its own.
        rename(byCdk, "/<ClicksApiRole>/policies", "ClicksApiRoleDefaultPolicy[0-9A-F]{8}", "put-clicks");
        rename(byCdk, "/<ClicksStreamRole>/policies", "ClicksStreamRoleDefaultPolicy[0-9A-F]{8}", "deliver-clicks");
        // Every RestApi of the CDK brings an output of its address.
        rename(byCdk, "", "output ClicksApiEndpoint[0-9A-F]{8}", "endpoint");
        assertThat(byCdk.path("endpoint").asText() + "clicks")
                .isEqualTo(byCdk.path("output ClicksUrl").asText());
        remove(byCdk, "", "endpoint");
    }

    private static ObjectNode at(ObjectNode inventory, String path) {
        assertThat(inventory.at(path)).as(path).isInstanceOf(ObjectNode.class);
        return (ObjectNode) inventory.at(path);
    }

    private static void remove(ObjectNode inventory, String path, String member) {
        assertThat(at(inventory, path).remove(member)).as(path + "/" + member).isNotNull();
    }

    private static void single(ObjectNode inventory, String path, String member) {
        ObjectNode object = at(inventory, path);
        JsonNode list = object.path(member);
        assertThat(list.isArray()).as(path + "/" + member).isTrue();
        assertThat(list).hasSize(1);
        object.set(member, list.get(0));
    }

    private static void rename(ObjectNode inventory, String path, String pattern, String name) {
        ObjectNode object = at(inventory, path);
        String found = object.properties().stream()
                .map(Map.Entry::getKey)
                .filter(key -> key.matches(pattern))
                .findFirst()
                .orElseThrow(() -> new AssertionError(path + " has no " + pattern));
        object.set(name, object.remove(found));
    }
}
