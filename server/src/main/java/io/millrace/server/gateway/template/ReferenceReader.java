package io.millrace.server.gateway.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.velocity.runtime.parser.Token;
import org.apache.velocity.runtime.parser.node.ASTExpression;
import org.apache.velocity.runtime.parser.node.ASTIdentifier;
import org.apache.velocity.runtime.parser.node.ASTIndex;
import org.apache.velocity.runtime.parser.node.ASTMethod;
import org.apache.velocity.runtime.parser.node.ASTReference;
import org.apache.velocity.runtime.parser.node.Node;

/// References out of Velocity's tree. How the token's begin is taken apart is Velocity's own way: backslashes are
/// halved and an odd one escapes, `$` and `#` before the last `$` are text, and `$\!name` is no reference.
final class ReferenceReader {
    private final ExpressionReader expressions;

    ReferenceReader(ExpressionReader expressions) {
        this.expressions = expressions;
    }

    /// A reference that is part of an expression.
    Expression expression(ASTReference node, int depth) throws TemplateException {
        Head head = head(node);
        return head.root.isEmpty() ? new Expression.Literal(null) : reference(node, head, depth);
    }

    /// A reference that is written, or set.
    Reference reference(ASTReference node, int depth) throws TemplateException {
        return reference(node, head(node), depth);
    }

    /// A reference within text.
    Statement insert(ASTReference node, Place place, int depth) throws TemplateException {
        Head head = head(node);
        if (head.root.isEmpty()) {
            return new Statement.Text(place, head.literal);
        }
        return new Statement.Insert(
                place, reference(node, head, depth), head.escapes, head.before, head.escaped ? head.literal : null);
    }

    private Reference reference(ASTReference node, Head head, int depth) throws TemplateException {
        List<Reference.Access> accesses = new ArrayList<>();
        Optional<Expression> alternative = Optional.empty();
        for (int i = 0; i < node.jjtGetNumChildren(); i++) {
            Node child = node.jjtGetChild(i);
            switch (child) {
                case ASTIdentifier name -> accesses.add(new Reference.Property(name.getFirstToken().image));
                case ASTMethod method -> accesses.add(call(method, depth));
                case ASTIndex index ->
                    accesses.add(new Reference.Index(expressions.read(index.jjtGetChild(0), depth + 1)));
                case ASTExpression other -> alternative = Optional.of(expressions.read(other, depth + 1));
                default -> throw new TemplateException("this reference is not understood").at(TreeReader.place(child));
            }
        }
        return new Reference(head.root, List.copyOf(accesses), alternative);
    }

    private Reference.Call call(ASTMethod method, int depth) throws TemplateException {
        List<Expression> arguments = new ArrayList<>();
        for (int i = 1; i < method.jjtGetNumChildren(); i++) {
            arguments.add(expressions.read(method.jjtGetChild(i), depth + 1));
        }
        return new Reference.Call(method.getFirstToken().image, List.copyOf(arguments));
    }

    /// How a reference begins.
    ///
    /// @param root the variable; empty when this is text after all
    /// @param literal as it is written, without what is before
    private record Head(String root, String escapes, boolean escaped, String before, String literal) {}

    private static Head head(ASTReference node) {
        Token token = node.getFirstToken();
        int slash = token.image.indexOf("\\!");
        if (slash >= 0) {
            // All but one of the backslashes between the $ and the ! are text.
            String text = token.image.substring(0, slash) + token.image.substring(slash + 1);
            return new Head("", "", false, "", text);
        }
        int slashes = 0;
        while (slashes < token.image.length() && token.image.charAt(slashes) == '\\') {
            slashes++;
        }
        int dollar = token.image.lastIndexOf('$');
        String before = dollar > slashes ? token.image.substring(slashes, dollar) : "";
        String start = token.image.substring(Math.max(dollar, slashes));
        String literal = start + node.literal().substring(token.image.length());
        String escapes = "\\".repeat(slashes / 2);
        return start.startsWith("$")
                ? new Head(root(start, token), escapes, slashes % 2 != 0, before, literal)
                : new Head("", "", false, "", token.image);
    }

    private static String root(String start, Token token) {
        if (start.startsWith("$!{") || start.equals("${")) {
            return token.next.image;
        }
        return start.substring(start.startsWith("$!") ? 2 : 1);
    }
}
