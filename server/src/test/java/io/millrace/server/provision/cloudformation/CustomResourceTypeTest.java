package io.millrace.server.provision.cloudformation;

import static io.millrace.server.provision.cloudformation.FakeFunctions.json;
import static io.millrace.server.provision.cloudformation.FakeFunctions.put;
import static io.millrace.server.provision.cloudformation.FakeFunctions.success;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.backends.log.EmbeddedLog;
import io.millrace.backends.log.EmbeddedLogConfig;
import io.millrace.core.catalog.Catalog;
import io.millrace.core.stack.type.Made;
import io.millrace.core.stack.type.ResourceCall;
import io.millrace.server.provision.call.InnerApi;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CustomResourceTypeTest {
    private static final String TOKEN = "arn:aws:lambda:eu-west-1:000000000000:function:maker";
    private static final String STACK_ID = "arn:aws:cloudformation:eu-west-1:000000000000:stack/s/1";

    private EmbeddedLog log;
    private StackResponses responses;
    private FakeFunctions functions;
    private CustomResourceType type;

    @BeforeEach
    void open(@TempDir Path folder) {
        log = EmbeddedLog.open(EmbeddedLogConfig.DEFAULT, folder, InstantSource.system());
        responses = new StackResponses(() -> "http://127.0.0.1:4566", Catalog.open(log), new Random(7));
        functions = new FakeFunctions(responses);
        type = new CustomResourceType("Custom::*", new InnerApi(functions), responses, UUID::randomUUID);
    }

    @AfterEach
    void close() {
        log.close();
    }

    private ResourceCall call(String properties) {
        ObjectNode read = json(properties).put("ServiceToken", TOKEN);
        return new ResourceCall(
                new ResourceCall.StackIdentity(STACK_ID, "s", "eu-west-1", Map.of()),
                "Custom::Thing",
                "Thing",
                "s-Thing-123",
                type.schema().coerced(read));
    }

    @Test
    void theFunctionIsAskedAsAwsAsks() throws Exception {
        functions.answer = event -> success(event, "made-1").set("Data", json("{\"Arn\":\"a:b\",\"Port\":80}"));

        Made made =
                type.create(call("{\"Size\":3,\"Deep\":{\"On\":true,\"List\":[1,\"x\"]},\"ServiceTimeout\":\"60\"}"));

        assertThat(made.physicalId()).isEqualTo("made-1");
        assertThat(made.attributes().get("Arn").asText()).isEqualTo("a:b");
        assertThat(made.attributes().get("Port").asInt()).isEqualTo(80);
        ObjectNode event = (ObjectNode) functions.events.getFirst();
        assertThat(event.remove("RequestId").asText()).hasSize(36);
        assertThat(event.remove("ResponseURL").asText())
                .matches("http://127\\.0\\.0\\.1:4566/_millrace/stack-responses/[0-9a-f]{32}");
        assertThat(event).isEqualTo(json("""
                                {"RequestType":"Create","ServiceToken":"%1$s","StackId":"%2$s","LogicalResourceId":"Thing",
                                 "ResourceType":"Custom::Thing","ResourceProperties":{"ServiceToken":"%1$s","Size":"3",
                                 "Deep":{"On":"true","List":["1","x"]},"ServiceTimeout":"60"}}""".formatted(TOKEN, STACK_ID)));
    }

    @Test
    void nodeIsGivenAnAddressOfAws() throws Exception {
        functions.runtime = "nodejs22.x";

        type.create(call("{}"));

        assertThat(functions.events.getFirst().path("ResponseURL").asText())
                .matches("https://cloudformation-custom-resource-response-euwest1\\.s3\\.amazonaws\\.com"
                        + "/_millrace/stack-responses/[0-9a-f]{32}");
    }

    @Test
    void anUpdateTellsWhatWasBeforeAndMayGiveAnotherId() throws Exception {
        functions.answer = event -> success(event, "made-2");

        Made made = type.update(
                call("{\"Size\":4}").withPhysicalId("made-1"),
                call("{\"Size\":3}").properties());

        JsonNode event = functions.events.getFirst();
        assertThat(made.physicalId()).isEqualTo("made-2");
        assertThat(event.path("RequestType").asText()).isEqualTo("Update");
        assertThat(event.path("PhysicalResourceId").asText()).isEqualTo("made-1");
        assertThat(event.path("OldResourceProperties").path("Size").asText()).isEqualTo("3");
        assertThat(event.path("ResourceProperties").path("Size").asText()).isEqualTo("4");
    }

    @Test
    void whatCouldNotBeMadeIsDeletedAgain() {
        functions.answer = event -> event.path("RequestType").asText().equals("Create")
                ? success(event, "half-1").put("Status", "FAILED").put("Reason", "no room")
                : success(event, "half-1");

        assertThatThrownBy(() -> type.create(call("{}")))
                .hasMessageContaining(
                        "Received response status [FAILED] from custom resource. Message returned: no room");

        assertThat(functions.events).hasSize(2);
        assertThat(functions.events.getLast().path("RequestType").asText()).isEqualTo("Delete");
        assertThat(functions.events.getLast().path("PhysicalResourceId").asText())
                .isEqualTo("half-1");
    }

    @Test
    void aFunctionThatSaysNothingFailsTheStepWhenItsTimeIsUp() {
        functions.answer = event -> MissingNode.getInstance();

        assertThatThrownBy(() -> type.delete(call("{\"ServiceTimeout\":1}")))
                .hasMessageContaining("did not receive a response from your Custom Resource");
    }

    @Test
    void answersThatAreNoneFailTheStep() {
        functions.answer = event -> FakeFunctions.JSON.createArrayNode();
        assertThatThrownBy(() -> type.delete(call("{}"))).hasMessageContaining("Invalid response object");

        functions.answer = event -> success(event, "x").put("RequestId", "another");
        assertThatThrownBy(() -> type.delete(call("{}"))).hasMessageContaining("RequestId");

        functions.answer = event -> success(event, "");
        assertThatThrownBy(() -> type.update(call("{}"), json("{}")))
                .hasMessageContaining("Invalid PhysicalResourceId");

        functions.answer = event -> success(event, "x").put("Reason", "x".repeat(5_000));
        assertThatThrownBy(() -> type.delete(call("{}"))).hasMessageContaining("Response object is too long.");
    }

    @Test
    void anAddressIsGoodForOneAnswer() throws Exception {
        type.create(call("{}"));
        String url = functions.events.getFirst().path("ResponseURL").asText();

        assertThat(put(responses, url, "{\"Status\":\"SUCCESS\"}")).isEqualTo(403);
        assertThat(put(responses, url + "0", "{}")).isEqualTo(403);
        assertThat(put(responses, "http://x/_millrace/other", "{}")).isEqualTo(404);
    }

    @Test
    void onlyFunctionsAreAsked() {
        ObjectNode properties = json("{\"ServiceToken\":\"arn:aws:sns:eu-west-1:000000000000:topic\"}");

        assertThatThrownBy(() -> type.create(call("{}").withProperties(properties)))
                .hasMessageContaining("arn:aws:sns")
                .hasMessageContaining("must be the ARN of a function");
    }
}
