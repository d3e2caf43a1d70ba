package io.millrace.server.gateway.template;

import io.millrace.core.limit.Limit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.velocity.runtime.parser.StandardParserConstants;
import org.apache.velocity.runtime.parser.Token;
import org.apache.velocity.runtime.parser.node.ASTBlock;
import org.apache.velocity.runtime.parser.node.ASTComment;
import org.apache.velocity.runtime.parser.node.ASTDirective;
import org.apache.velocity.runtime.parser.node.ASTElseIfStatement;
import org.apache.velocity.runtime.parser.node.ASTEscape;
import org.apache.velocity.runtime.parser.node.ASTEscapedDirective;
import org.apache.velocity.runtime.parser.node.ASTIfStatement;
import org.apache.velocity.runtime.parser.node.ASTReference;
import org.apache.velocity.runtime.parser.node.ASTSetDirective;
import org.apache.velocity.runtime.parser.node.ASTText;
import org.apache.velocity.runtime.parser.node.ASTTextblock;
import org.apache.velocity.runtime.parser.node.Node;

/// Statements out of Velocity's tree, with the white space around directives as version 1 of the language had it. Of
/// one compilation.
final class TreeReader {
    private static final int TEXTBLOCK_MARK = "#[[".length();

    private final Map<String, Macro> macros = new HashMap<>();
    private final ExpressionReader expressions = new ExpressionReader(this);
    private final DirectiveReader directives = new DirectiveReader(this, expressions, macros);

    List<Statement> read(String text) throws TemplateException {
        return statements(Grammar.parse(text), 0);
    }

    /// A text in double quotes.
    List<Statement> readNested(String text, Place place, int depth) throws TemplateException {
        checkDepth(depth, place);
        try {
            return statements(Grammar.parse(text), depth);
        } catch (TemplateException e) {
            throw new TemplateException("in the text in quotes: " + e.getMessage()).at(place);
        }
    }

    Map<String, Macro> macros() {
        return Map.copyOf(macros);
    }

    static Place place(Node node) {
        Token token = node.getFirstToken();
        return token == null
                ? new Place(node.getLine(), node.getColumn())
                : new Place(token.beginLine, token.beginColumn);
    }

    List<Statement> statements(Node parent, int depth) throws TemplateException {
        List<Statement> statements = new ArrayList<>();
        for (int i = 0; i < parent.jjtGetNumChildren(); i++) {
            Node node = parent.jjtGetChild(i);
            Place place = place(node);
            checkDepth(depth, place);
            switch (node) {
                case ASTText text -> text(statements, place, text(text));
                case ASTTextblock block -> {
                    String image = block.getFirstToken().image;
                    text(statements, place, image.substring(TEXTBLOCK_MARK, image.length() - TEXTBLOCK_MARK));
                }
                case ASTComment comment -> text(statements, place, beforeComment(comment.getFirstToken().image));
                case ASTEscape escape -> text(statements, place, escape.val);
                case ASTEscapedDirective escaped -> text(statements, place, escaped.getFirstToken().image);
                case ASTReference reference ->
                    statements.add(expressions.references().insert(reference, place, depth));
                case ASTSetDirective set -> set(statements, set, i == 0 ? null : parent.jjtGetChild(i - 1), depth);
                case ASTIfStatement decision -> {
                    text(statements, place, decision.getPrefix());
                    before(statements, decision);
                    statements.add(decide(decision, place, depth));
                    after(statements, decision, decision.getPostfix());
                }
                case ASTDirective directive -> directives.read(directive, statements, depth);
                default -> throw new TemplateException("'" + node.literal() + "' is not understood").at(place);
            }
        }
        return List.copyOf(statements);
    }

