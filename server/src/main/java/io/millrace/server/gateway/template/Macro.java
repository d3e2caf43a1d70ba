package io.millrace.server.gateway.template;

import java.util.List;

/// What `#macro(name $a $b) … #end` makes. Its arguments are evaluated when it is called.
///
/// @param parameters names without their `$`
/// @param statements between the directive and its end
record Macro(List<String> parameters, List<Statement> statements) {}
