package io.millrace.server.provision.network;

import io.millrace.core.catalog.Catalog;
import io.millrace.core.stack.type.ResourceType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// The types that are kept only, from their table `kept-types.txt`, a line each: networks, and what templates of the
/// CDK
/// name beside them.
public final class KeptTypes {
    private static final String TABLE = "kept-types.txt";

    private KeptTypes() {}

    /// @param catalog where they are kept
    public static List<ResourceType> all(Catalog catalog) {
        List<ResourceType> types = new ArrayList<>();
        for (KeptLine line : lines()) {
            types.add(new KeptType(line, catalog));
        }
        return List.copyOf(types);
    }

    private static List<KeptLine> lines() {
        try (InputStream table = KeptTypes.class.getResourceAsStream(TABLE)) {
            return new String(table.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(KeptLine::parse)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(TABLE + " cannot be read", e);
        }
    }
}
