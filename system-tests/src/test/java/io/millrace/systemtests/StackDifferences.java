package io.millrace.systemtests;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.UnaryOperator;

final class StackDifferences {
    static final UnaryOperator<String> SAM_NAMES = id -> id;
    static final UnaryOperator<String> CDK_NAMES = id -> id.replaceFirst("[0-9A-F]{8}$", "");

    private StackDifferences() {}

    static void undo(JsonNode byTemplate, JsonNode byCdk) {}
}
