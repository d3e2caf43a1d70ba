package io.millrace.core.table.expression;

import io.millrace.core.fault.RequestException;
import io.millrace.core.limit.TableLimit;
import io.millrace.core.table.item.AttributeValue;
import java.util.ArrayList;
import java.util.List;

/// Puts into an expression what its placeholders stand for.
final class Resolver {
    private static final int DEPTH_MAX = TableLimit.DYNAMODB_VALUE_DEPTH.intValue();
    /// So many digits are an `int` or tell that they are not.
    private static final int INDEX_DIGITS_MAX = 10;

    private final String parameter;
    private final Placeholders placeholders;

    Resolver(String parameter, Placeholders placeholders) {
        this.parameter = parameter;
        this.placeholders = placeholders;
    }

    RequestException invalid(String message) {
        return TokenReader.invalid(parameter, message);
    }

    /// The first name that is reserved is an error.
    void refuseReserved(Syntax whole) {
        whole.walk().forEach(syntax -> {
            if (syntax instanceof Syntax.Path path) {
                refuseReserved(path);
            }
        });
    }

    void refuseReserved(Syntax.Path path) {
        for (Syntax.Part part : path.parts()) {
            if (part.kind() == Token.Kind.WORD && ReservedWords.contains(part.text())) {
                throw invalid("Attribute name is a reserved keyword; reserved keyword: " + part.text());
            }
        }
    }

    /// All placeholders of it are defined.
    void checkDefined(Syntax whole) {
        whole.walk().forEach(syntax -> {
            if (syntax instanceof Syntax.Path path) {
                path(path);
            } else if (syntax instanceof Syntax.Value value) {
                value(value);
            }
        });
    }

    DocumentPath path(Syntax.Path path) {
        List<Step> steps = new ArrayList<>();
        for (Syntax.Part part : path.parts()) {
            steps.add(step(part));
        }
        if (steps.size() > DEPTH_MAX) {
            throw invalid("The document path has too many nesting levels; nesting levels: " + steps.size());
        }
        return new DocumentPath(steps);
    }

    private Step step(Syntax.Part part) {
        String text = part.text();
        if (part.kind() == Token.Kind.NUMBER) {
            if (text.length() > INDEX_DIGITS_MAX || Long.parseLong(text) > Integer.MAX_VALUE) {
                throw invalid("List index is not within the allowable range; index: [" + text + "]");
            }
            return new Step.Index(Integer.parseInt(text));
        }
        if (part.kind() == Token.Kind.NAME) {
            return new Step.Name(placeholders
                    .name(text)
                    .orElseThrow(() -> invalid("An expression attribute name used in the document path is not defined;"
                            + " attribute name: " + text)));
        }
        return new Step.Name(text);
    }

    AttributeValue value(Syntax.Value value) {
        return placeholders
                .value(value.placeholder())
                .orElseThrow(() ->
                        invalid("An expression attribute value used in expression is not defined; attribute value: "
                                + value.placeholder()));
    }
}
