package io.millrace.server.gateway.template;

import io.millrace.core.limit.Limit;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.apache.velocity.runtime.parser.node.ASTAddNode;
import org.apache.velocity.runtime.parser.node.ASTAndNode;
import org.apache.velocity.runtime.parser.node.ASTDivNode;
import org.apache.velocity.runtime.parser.node.ASTEQNode;
import org.apache.velocity.runtime.parser.node.ASTExpression;
import org.apache.velocity.runtime.parser.node.ASTFalse;
import org.apache.velocity.runtime.parser.node.ASTFloatingPointLiteral;
import org.apache.velocity.runtime.parser.node.ASTGENode;
import org.apache.velocity.runtime.parser.node.ASTGTNode;
import org.apache.velocity.runtime.parser.node.ASTIntegerLiteral;
import org.apache.velocity.runtime.parser.node.ASTIntegerRange;
import org.apache.velocity.runtime.parser.node.ASTLENode;
import org.apache.velocity.runtime.parser.node.ASTLTNode;
import org.apache.velocity.runtime.parser.node.ASTMap;
import org.apache.velocity.runtime.parser.node.ASTModNode;
import org.apache.velocity.runtime.parser.node.ASTMulNode;
import org.apache.velocity.runtime.parser.node.ASTNENode;
import org.apache.velocity.runtime.parser.node.ASTNegateNode;
import org.apache.velocity.runtime.parser.node.ASTNotNode;
import org.apache.velocity.runtime.parser.node.ASTObjectArray;
import org.apache.velocity.runtime.parser.node.ASTOrNode;
import org.apache.velocity.runtime.parser.node.ASTReference;
import org.apache.velocity.runtime.parser.node.ASTStringLiteral;
import org.apache.velocity.runtime.parser.node.ASTSubtractNode;
import org.apache.velocity.runtime.parser.node.ASTTrue;
import org.apache.velocity.runtime.parser.node.Node;

/// Expressions out of Velocity's tree.
final class ExpressionReader {
    private final TreeReader trees;
    private final ReferenceReader references = new ReferenceReader(this);

    ExpressionReader(TreeReader trees) {
        this.trees = trees;
    }

    ReferenceReader references() {
        return references;
    }

    Expression read(Node node, int depth) throws TemplateException {
        if (depth > Limit.GATEWAY_TEMPLATE_DEPTH.value()) {
            throw new TemplateException(
                            "the template is nested more than " + Limit.GATEWAY_TEMPLATE_DEPTH.value() + " deep")
                    .at(TreeReader.place(node));
        }
        return switch (node) {
            case ASTExpression inner -> read(inner.jjtGetChild(0), depth);
            case ASTReference reference -> references.expression(reference, depth);
            case ASTStringLiteral text -> string(text, depth);
            case ASTIntegerLiteral number -> new Expression.Literal(integer(number));
            case ASTFloatingPointLiteral number -> new Expression.Literal(Double.valueOf(number.getFirstToken().image));
            case ASTTrue _ -> new Expression.Literal(true);
            case ASTFalse _ -> new Expression.Literal(false);
            case ASTObjectArray list -> new Expression.ListOf(each(list, 0, 1, depth));
            case ASTMap map -> new Expression.MapOf(each(map, 0, 2, depth), each(map, 1, 2, depth));
            case ASTIntegerRange range -> new Expression.Range(child(range, 0, depth), child(range, 1, depth));
            default -> operation(node, depth);
        };
    }

