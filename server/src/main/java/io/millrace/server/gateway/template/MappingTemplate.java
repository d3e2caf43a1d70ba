package io.millrace.server.gateway.template;

import io.millrace.core.limit.Limit;
import java.util.List;
import java.util.Map;

/// A mapping template of API Gateway: Velocity's language with AWS's variables. Compiled once, rendered for each
/// request.
///
/// A template reaches what it is given and nothing else: no class, no file, no other template. However it loops,
/// recurses or grows, its rendering ends, by counts of what it does ([Limit#GATEWAY_TEMPLATE_STEPS] and its kin),
/// never by time.
///
/// Immutable, any thread.
///
/// Source:
/// <https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html>
public final class MappingTemplate {
    private final List<Statement> statements;
    private final Map<String, Macro> macros;

    private MappingTemplate(List<Statement> statements, Map<String, Macro> macros) {
        this.statements = statements;
        this.macros = macros;
    }

    /// Compiles a template.
    ///
    /// @throws TemplateException when it is no Velocity, or uses what is not here; with its place
    public static MappingTemplate compile(String text) throws TemplateException {
        if (text.length() > Limit.GATEWAY_TEMPLATE_CHARS.value()) {
            throw new TemplateException(
                    "the template has more than " + Limit.GATEWAY_TEMPLATE_CHARS.value() + " characters");
        }
        TreeReader reader = new TreeReader();
        List<Statement> statements = reader.read(text);
        return new MappingTemplate(statements, reader.macros());
    }

    /// Renders it for one message.
    ///
    /// @throws TemplateException when it fails, or does more than it may
    public Rendered render(TemplateInput input) throws TemplateException {
        Run run = new Run(input, macros);
        try {
            run.render(statements);
        } catch (Statement.StopException | Statement.BreakException e) {
            return new Rendered(run.written(), run.overrides());
        } catch (StackOverflowError e) {
            throw new TemplateException("the template needs too much of the stack");
        }
        return new Rendered(run.written(), run.overrides());
    }

    /// What a template made.
    ///
    /// @param body what it wrote
    /// @param overrides what it set of the message beside the body
    public record Rendered(String body, Overrides overrides) {}
}
