package io.millrace.server.deploy.code;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// A template that needs nothing of this machine any more, and what must lie in the bucket for that.
///
/// @param text to be deployed: as written when it named no path, else as JSON
/// @param document what it says
/// @param assets to be uploaded first
public record PackagedTemplate(String text, JsonNode document, List<Asset> assets) {
    /// Names of its parameters.
    public Set<String> parameters() {
        Set<String> names = new LinkedHashSet<>();
        document.path("Parameters").fieldNames().forEachRemaining(names::add);
        return names;
    }
}
