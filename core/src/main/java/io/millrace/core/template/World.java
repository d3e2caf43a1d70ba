package io.millrace.core.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a template is evaluated against: everything that is not written in it.
///
/// What is not known yet is empty (a resource that is yet to be made); a function that hangs on it stays as it is
/// written. What can never be known is a [io.millrace.core.fault.RequestException] `ValidationError`.
public interface World {
    /// Pseudo parameters by name: `AWS::Region`, `AWS::StackId`…
    Map<String, JsonNode> pseudoParameters();

    /// The physical id of a resource.
    Optional<String> ref(String logicalId);

    /// An attribute of a resource.
    Optional<JsonNode> attribute(String logicalId, String attribute);

    /// What another stack exports.
    String imported(String exportName);

    /// The value of a parameter of SSM.
    ///
    /// @param version the latest when empty
    /// @param secure whether it must be a SecureString (`{{resolve:ssm-secure:…}}`)
    String ssmParameter(String name, Optional<Integer> version, boolean secure);

    /// Availability zones of a region.
    List<String> zones(String region);
}
