package io.millrace.core.format;

/// A column of a catalog table.
///
/// @param name lower case, as Hive has it
/// @param type in Hive's words: `array<struct<a:int,b:decimal(10,2)>>`
public record Column(String name, String type) {}
