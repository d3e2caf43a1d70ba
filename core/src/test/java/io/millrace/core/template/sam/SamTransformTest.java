package io.millrace.core.template.sam;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SamTransformTest {
    private static final String FUNCTION = """
            Enrich:
              Type: AWS::Serverless::Function
              Properties: {Handler: a.b, Runtime: nodejs22.x, CodeUri: s3://code/%s}
            """;

    static Stream<String> names() {
        return SamTemplates.NAMES.stream();
    }

    @ParameterizedTest
    @MethodSource("names")
    void aTemplateBecomesWhatIsExpectedOfIt(String name) {
        assertEquals(SamTemplates.expected(name), SamTemplates.transformed(SamTemplates.given(name)));
    }

    @ParameterizedTest
    @MethodSource("names")
    void theTemplateItselfStaysAsItIsAndTheSameComesOfItAgain(String name) {
        ObjectNode given = SamTemplates.given(name);

        ObjectNode first = SamTemplates.transformed(given);

        assertEquals(SamTemplates.given(name), given);
        assertEquals(first.toString(), SamTemplates.transformed(given).toString());
    }

    @ParameterizedTest
    @MethodSource("names")
    void whatWasTransformedIsTransformedNoFurther(String name) {
        ObjectNode once = SamTemplates.transformed(SamTemplates.given(name));

        assertEquals(once, SamTemplates.transformed(once));
        for (JsonNode resource : once.get("Resources")) {
            assertFalse(resource.path("Type").asText().startsWith(ResourceTypes.PREFIX));
        }
    }

    @Test
    void aTemplateThatDoesNotAskForTheTransformStaysAsItIs() {
        ObjectNode template = SamTemplates.ofResources(FUNCTION.formatted("a.zip"));
        template.remove("Transform");

        assertEquals(template, SamTemplates.transformed(template));
    }

    @Test
    void otherTransformsOfTheTemplateStay() {
        ObjectNode template = SamTemplates.ofResources(FUNCTION.formatted("a.zip"));
        template.set("Transform", Nodes.list("AWS::LanguageExtensions", SamTransform.NAME));

        assertEquals(
                Nodes.list("AWS::LanguageExtensions"),
                SamTemplates.transformed(template).get("Transform"));
    }

    @Test
    void newCodeMakesANewVersionAndANewDefinitionANewDeployment() {
        String version = FUNCTION.replace("CodeUri", "AutoPublishAlias: live, CodeUri");
        assertFalse(ids(version.formatted("a.zip")).equals(ids(version.formatted("b.zip"))));

        String api = """
                Clicks:
                  Type: AWS::Serverless::Api
                  Properties: {StageName: prod, DefinitionUri: s3://code/%s}
                """;
        assertFalse(ids(api.formatted("a.yaml")).equals(ids(api.formatted("b.yaml"))));
        assertEquals(ids(api.formatted("a.yaml")), ids(api.formatted("a.yaml")));
    }

    @Test
    void arnsAreOfThePartitionOfTheRegion() {
        ObjectNode template = SamTemplates.ofResources(FUNCTION.formatted("a.zip"));

        JsonNode role = SamTransform.transform(template, Map.of(), "cn-north-1")
                .at("/Resources/EnrichRole/Properties/ManagedPolicyArns/0");

        assertEquals("arn:aws-cn:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole", role.textValue());
    }

    private static List<String> ids(String resources) {
        return SamTemplates.transformed(SamTemplates.ofResources(resources)).get("Resources").properties().stream()
                .map(Map.Entry::getKey)
                .toList();
    }
}
