package io.millrace.core.template;

/// What a value of a template hangs on.
public sealed interface Reference {
    /// A parameter or pseudo parameter.
    record OfParameter(String name) implements Reference {}

    /// A resource's physical id.
    record OfResource(String logicalId) implements Reference {}

    /// An attribute of a resource.
    record OfAttribute(String logicalId, String attribute) implements Reference {}
}
