package io.millrace.core.logs;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/// The way to a property: `$.a.b[0]`.
///
/// @param steps from the whole message down
record JsonSelector(List<Step> steps) {
    /// One step down.
    sealed interface Step {
        /// Into an object.
        record Name(String name) implements Step {}

        /// Into an array.
        record Place(int index) implements Step {}
    }

    /// What lies there; a missing node when nothing does.
    JsonNode find(JsonNode message) {
        JsonNode found = message;
        for (Step step : steps) {
            found = switch (step) {
                case Step.Name(String name) -> found.path(name);
                case Step.Place(int index) -> found.path(index);
            };
        }
        return found;
    }
}
