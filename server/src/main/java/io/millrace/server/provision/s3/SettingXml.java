package io.millrace.server.provision.s3;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.server.aws.protocol.Xml;
import java.util.function.Consumer;

/// The XML that S3 takes a setting in.
final class SettingXml {
    private static final String NAMESPACE = "http://s3.amazonaws.com/doc/2006-03-01/";

    private final StringBuilder text = new StringBuilder();

    static String document(String root, Consumer<SettingXml> content) {
        SettingXml xml = new SettingXml();
        xml.text.append('<').append(root).append(" xmlns=\"").append(NAMESPACE).append("\">");
        content.accept(xml);
        return xml.text.append("</").append(root).append('>').toString();
    }

    SettingXml element(String name, Consumer<SettingXml> content) {
        text.append('<').append(name).append('>');
        content.accept(this);
        text.append("</").append(name).append('>');
        return this;
    }

    SettingXml element(String name, String value) {
        return element(name, xml -> xml.text.append(Xml.escape(value)));
    }

    /// Those of some members that are there: `Name`, or `Property:Name` where S3 has another name; a list gives an
    /// element
    /// each.
    SettingXml members(JsonNode from, String... names) {
        for (String name : names) {
            int colon = name.indexOf(':');
            JsonNode value = from.path(colon < 0 ? name : name.substring(0, colon));
            String as = name.substring(colon + 1);
            if (value.isArray()) {
                value.forEach(one -> element(as, one.asText()));
            } else if (!value.isMissingNode()) {
                element(as, value.asText());
            }
        }
        return this;
    }
}
