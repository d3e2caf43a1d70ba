package io.millrace.server.provision.network;

import io.millrace.server.provision.call.TypeDescription;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/// One line of the table of types that are kept only.
///
/// @param physicalId with its placeholders
/// @param attributes by name, with their placeholders
/// @param description whose every property is kept only
record KeptLine(String physicalId, Map<String, String> attributes, TypeDescription description) {
    private static final int COLUMNS = 4;

    static KeptLine parse(String line) {
        String[] columns = line.split(" ; ", -1);
        if (columns.length != COLUMNS) {
            throw new IllegalArgumentException("A line has four columns: " + line);
        }
        SequencedMap<String, String> attributes = new LinkedHashMap<>();
        for (String attribute : columns[2].strip().split(" ", -1)) {
            int equals = attribute.indexOf('=');
            attributes.put(attribute.substring(0, equals), attribute.substring(equals + 1));
        }
        StringBuilder table = new StringBuilder();
        for (String property : columns[3].strip().split(" ", -1)) {
            boolean replaces = property.endsWith("!");
            table.append(replaces ? property.substring(0, property.length() - 1) : property)
                    .append(" json kept")
                    .append(replaces ? " replace\n" : "\n");
        }
        return new KeptLine(
                columns[1].strip(),
                Map.copyOf(attributes),
                TypeDescription.of(
                        columns[0].strip(),
                        table.toString(),
                        attributes.keySet().toArray(String[]::new)));
    }
}
