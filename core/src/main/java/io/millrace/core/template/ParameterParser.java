package io.millrace.core.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads one parameter as it is declared.
///
/// Source: <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html>
final class ParameterParser {
    private static final Set<String> ATTRIBUTES = Set.of(
            "Type",
            "Default",
            "NoEcho",
            "AllowedValues",
            "AllowedPattern",
            "MaxLength",
            "MinLength",
            "MaxValue",
            "MinValue",
            "Description",
            "ConstraintDescription");

    private final String name;
    private final ObjectNode written;
    private final String path;

    private ParameterParser(String name, ObjectNode written) {
        this.name = name;
        this.written = written;
        this.path = "/Parameters/" + name;
    }

    static Parameter read(String name, ObjectNode written) {
        return new ParameterParser(name, written).read();
    }

    private Parameter read() {
        written.fieldNames().forEachRemaining(attribute -> {
            if (!ATTRIBUTES.contains(attribute)) {
                throw Refusal.format("[" + path + "] Invalid template parameter property '" + attribute + "'");
            }
        });
        String type = text("Type").orElse("");
        if (type.isEmpty()) {
            throw Refusal.format("[" + path + "] Every Parameters object must contain a Type member.");
        }
        if (!ParameterType.isKnown(type)) {
            throw Refusal.format("Unrecognized parameter type: " + type);
        }
        text("AllowedPattern").ifPresent(pattern -> CheckedPattern.of(name, pattern));
        return new Parameter(
                name,
                type,
                text("Default"),
                noEcho(),
                text("Description").orElse(""),
                allowedValues(),
                text("AllowedPattern"),
                text("ConstraintDescription"),
                length("MinLength"),
                length("MaxLength"),
                number("MinValue"),
                number("MaxValue"));
    }

    private Optional<String> text(String attribute) {
        JsonNode value = written.path(attribute);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        return Optional.of(TemplateParser.text(written, attribute, path));
    }

    private boolean noEcho() {
        String value = text("NoEcho").orElse("false");
        if (!value.equalsIgnoreCase("true") && !value.equalsIgnoreCase("false")) {
            throw Refusal.format("[" + path + "/NoEcho] must be a boolean");
        }
        return value.equalsIgnoreCase("true");
    }

    private List<String> allowedValues() {
        JsonNode values = written.path("AllowedValues");
        if (values.isMissingNode()) {
            return List.of();
        }
        if (!values.isArray()) {
            throw Refusal.format("[" + path + "/AllowedValues] AllowedValues must be a list of strings.");
        }
        List<String> allowed = new ArrayList<>();
        for (JsonNode value : values) {
            if (value.isContainerNode() || value.isNull()) {
                throw Refusal.format("[" + path + "/AllowedValues] Every AllowedValues value must be a string.");
            }
            allowed.add(value.asText());
        }
        return allowed;
    }

    private Optional<Integer> length(String attribute) {
        return text(attribute).map(text -> {
            try {
                return Integer.valueOf(text);
            } catch (NumberFormatException e) {
                throw Refusal.format("[" + path + "/" + attribute + "] " + attribute + " must be an integer");
            }
        });
    }

    private Optional<String> number(String attribute) {
        Optional<String> text = text(attribute);
        Optional<BigDecimal> number = text.flatMap(ParameterType::number);
        if (text.isPresent() && number.isEmpty()) {
            throw Refusal.format("[" + path + "/" + attribute + "] " + attribute + " must be a number");
        }
        return text;
    }
}
