package io.millrace.server.gateway.template;

import java.util.List;

/// What `#define($name) … #end` makes: rendered anew each time it is printed.
///
/// @param statements between the directive and its end
record DefinedBlock(List<Statement> statements) {
    String text(Run run) throws TemplateException {
        return run.text(statements);
    }
}
