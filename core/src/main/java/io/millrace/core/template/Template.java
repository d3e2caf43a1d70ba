package io.millrace.core.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.document.DocumentException;
import io.millrace.core.document.DocumentReader;
import io.millrace.core.limit.Limit;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A template of CloudFormation, read and checked for its form: sections, references, circles.
///
/// Immutable; the trees that it gives are not to be changed.
///
/// Source: <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-anatomy.html>
///
/// @param tree the whole template with intrinsic functions in their long form (`{"Fn::Sub": …}`)
/// @param version `2010-09-09`, empty when it is not said
/// @param description empty when there is none
/// @param transforms that it declares, in order
/// @param parameters in the order of the template
/// @param conditions by name, as written
/// @param mappings by name, as written
/// @param resources in the order of the template
/// @param outputs in the order of the template
public record Template(
        ObjectNode tree,
        String version,
        String description,
        List<String> transforms,
        Map<String, Parameter> parameters,
        Map<String, JsonNode> conditions,
        Map<String, JsonNode> mappings,
        Map<String, Declaration> resources,
        Map<String, Output> outputs) {

    /// Pseudo parameters.
    ///
    /// Source:
    /// <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/pseudo-parameter-reference.html>
    public static final Set<String> PSEUDO_PARAMETERS = Set.of(
            "AWS::AccountId",
            "AWS::NoValue",
            "AWS::NotificationARNs",
            "AWS::Partition",
            "AWS::Region",
            "AWS::StackId",
            "AWS::StackName",
            "AWS::URLSuffix");

    private static final DocumentReader DOCUMENTS =
            DocumentReader.cloudFormation(Limit.TEMPLATE_BYTES, Limit.TEMPLATE_VALUES, Limit.TEMPLATE_DEPTH);

    /// Reads a template of JSON or YAML. One that declares transforms is checked for what it is before them; what
    /// [Transforms] makes of it is checked in full.
    ///
    /// @throws io.millrace.core.fault.RequestException `ValidationError` when it is none, in CloudFormation's words
    public static Template parse(String text) {
        try {
            return of(DOCUMENTS.read(text.getBytes(StandardCharsets.UTF_8)));
        } catch (DocumentException e) {
            if (!e.isMalformed()) {
                throw Refusal.format(e.getMessage());
            }
            String where = e.line() < 1 ? "" : " (line " + e.line() + ", column " + e.column() + ")";
            throw Refusal.format((e.isJson() ? "JSON" : "YAML") + " not well-formed." + where);
        }
    }

    /// Checks a tree that was read already.
    ///
    /// @throws io.millrace.core.fault.RequestException `ValidationError` when it is no template
    public static Template of(JsonNode tree) {
        if (!(tree instanceof ObjectNode object)) {
            throw Refusal.format("unsupported structure.");
        }
        Template template = TemplateParser.read(object);
        if (template.transforms().isEmpty()) {
            TemplateCheck.of(template);
        }
        return template;
    }

    /// A resource as declared.
    ///
    /// @param properties as written; an empty object when there are none
    /// @param condition its name; empty when there is none
    /// @param dependsOn the explicit ones and all that its properties refer to
    /// @param deletionPolicy `Delete` when it is not said
    /// @param updateReplacePolicy `Delete` when it is not said
    /// @param metadata JSON; missing node when there is none
    /// @param rest other attributes: `CreationPolicy`, `UpdatePolicy`
    public record Declaration(
            String logicalId,
            String type,
            ObjectNode properties,
            String condition,
            Set<String> dependsOn,
            String deletionPolicy,
            String updateReplacePolicy,
            JsonNode metadata,
            ObjectNode rest) {}

    /// An output as declared.
    ///
    /// @param condition its name; empty when there is none
    /// @param exportName as written; missing node when it is not exported
    public record Output(String key, JsonNode value, String description, String condition, JsonNode exportName) {}
}
