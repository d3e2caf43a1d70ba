package io.millrace.server.gateway.template;

/// An element of `$map.entrySet()`.
///
/// @param key of the map
/// @param value of the key
record MapEntry(Object key, Object value) {}
