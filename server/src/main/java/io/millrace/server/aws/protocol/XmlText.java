package io.millrace.server.aws.protocol;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Writes the XML of an answer, element by element. Not thread-safe.
public final class XmlText {
    private final StringBuilder out = new StringBuilder();

    /// An element with text in it.
    public XmlText text(String name, String value) {
        return node(name, Xml.escape(value));
    }

    /// Nothing when there is no value.
    public XmlText text(String name, Optional<String> value) {
        value.ifPresent(text -> text(name, text));
        return this;
    }

    public XmlText number(String name, long value) {
        return node(name, Long.toString(value));
    }

    public XmlText bool(String name, boolean value) {
        return node(name, Boolean.toString(value));
    }

    /// An element with XML in it.
    public XmlText node(String name, String xml) {
        out.append('<')
                .append(name)
                .append('>')
                .append(xml)
                .append("</")
                .append(name)
                .append('>');
        return this;
    }

    /// A list: each value in an element of its own.
    ///
    /// @param element `member`, or `item` in EC2
    public <T> XmlText list(String name, String element, List<T> values, Function<T, String> xml) {
        XmlText inner = new XmlText();
        values.forEach(value -> inner.node(element, xml.apply(value)));
        return node(name, inner.toString());
    }

    /// `<Tags><member><Key>…`.
    public XmlText tags(String name, Map<String, String> tags) {
        return list(name, "member", List.copyOf(tags.entrySet()), tag -> new XmlText()
                .text("Key", tag.getKey())
                .text("Value", tag.getValue())
                .toString());
    }

    /// A page of what is in order of its keys, with IAM's `IsTruncated` and `Marker`.
    public <T> XmlText page(
            String name, QueryInput.Page page, List<T> all, Function<T, String> key, Function<T, String> xml) {
        List<T> rest = all.stream()
                .filter(one -> page.after().isEmpty() || key.apply(one).compareTo(page.after()) > 0)
                .limit(page.limit() + 1L)
                .toList();
        boolean more = rest.size() > page.limit();
        List<T> shown = more ? rest.subList(0, page.limit()) : rest;
        bool("IsTruncated", more);
        if (more) {
            text("Marker", key.apply(shown.getLast()));
        }
        return list(name, "member", shown, xml);
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
