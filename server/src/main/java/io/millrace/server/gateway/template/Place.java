package io.millrace.server.gateway.template;

/// Where in a template something stands.
///
/// @param line counted from 1
/// @param column counted from 1
record Place(int line, int column) {}
