package io.millrace.core.document;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.core.limit.Limit;

/// Reads documents of JSON and YAML, within bounds: bytes, nesting, no name twice in an object, and the number of
/// values
/// with all that YAML's aliases repeat. What begins with a brace is JSON, everything else YAML 1.1.
///
/// Immutable; any thread.
public final class DocumentReader {
    private final Limit bytesMax;
    private final Limit valuesMax;
    private final Limit depthMax;
    private final YamlDialect dialect;

    private DocumentReader(Limit bytesMax, Limit valuesMax, Limit depthMax, YamlDialect dialect) {
        this.bytesMax = bytesMax;
        this.valuesMax = valuesMax;
        this.depthMax = depthMax;
        this.dialect = dialect;
    }

    /// YAML as Jackson reads it: numbers in all of YAML's forms, tags of its own only, `<<` a name as any other.
    public static DocumentReader plain(Limit bytesMax, Limit valuesMax, Limit depthMax) {
        return new DocumentReader(bytesMax, valuesMax, depthMax, YamlDialect.PLAIN);
    }

    /// YAML as CloudFormation and the tools before it read it: its short tags become what they stand for
    /// (`!Ref x` is `{"Ref": "x"}`), every other tag is refused by name, dates and numbers with leading zeros stay
    /// text,
    /// `<<` takes over the members of another object.
    ///
    /// Source:
    /// <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-formats.html>
    public static DocumentReader cloudFormation(Limit bytesMax, Limit valuesMax, Limit depthMax) {
        return new DocumentReader(bytesMax, valuesMax, depthMax, YamlDialect.CLOUD_FORMATION);
    }

    /// @param document in UTF-8
    /// @throws DocumentException when it is not well-formed, or out of bounds
    public JsonNode read(byte[] document) throws DocumentException {
        if (document.length > bytesMax.value()) {
            throw DocumentException.of("more than " + bytesMax.value() + " bytes");
        }
        int first = 0;
        while (first < document.length && Character.isWhitespace(document[first])) {
            first++;
        }
        if (first == document.length) {
            throw DocumentException.of("the document is empty");
        }
        Bounds bounds = new Bounds(valuesMax.value(), depthMax.intValue());
        return document[first] == '{'
                ? JsonDocument.read(document, bounds, bytesMax.intValue())
                : YamlDocument.read(document, bounds, dialect);
    }
}