    private Expression operation(Node node, int depth) throws TemplateException {
        return switch (node) {
            case ASTAndNode and -> new Expression.And(child(and, 0, depth), child(and, 1, depth));
            case ASTOrNode or -> new Expression.Or(child(or, 0, depth), child(or, 1, depth));
            case ASTNotNode not -> new Expression.Not(child(not, 0, depth));
            case ASTNENode _ -> compared(Comparison.Operator.UNEQUAL, node, depth);
            case ASTEQNode _ -> compared(Comparison.Operator.EQUAL, node, depth);
            case ASTLTNode _ -> compared(Comparison.Operator.LESS, node, depth);
            case ASTLENode _ -> compared(Comparison.Operator.LESS_OR_EQUAL, node, depth);
            case ASTGTNode _ -> compared(Comparison.Operator.GREATER, node, depth);
            case ASTGENode _ -> compared(Comparison.Operator.GREATER_OR_EQUAL, node, depth);
            case ASTAddNode _ -> calculated(Calculation.Operator.ADD, node, depth);
            case ASTSubtractNode _ -> calculated(Calculation.Operator.SUBTRACT, node, depth);
            case ASTMulNode _ -> calculated(Calculation.Operator.MULTIPLY, node, depth);
            case ASTDivNode _ -> calculated(Calculation.Operator.DIVIDE, node, depth);
            case ASTModNode _ -> calculated(Calculation.Operator.REMAINDER, node, depth);
            case ASTNegateNode _ -> calculated(Calculation.Operator.NEGATE, node, depth);
            default ->
                throw new TemplateException("'" + node.literal() + "' is no expression").at(TreeReader.place(node));
        };
    }

    private Expression child(Node node, int index, int depth) throws TemplateException {
        return read(node.jjtGetChild(index), depth + 1);
    }

    private List<Expression> each(Node node, int from, int step, int depth) throws TemplateException {
        List<Expression> all = new ArrayList<>();
        for (int i = from; i < node.jjtGetNumChildren(); i += step) {
            all.add(child(node, i, depth));
        }
        return List.copyOf(all);
    }

    private Comparison compared(Comparison.Operator operator, Node node, int depth) throws TemplateException {
        return new Comparison(operator, child(node, 0, depth), child(node, 1, depth));
    }

    private Calculation calculated(Calculation.Operator operator, Node node, int depth) throws TemplateException {
        Node last = node.jjtGetChild(node.jjtGetNumChildren() - 1);
        Node first = node.jjtGetChild(0);
        return new Calculation(
                operator,
                new Calculation.Operand(read(first, depth + 1), first.literal()),
                new Calculation.Operand(read(last, depth + 1), last.literal()));
    }

    private static Number integer(ASTIntegerLiteral node) throws TemplateException {
        String digits = node.getFirstToken().image;
        if (digits.length() > Limit.GATEWAY_TEMPLATE_DIGITS.value()) {
            throw new TemplateException("a number has more than " + Limit.GATEWAY_TEMPLATE_DIGITS.value() + " digits")
                    .at(TreeReader.place(node));
        }
        BigInteger value = new BigInteger(digits);
        return value.bitLength() < Integer.SIZE
                ? (Number) value.intValue()
                : value.bitLength() < Long.SIZE ? (Number) value.longValue() : value;
    }

    /// Doubled quotes are one; in double quotes `\\u` escapes are read and references are.
    private Expression string(ASTStringLiteral node, int depth) throws TemplateException {
        String image = node.getFirstToken().image;
        char quote = image.charAt(0);
        String text = image.substring(1, image.length() - 1);
        if (quote == '"') {
            text = unescaped(text, node);
        }
        text = text.replace(String.valueOf(quote).repeat(2), String.valueOf(quote));
        boolean isTemplate = quote == '"' && (image.indexOf('$') >= 0 || image.indexOf('#') >= 0);
        return isTemplate
                ? new Expression.Interpolated(trees.readNested(text, TreeReader.place(node), depth + 1))
                : new Expression.Literal(text);
    }

    private static String unescaped(String text, Node node) throws TemplateException {
        try {
            return ASTStringLiteral.unescape(text);
        } catch (NumberFormatException | IndexOutOfBoundsException e) {
            throw new TemplateException("'\\u' needs four hexadecimal digits").at(TreeReader.place(node));
        }
    }
}
