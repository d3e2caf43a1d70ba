package io.millrace.core.table.expression;

import io.millrace.core.fault.RequestException;
import io.millrace.core.table.item.Item;
import java.util.ArrayList;
import java.util.List;

/// How an item is changed: an `UpdateExpression`, or a legacy form of one ([LegacyUpdate]). Immutable.
///
/// Source: <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.UpdateExpressions.html>
///
/// @param actions in the order in which they were written, on paths that do not overlap
public record Update(List<Action> actions, Form form) {
    /// Changes nothing.
    public static final Update NONE = new Update(List.of(), Form.EXPRESSION);

    public Update {
        actions = List.copyOf(actions);
    }

    /// How it was written, which decides the words of its errors.
    public enum Form {
        EXPRESSION("An operand in the update expression has an incorrect data type"),
        LEGACY("Type mismatch for attribute to update");

        private final String mismatch;

        Form(String mismatch) {
            this.mismatch = mismatch;
        }

        String mismatch() {
            return mismatch;
        }
    }

    /// @throws RequestException ValidationException in AWS's words
    public static Update parse(String expression, Placeholders placeholders) {
        return UpdateParser.parse(expression, placeholders);
    }

    /// What it writes to, in order: [Projection#of(List)] makes of them what `UPDATED_OLD` and `UPDATED_NEW` answer;
    /// an attribute of a key may not be among them.
    public List<DocumentPath> paths() {
        return actions.stream().map(Action::path).toList();
    }

    /// What it sets attributes from.
    public List<DocumentPath> readPaths() {
        List<DocumentPath> paths = new ArrayList<>();
        for (Action action : actions) {
            if (action instanceof Action.Set(DocumentPath ignored, Source source)) {
                addPaths(paths, source);
            }
        }
        return paths;
    }

    private static void addPaths(List<DocumentPath> paths, Source source) {
        switch (source) {
            case Source.Constant ignored -> {
                // No path.
            }
            case Source.Attribute(DocumentPath path) -> paths.add(path);
            case Source.Otherwise(DocumentPath path, Source otherwise) -> {
                paths.add(path);
                addPaths(paths, otherwise);
            }
            case Source.Append(Source first, Source second) -> addBoth(paths, first, second);
            case Source.Plus(Source left, Source right) -> addBoth(paths, left, right);
            case Source.Minus(Source left, Source right) -> addBoth(paths, left, right);
        }
    }

    private static void addBoth(List<DocumentPath> paths, Source first, Source second) {
        addPaths(paths, first);
        addPaths(paths, second);
    }

    /// The item as it becomes. All that an action reads is read of the item before.
    ///
    /// @param before only its key where there was none
    /// @throws RequestException ValidationException in AWS's words, when the item does not fit what is done to it
    public Item apply(Item before) {
        return new UpdateRun(before, form).apply(actions);
    }
}