    /// The statements between a directive and its end.
    List<Statement> block(Node block, int depth) throws TemplateException {
        List<Statement> statements = new ArrayList<>(statements(block, depth + 1));
        Token next = block.getLastToken().next;
        String space = "";
        if (block instanceof ASTBlock own) {
            space = own.getPostfix();
        }
        while (next != null && next.kind == StandardParserConstants.WHITESPACE) {
            next = next.next;
        }
        int mark = next == null ? -1 : next.image.lastIndexOf('#');
        text(statements, place(block), mark > 0 ? space + next.image.substring(0, mark) : space);
        return List.copyOf(statements);
    }

    /// What belongs to a directive's token and is text, such as the `$` of `$#if`.
    static String morePrefix(Node node) {
        for (Token token = node.getFirstToken(); token != null; token = token.next) {
            int mark = token.image.lastIndexOf('#');
            if (mark >= 0) {
                return token.image.substring(0, mark);
            }
        }
        return "";
    }

    static void before(List<Statement> statements, Node node) {
        text(statements, place(node), morePrefix(node));
    }

    /// The line's end after a directive is the directive's, unless text stands before it.
    static void after(List<Statement> statements, Node node, String postfix) {
        if (!morePrefix(node).isEmpty()) {
            text(statements, place(node), postfix);
        }
    }

    static void text(List<Statement> statements, Place place, String text) {
        if (text.isEmpty()) {
            return;
        }
        if (!statements.isEmpty() && statements.getLast() instanceof Statement.Text before) {
            statements.set(statements.size() - 1, new Statement.Text(before.place(), before.text() + text));
        } else {
            statements.add(new Statement.Text(place, text));
        }
    }

    private void set(List<Statement> statements, ASTSetDirective set, Node previous, int depth)
            throws TemplateException {
        if (previous instanceof ASTText text) {
            if (text.getCtext().matches("[ \t]*")) {
                dropEnd(statements, text.getCtext().length());
            }
            text(statements, place(set), set.getPrefix());
        }
        before(statements, set);
        statements.add(new Statement.Assign(
                place(set),
                expressions.references().reference((ASTReference) set.jjtGetChild(0), depth),
                expressions.read(set.jjtGetChild(1), depth + 1)));
        after(statements, set, set.getPostfix());
    }

    private static void dropEnd(List<Statement> statements, int chars) {
        if (chars > 0 && statements.getLast() instanceof Statement.Text last) {
            String kept = last.text().substring(0, last.text().length() - chars);
            statements.removeLast();
            text(statements, last.place(), kept);
        }
    }

    private Statement decide(ASTIfStatement node, Place place, int depth) throws TemplateException {
        List<Statement.Branch> branches = new ArrayList<>();
        List<Statement> otherwise = List.of();
        branches.add(branch(node, depth));
        for (int i = 2; i < node.jjtGetNumChildren(); i++) {
            Node child = node.jjtGetChild(i);
            if (child instanceof ASTElseIfStatement) {
                branches.add(branch(child, depth));
            } else {
                otherwise = block(child.jjtGetChild(0), depth);
            }
        }
        return new Statement.If(place, List.copyOf(branches), otherwise);
    }

    private Statement.Branch branch(Node node, int depth) throws TemplateException {
        return new Statement.Branch(
                expressions.read(node.jjtGetChild(0), depth + 1), block(node.jjtGetChild(1), depth));
    }

    /// Velocity makes the text out of its tokens when the node is initialised.
    private static String text(ASTText node) {
        node.init(null, Grammar.runtime());
        return node.getCtext();
    }

    private static String beforeComment(String image) {
        int line = image.indexOf("##");
        int block = image.indexOf("#*");
        int end = line == -1 ? block : line;
        return end == -1 ? "" : image.substring(0, end);
    }

    private static void checkDepth(int depth, Place place) throws TemplateException {
        if (depth > Limit.GATEWAY_TEMPLATE_DEPTH.value()) {
            throw new TemplateException(
                            "the template is nested more than " + Limit.GATEWAY_TEMPLATE_DEPTH.value() + " deep")
                    .at(place);
        }
    }
}
