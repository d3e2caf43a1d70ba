package io.millrace.server.deploy;

import io.millrace.server.deploy.code.PackagedTemplate;
import java.util.Map;

/// What is to be deployed.
///
/// @param stack its name
/// @param template with its code packed
/// @param parameters values by name; the others keep theirs, or have their defaults
/// @param rollback whether a failure undoes what was done
public record DeployRequest(String stack, PackagedTemplate template, Map<String, String> parameters, boolean rollback) {
    public DeployRequest {
        parameters = Map.copyOf(parameters);
    }
}
