package io.millrace.core.template;

import io.millrace.core.fault.RequestException;
import io.millrace.core.limit.Limit;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// Checks a value against what its parameter allows.
///
/// Source: <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html>
final class ParameterCheck {
    private final Parameter parameter;

    private ParameterCheck(Parameter parameter) {
        this.parameter = parameter;
    }

    /// @throws RequestException `ValidationError` when the value is not allowed
    static void require(Parameter parameter, String text) {
        if (text.getBytes(StandardCharsets.UTF_8).length > Limit.TEMPLATE_PARAMETER_BYTES.value()) {
            throw Refusal.invalid("Parameter '" + parameter.name() + "' must be at most "
                    + Limit.TEMPLATE_PARAMETER_BYTES.value() + " bytes long");
        }
        ParameterCheck check = new ParameterCheck(parameter);
        boolean isList = !ParameterType.isSsmValue(parameter.type()) && ParameterType.isList(parameter.type());
        for (String value : isList ? ParameterType.elements(text) : List.of(text)) {
            check.element(value);
        }
        if (parameter.type().equals("String")) {
            check.length(text);
        }
    }

    private void element(String value) {
        if (!parameter.allowedValues().isEmpty() && !parameter.allowedValues().contains(value)) {
            throw refused("must be one of AllowedValues");
        }
        if (ParameterType.isNumber(parameter.type())) {
            number(ParameterType.number(value).orElseThrow(() -> refused("must be a number")));
        }
        Optional<String> pattern = parameter.allowedPattern();
        if (pattern.isPresent()
                && !CheckedPattern.of(parameter.name(), pattern.get()).fits(parameter.name(), value)) {
            throw refused("must match pattern " + pattern.get());
        }
    }

    private void number(BigDecimal value) {
        parameter.minValue().flatMap(ParameterType::number).ifPresent(min -> {
            if (value.compareTo(min) < 0) {
                throw refused("must be a number not less than " + min.toPlainString());
            }
        });
        parameter.maxValue().flatMap(ParameterType::number).ifPresent(max -> {
            if (value.compareTo(max) > 0) {
                throw refused("must be a number not greater than " + max.toPlainString());
            }
        });
    }

    private void length(String text) {
        int chars = text.codePointCount(0, text.length());
        parameter.minLength().ifPresent(min -> {
            if (chars < min) {
                throw refused("must contain at least " + min + " characters");
            }
        });
        parameter.maxLength().ifPresent(max -> {
            if (chars > max) {
                throw refused("must contain at most " + max + " characters");
            }
        });
    }

    private RequestException refused(String reason) {
        return Refusal.invalid(parameter
                .constraintDescription()
                .map(described -> "Parameter " + parameter.name() + " failed to satisfy constraint: " + described)
                .orElse("Parameter '" + parameter.name() + "' " + reason));
    }
}
