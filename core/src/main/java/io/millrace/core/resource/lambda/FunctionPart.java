package io.millrace.core.resource.lambda;

import io.millrace.core.resource.Resource;
import java.util.Optional;

/// What belongs to a function, or to one version or alias of it, and goes with it: a version, an alias, a permission….
public interface FunctionPart extends Resource {
    /// The name of the function.
    String function();

    /// The version's number or the alias that it belongs to; empty for what belongs to the function as a whole.
    Optional<String> qualifier();
}
