package io.millrace.core.stack;

/// A change set to be made.
///
/// @param name of the change set
/// @param type `CREATE`, `UPDATE`; empty for UPDATE, or CREATE when there is no such stack
/// @param description empty when there is none
/// @param change what the stack shall become
public record ChangeSetRequest(String name, String type, String description, StackRequest change) {}
