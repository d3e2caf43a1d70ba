package io.millrace.server.aws.s3;

import io.millrace.server.aws.protocol.Xml;
import java.util.function.Consumer;

/// An XML answer under construction. What is written between a tag's begin and end is nested by code blocks.
final class S3Xml {
    private static final String DECLARATION = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
    private static final String NAMESPACE = " xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"";

    private final StringBuilder out = new StringBuilder(1024).append(DECLARATION);

    private S3Xml() {}

    /// A document in S3's namespace.
    static S3Xml document(String root, Consumer<S3Xml> content) {
        S3Xml xml = new S3Xml();
        xml.write(root, NAMESPACE, content);
        return xml;
    }

    /// A document that is one text.
    static S3Xml text(String root, String text) {
        S3Xml xml = new S3Xml();
        xml.write(root, NAMESPACE, content -> content.out.append(Xml.escape(text)));
        return xml;
    }

    /// An error: it has no namespace.
    static S3Xml error(Consumer<S3Xml> content) {
        S3Xml xml = new S3Xml();
        xml.write("Error", "", content);
        return xml;
    }

    S3Xml element(String name, Consumer<S3Xml> content) {
        write(name, "", content);
        return this;
    }

    /// An element whose name or type lies in the instance namespace: `<Grantee xsi:type="…">`.
    S3Xml typed(String name, String type, Consumer<S3Xml> content) {
        write(name, " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:type=\"" + type + "\"", content);
        return this;
    }

    S3Xml element(String name, String text) {
        if (text.isEmpty()) {
            out.append('<').append(name).append("/>");
        } else {
            out.append('<')
                    .append(name)
                    .append('>')
                    .append(Xml.escape(text))
                    .append("</")
                    .append(name)
                    .append('>');
        }
        return this;
    }

    S3Xml element(String name, long number) {
        return element(name, Long.toString(number));
    }

    S3Xml element(String name, boolean value) {
        return element(name, Boolean.toString(value));
    }

    private void write(String name, String attributes, Consumer<S3Xml> content) {
        out.append('<').append(name).append(attributes).append('>');
        int start = out.length();
        content.accept(this);
        if (out.length() == start) {
            out.setLength(start - 1);
            out.append("/>");
        } else {
            out.append("</").append(name).append('>');
        }
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
