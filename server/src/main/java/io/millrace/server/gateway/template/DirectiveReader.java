package io.millrace.server.gateway.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.velocity.runtime.parser.Token;
import org.apache.velocity.runtime.parser.node.ASTBlock;
import org.apache.velocity.runtime.parser.node.ASTDirective;
import org.apache.velocity.runtime.parser.node.ASTDirectiveAssign;
import org.apache.velocity.runtime.parser.node.ASTReference;
import org.apache.velocity.runtime.parser.node.ASTWord;
import org.apache.velocity.runtime.parser.node.Node;

/// Directives other than `#set` and `#if` out of Velocity's tree.
final class DirectiveReader {
    private final TreeReader trees;
    private final ExpressionReader expressions;
    private final Map<String, Macro> macros;

    DirectiveReader(TreeReader trees, ExpressionReader expressions, Map<String, Macro> macros) {
        this.trees = trees;
        this.expressions = expressions;
        this.macros = macros;
    }

    void read(ASTDirective node, List<Statement> into, int depth) throws TemplateException {
        Place place = TreeReader.place(node);
        TreeReader.text(into, place, node.getPrefix());
        TreeReader.before(into, node);
        switch (node.getDirectiveName()) {
            case "foreach" -> into.add(foreach(node, place, depth));
            case "define" -> into.add(define(node, place, depth));
            case "macro" -> macro(node, place, depth);
            case "break" -> into.add(new Statement.Break(place));
            case "stop" -> into.add(new Statement.Stop(place));
            case "include", "parse", "evaluate" -> throw notHere(node, place);
            case String name when name.startsWith("@") -> throw notHere(node, place);
            case String name -> into.add(call(node, name, place, depth));
        }
        TreeReader.after(into, node, node.getPostfix());
    }

    private Statement foreach(ASTDirective node, Place place, int depth) throws TemplateException {
        int count = node.jjtGetNumChildren();
        boolean hasElse = node.jjtGetChild(count - 2) instanceof ASTBlock;
        return new Statement.Foreach(
                place,
                name(node.jjtGetChild(0), place, depth),
                expressions.read(node.jjtGetChild(2), depth + 1),
                trees.block(node.jjtGetChild(hasElse ? count - 2 : count - 1), depth),
                hasElse ? trees.block(node.jjtGetChild(count - 1), depth) : List.of());
    }

    private Statement define(ASTDirective node, Place place, int depth) throws TemplateException {
        if (node.jjtGetNumChildren() != 2) {
            throw new TemplateException("#define needs one name").at(place);
        }
        return new Statement.Define(
                place,
                name(node.jjtGetChild(0), place, depth),
                new DefinedBlock(trees.block(node.jjtGetChild(1), depth)));
    }

    /// Macros are there for the whole template, also before they are written.
    private void macro(ASTDirective node, Place place, int depth) throws TemplateException {
        List<String> parameters = new ArrayList<>();
        int last = node.jjtGetNumChildren() - 1;
        for (int i = 1; i < last; i++) {
            if (node.jjtGetChild(i) instanceof ASTDirectiveAssign) {
                throw new TemplateException("a default of a macro's parameter is not available in a mapping template")
                        .at(place);
            }
            parameters.add(name(node.jjtGetChild(i), place, depth));
        }
        List<Statement> statements = trees.block(node.jjtGetChild(last), depth);
        macros.putIfAbsent(node.jjtGetChild(0).getFirstToken().image, new Macro(List.copyOf(parameters), statements));
    }

    private String name(Node node, Place place, int depth) throws TemplateException {
        if (node instanceof ASTReference reference) {
            Reference named = expressions.references().reference(reference, depth);
            if (named.accesses().isEmpty()) {
                return named.root();
            }
        }
        throw new TemplateException("'" + node.literal() + "' is no name of a variable").at(place);
    }

    private Statement call(ASTDirective node, String name, Place place, int depth) throws TemplateException {
        List<Expression> arguments = new ArrayList<>();
        for (int i = 0; i < node.jjtGetNumChildren(); i++) {
            Node child = node.jjtGetChild(i);
            arguments.add(
                    child instanceof ASTWord
                            ? new Expression.Literal(child.getFirstToken().image)
                            : expressions.read(child, depth + 1));
        }
        return new Statement.CallMacro(place, name, List.copyOf(arguments), literal(node));
    }

    /// What stands there, from the `#` on.
    private static String literal(ASTDirective node) {
        StringBuilder literal = new StringBuilder();
        boolean begun = false;
        Token last = node.getLastToken();
        for (Token token = node.getFirstToken(); token != null; token = token.next) {
            int mark = begun ? 0 : token.image.lastIndexOf('#');
            if (mark >= 0) {
                literal.append(token.image, mark, token.image.length());
                begun = true;
            }
            if (token == last) {
                break;
            }
        }
        String text = literal.toString();
        boolean keepsEnd = TreeReader.morePrefix(node).isEmpty();
        return keepsEnd || !text.endsWith(node.getPostfix())
                ? text
                : text.substring(0, text.length() - node.getPostfix().length());
    }

    private static TemplateException notHere(ASTDirective node, Place place) {
        return new TemplateException("#" + node.getDirectiveName() + " is not available in a mapping template")
                .at(place);
    }
}
