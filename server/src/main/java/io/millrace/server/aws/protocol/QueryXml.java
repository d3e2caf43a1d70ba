package io.millrace.server.aws.protocol;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;

/// What an action of a query service answers: the XML inside `<ActionResult>`, under construction.
///
/// Source: <https://smithy.io/2.0/aws/protocols/aws-query-protocol.html>
public final class QueryXml {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final StringBuilder out = new StringBuilder(512);

    public QueryXml text(String name, String value) {
        out.append('<').append(name).append('>').append(Xml.escape(value));
        out.append("</").append(name).append('>');
        return this;
    }

    public QueryXml text(String name, Optional<String> value) {
        value.ifPresent(given -> text(name, given));
        return this;
    }

    /// Nothing for an empty text.
    public QueryXml unlessEmpty(String name, String value) {
        return value.isEmpty() ? this : text(name, value);
    }

    public QueryXml bool(String name, boolean value) {
        return text(name, Boolean.toString(value));
    }

    public QueryXml number(String name, long value) {
        return text(name, Long.toString(value));
    }

    /// `2026-11-21T09:00:00.000Z`.
    public QueryXml time(String name, Instant value) {
        return text(name, TIME.format(value));
    }

    public QueryXml structure(String name, Consumer<QueryXml> members) {
        out.append('<').append(name).append('>');
        members.accept(this);
        out.append("</").append(name).append('>');
        return this;
    }

    /// A list of structures, each between `<member>` tags; an empty list is an empty element.
    public <T> QueryXml list(String name, List<T> values, BiConsumer<QueryXml, T> member) {
        if (values.isEmpty()) {
            out.append('<').append(name).append("/>");
            return this;
        }
        return structure(
                name, list -> values.forEach(value -> list.structure("member", one -> member.accept(one, value))));
    }

    /// An element with XML in it that is written already.
    public QueryXml xml(String name, String inner) {
        out.append('<')
                .append(name)
                .append('>')
                .append(inner)
                .append("</")
                .append(name)
                .append('>');
        return this;
    }

    /// A list whose elements are written already.
    ///
    /// @param element `member`, or `item` in EC2
    public <T> QueryXml list(String name, String element, List<T> values, Function<T, String> inner) {
        return structure(name, list -> values.forEach(value -> list.xml(element, inner.apply(value))));
    }

    /// `<Tags><member><Key>…`.
    public QueryXml tags(String name, Map<String, String> tags) {
        return list(name, List.copyOf(tags.entrySet()), (xml, tag) -> xml.text("Key", tag.getKey())
                .text("Value", tag.getValue()));
    }

    /// A list of texts.
    public QueryXml strings(String name, List<String> values) {
        return list(name, values, (xml, value) -> xml.out.append(Xml.escape(value)));
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
