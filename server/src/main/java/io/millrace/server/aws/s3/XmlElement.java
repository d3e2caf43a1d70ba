package io.millrace.server.aws.s3;

import io.millrace.core.limit.Limit;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// An element of an XML request, read whole. Namespaces and attributes are passed over; a document type declaration or
/// an entity is malformed, so nothing outside the text is ever looked at.
///
/// @param name without prefix
/// @param text directly in it
/// @param children in order
record XmlElement(String name, String text, List<XmlElement> children) {
    private static final XMLInputFactory FACTORY = factory();

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        return factory;
    }

    /// @param root what the outermost element must be called
    /// @throws io.millrace.core.fault.RequestException `MalformedXML`
    static XmlElement parse(String document, String root) {
        if (document.contains("<!DOCTYPE")) {
            // The JDK's parser looks into a declaration even when it is to pass it over, and fails in its own way.
            throw S3Errors.malformedXml();
        }
        try {
            XMLStreamReader reader = FACTORY.createXMLStreamReader(new StringReader(document));
            XmlElement element = null;
            while (reader.hasNext()) {
                switch (reader.next()) {
                    case XMLStreamConstants.START_ELEMENT -> element = read(reader, 1);
                    case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE -> throw S3Errors.malformedXml();
                    default -> {}
                }
            }
            if (element == null || !element.name.equals(root)) {
                throw S3Errors.malformedXml();
            }
            return element;
        } catch (XMLStreamException e) {
            throw S3Errors.malformedXml();
        }
    }

    private static XmlElement read(XMLStreamReader reader, int depth) throws XMLStreamException {
        if (depth > Limit.S3_XML_DEPTH.value()) {
            throw S3Errors.malformedXml();
        }
        String name = reader.getLocalName();
        StringBuilder text = new StringBuilder();
        List<XmlElement> children = new ArrayList<>();
        while (true) {
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT -> children.add(read(reader, depth + 1));
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
                    text.append(reader.getText());
                case XMLStreamConstants.END_ELEMENT -> {
                    return new XmlElement(name, text.toString(), List.copyOf(children));
                }
                case XMLStreamConstants.COMMENT, XMLStreamConstants.PROCESSING_INSTRUCTION -> {}
                default -> throw S3Errors.malformedXml();
            }
        }
    }

    Optional<XmlElement> child(String childName) {
        return all(childName).findFirst();
    }

    Stream<XmlElement> all(String childName) {
        return children.stream().filter(child -> child.name.equals(childName));
    }

    /// The text of a child.
    Optional<String> text(String childName) {
        return child(childName).map(XmlElement::text);
    }

    /// The text of a child that must be there.
    String required(String childName) {
        return text(childName).orElseThrow(S3Errors::malformedXml);
    }

    /// It and what is in it, without attributes.
    void writeTo(S3Xml xml) {
        if (children.isEmpty()) {
            xml.element(name, text);
        } else {
            xml.element(name, inside -> children.forEach(child -> child.writeTo(inside)));
        }
    }

    /// A document of S3's with this as its outermost element.
    String document() {
        return S3Xml.document(name, xml -> children.forEach(child -> child.writeTo(xml)))
                .toString();
    }
}
