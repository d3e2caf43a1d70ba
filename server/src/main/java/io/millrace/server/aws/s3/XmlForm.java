package io.millrace.server.aws.s3;

import io.millrace.core.fault.RequestException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// What an element of a request's document must look like: which elements may be in it and how often, or which text.
///
/// @param name of the element
/// @param min how often it must stand in the element around it
/// @param max how often it may
/// @param children what may be in it, in any order
/// @param text what it may hold where it has no children
record XmlForm(String name, int min, int max, List<XmlForm> children, Optional<Pattern> text) {
    private static final Pattern ANY = Pattern.compile(".*", Pattern.DOTALL);

    XmlForm {
        children = List.copyOf(children);
    }

    /// An element with elements in it, once or not at all.
    static XmlForm group(String name, XmlForm... children) {
        return new XmlForm(name, 0, 1, List.of(children), Optional.empty());
    }

    /// An element with any text, once or not at all.
    static XmlForm text(String name) {
        return new XmlForm(name, 0, 1, List.of(), Optional.of(ANY));
    }

    /// An element with a text of a form, once or not at all.
    static XmlForm text(String name, String form) {
        return new XmlForm(name, 0, 1, List.of(), Optional.of(Pattern.compile(form, Pattern.DOTALL)));
    }

    /// The same, to stand exactly once.
    XmlForm required() {
        return times(1, 1);
    }

    XmlForm times(int least, int most) {
        return new XmlForm(name, least, most, children, text);
    }

    /// Reads a document and holds it to this form.
    ///
    /// @throws RequestException `MalformedXML`, naming what does not fit
    XmlElement read(String document) {
        XmlElement root = XmlElement.parse(document, name);
        check(root);
        return root;
    }

    private void check(XmlElement element) {
        if (text.isPresent()) {
            if (!element.children().isEmpty()) {
                throw S3Errors.malformedXml(name + " takes text");
            }
            if (!text.get().matcher(element.text()).matches()) {
                throw S3Errors.malformedXml(name + " must be " + text.get());
            }
            return;
        }
        if (!element.text().isBlank()) {
            throw S3Errors.malformedXml(name + " takes no text");
        }
        for (XmlElement child : element.children()) {
            form(child.name()).check(child);
        }
        for (XmlForm form : children) {
            long count = element.all(form.name).count();
            if (count < form.min || count > form.max) {
                throw S3Errors.malformedXml(
                        name + " holds " + form.name + " " + form.min + " to " + form.max + " times, not " + count);
            }
        }
    }

    private XmlForm form(String child) {
        return children.stream()
                .filter(form -> form.name.equals(child))
                .findFirst()
                .orElseThrow(() -> S3Errors.malformedXml(name + " has no element " + child));
    }
}
