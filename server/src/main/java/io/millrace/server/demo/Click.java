package io.millrace.server.demo;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/// A visitor opened the profile of a mysfit, as the Mysfits site tells it.
///
/// @param userId the visitor
/// @param mysfitId whom they looked at
public record Click(String userId, String mysfitId) {
    String json() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("userId", userId)
                .put("mysfitId", mysfitId)
                .toString();
    }
}
