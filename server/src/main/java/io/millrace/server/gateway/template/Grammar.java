package io.millrace.server.gateway.template;

import java.io.StringReader;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.velocity.Template;
import org.apache.velocity.runtime.RuntimeConstants;
import org.apache.velocity.runtime.RuntimeInstance;
import org.apache.velocity.runtime.directive.MacroParseException;
import org.apache.velocity.runtime.parser.ParseException;
import org.apache.velocity.runtime.parser.StandardParserConstants;
import org.apache.velocity.runtime.parser.Token;
import org.apache.velocity.runtime.parser.node.SimpleNode;
import org.slf4j.helpers.NOPLogger;

/// Velocity's parser, set as version 1 of the language is, which AWS's is: names may have hyphens
/// (`$context.responseOverride.header.Content-Type`), and white space goes where it went then. Of Velocity only the
/// parser and its arithmetic are used; nothing of it runs a template. Any thread.
///
/// Source: <https://velocity.apache.org/engine/2.4/upgrading.html>
final class Grammar {
    private static final RuntimeInstance VELOCITY = start();

    private static final Pattern LEXICAL = Pattern.compile("Lexical error at line (\\d+), column (\\d+)");

    /// What Velocity puts behind a template.
    private static final String END = "\u001c";

    private static final String AT_END = "it ends within something";

    private Grammar() {}

    /// The tree of a template, not yet initialised.
    static SimpleNode parse(String text) throws TemplateException {
        Template template = new Template();
        template.setName("template");
        try {
            return VELOCITY.parse(new StringReader(text), template);
        } catch (ParseException e) {
            throw refused(e);
        } catch (StackOverflowError e) {
            throw new TemplateException("the template is nested too deeply");
        } catch (RuntimeException e) {
            throw new TemplateException("the template is no Velocity: " + firstLine(e.getMessage()));
        }
    }

    /// The runtime that trees of this parser belong to.
    static RuntimeInstance runtime() {
        return VELOCITY;
    }

    static Properties settings() {
        Properties settings = new Properties();
        settings.put(RuntimeConstants.RUNTIME_LOG_INSTANCE, NOPLogger.NOP_LOGGER);
        settings.setProperty(RuntimeConstants.RESOURCE_LOADERS, "string");
        settings.setProperty(
                "resource.loader.string.class", "org.apache.velocity.runtime.resource.loader.StringResourceLoader");
        settings.setProperty(RuntimeConstants.PARSER_HYPHEN_ALLOWED, "true");
        settings.setProperty(RuntimeConstants.SPACE_GOBBLING, "bc");
        settings.setProperty(RuntimeConstants.CHECK_EMPTY_OBJECTS, "false");
        settings.setProperty(RuntimeConstants.PARSER_POOL_SIZE, "2");
        return settings;
    }

    private static RuntimeInstance start() {
        RuntimeInstance velocity = new RuntimeInstance();
        velocity.init(settings());
        return velocity;
    }

    private static TemplateException refused(ParseException e) {
        String message = firstLine(e.getMessage());
        if (e instanceof MacroParseException macro) {
            return new TemplateException(
                    message.replaceFirst(" at template\\[.*", ""), macro.getLineNumber(), macro.getColumnNumber());
        }
        Matcher lexical = LEXICAL.matcher(message);
        if (lexical.find()) {
            return new TemplateException(
                    "the template is no Velocity: " + (message.contains("<EOF>") ? AT_END : "an unexpected character"),
                    Integer.parseInt(lexical.group(1)),
                    Integer.parseInt(lexical.group(2)));
        }
        if (e.currentToken == null || e.currentToken.next == null) {
            return new TemplateException("the template is no Velocity: " + message);
        }
        Token token = e.currentToken.next;
        boolean atEnd = token.kind == StandardParserConstants.EOF || token.image.equals(END);
        String what = atEnd ? AT_END : "unexpected '" + token.image + "'";
        return new TemplateException("the template is no Velocity: " + what, token.beginLine, token.beginColumn);
    }

    private static String firstLine(String message) {
        return message == null ? "" : message.lines().findFirst().orElse("");
    }
}
