package io.millrace.server.deploy.client;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// An element of what a service answered. Attributes and namespaces are passed over.
///
/// @param name without prefix
/// @param text directly in it
/// @param children in order
record XmlNode(String name, String text, List<XmlNode> children) {
    private static final XmlNode NONE = new XmlNode("", "", List.of());
    private static final XMLInputFactory FACTORY = factory();

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        return factory;
    }

    /// @throws IOException when it is no XML
    static XmlNode parse(String document) throws IOException {
        try {
            XMLStreamReader reader = FACTORY.createXMLStreamReader(new StringReader(document));
            while (reader.hasNext()) {
                if (reader.next() == XMLStreamConstants.START_ELEMENT) {
                    return read(reader);
                }
            }
        } catch (XMLStreamException e) {
            throw new IOException("The server's answer is no XML: " + e.getMessage(), e);
        }
        throw new IOException("The server's answer is empty");
    }

    private static XmlNode read(XMLStreamReader reader) throws XMLStreamException {
        String name = reader.getLocalName();
        StringBuilder text = new StringBuilder();
        List<XmlNode> children = new ArrayList<>();
        while (true) {
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT -> children.add(read(reader));
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
                    text.append(reader.getText());
                case XMLStreamConstants.END_ELEMENT -> {
                    return new XmlNode(name, text.toString(), List.copyOf(children));
                }
                default -> {}
            }
        }
    }

    /// The first child of that name; an empty element when there is none.
    XmlNode child(String childName) {
        return all(childName).findFirst().orElse(NONE);
    }

    Stream<XmlNode> all(String childName) {
        return children.stream().filter(child -> child.name.equals(childName));
    }

    /// The text of a child; empty when there is none.
    String text(String childName) {
        return child(childName).text;
    }

    /// The elements of a list of the query protocol.
    Stream<XmlNode> members(String listName) {
        return child(listName).all("member");
    }
}
