package io.millrace.server.gateway.template;

/// `$foreach` within a loop.
///
/// @param index counted from 0
/// @param hasNext whether another element follows
/// @param parent of the loop around it; null when there is none
record ForeachScope(int index, boolean hasNext, Object parent) {
    Object property(String name) {
        return switch (name) {
            case "index" -> index;
            case "count" -> index + 1;
            case "hasNext" -> hasNext;
            case "first" -> index == 0;
            case "last" -> !hasNext;
            case "parent" -> parent;
            default -> null;
        };
    }
}
