package io.millrace.core.resource.glue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.resource.Fields;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/// Reads an object of a request member by member into a copy that holds only what was checked: what Glue keeps and
/// gives
/// back as it came. Not thread-safe; lives as long as one parse.
///
/// Errors are those of [Fields].
///
/// Source: <https://docs.aws.amazon.com/glue/latest/dg/aws-glue-api-common.html>
final class KeptInput {
    static final int NAME_CHARS = 255;
    private static final int PARAMETER_CHARS = 512_000;
    private static final Pattern SINGLE_LINE =
            Pattern.compile("[\\x{20}-\\x{D7FF}\\x{E000}-\\x{FFFD}\\x{10000}-\\x{10FFFF}\\t]*");

    private final Fields fields;
    private final ObjectNode kept = JsonNodeFactory.instance.objectNode();

    private KeptInput(Fields fields) {
        this.fields = fields;
    }

    static KeptInput of(Fields fields) {
        return new KeptInput(fields);
    }

    /// A text on one line of 1 to 255 characters.
    KeptInput name(String member) {
        return line(member, 1, NAME_CHARS);
    }

    KeptInput line(String member, int least, int most) {
        text(member, least, most);
        if (!SINGLE_LINE.matcher(kept.path(member).asText()).matches()) {
            throw fields.invalid(member, "must be text on a single line");
        }
        return this;
    }

    KeptInput text(String member, int least, int most) {
        fields.string(member).ifPresent(text -> {
            requireLength(member, text, least, most);
            kept.put(member, text);
        });
        return this;
    }

    KeptInput required(String member) {
        if (!kept.has(member)) {
            throw fields.missing(member);
        }
        return this;
    }

    KeptInput flag(String member) {
        fields.bool(member).ifPresent(value -> kept.put(member, value));
        return this;
    }

    KeptInput integer(String member, int least) {
        fields.integerBetween(member, least, Integer.MAX_VALUE).ifPresent(value -> kept.put(member, value));
        return this;
    }

    /// Seconds since 1970.
    KeptInput time(String member) {
        fields.number(member).ifPresent(value -> kept.set(member, fields.node().get(member)));
        return this;
    }

    KeptInput texts(String member, int least, int most) {
        if (fields.has(member)) {
            ArrayNode list = kept.putArray(member);
            fields.strings(member).forEach(text -> {
                requireLength(member, text, least, most);
                list.add(text);
            });
        }
        return this;
    }

    /// An object of texts by name.
    KeptInput parameters(String member) {
        fields.object(member).ifPresent(given -> {
            ObjectNode object = kept.putObject(member);
            for (Map.Entry<String, JsonNode> one : given.node().properties()) {
                requireLength(member + " key", one.getKey(), 1, NAME_CHARS);
                String text = given.string(one.getKey()).orElse("");
                requireLength(one.getKey(), text, 0, PARAMETER_CHARS);
                object.put(one.getKey(), text);
            }
        });
        return this;
    }

    KeptInput object(String member, UnaryOperator<KeptInput> shape) {
        fields.object(member)
                .ifPresent(given -> kept.set(member, shape.apply(of(given)).done()));
        return this;
    }

    KeptInput objects(String member, UnaryOperator<KeptInput> shape) {
        if (fields.has(member)) {
            ArrayNode list = kept.putArray(member);
            fields.objects(member)
                    .forEach(given -> list.add(shape.apply(of(given)).done()));
        }
        return this;
    }

    KeptInput refused(String why, String... members) {
        List.of(members).forEach(member -> fields.notSupported(member, why));
        return this;
    }

    /// The copy, once nothing is left that was not asked for.
    ObjectNode done() {
        fields.refuseUnknown();
        return kept;
    }

    private void requireLength(String member, String text, int least, int most) {
        Optional.of(text.codePointCount(0, text.length()))
                .filter(length -> length < least || length > most)
                .ifPresent(length -> {
                    throw fields.invalid(member, "must have " + least + " to " + most + " characters, not " + length);
                });
    }
}
