package io.millrace.core.resource.iam;

/// What a thing of IAM is called, and under which path: both make its ARN. Names are unique whatever their path.
///
/// @param path `/`, or `/…/`
public record IamPlace(String name, String path) {
    /// The path of what is given none.
    public static final String ROOT = "/";
}
