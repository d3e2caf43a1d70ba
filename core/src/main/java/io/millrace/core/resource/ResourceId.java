package io.millrace.core.resource;

/// What a resource is found by.
///
/// @param type CloudFormation's name of its kind: `AWS::S3::Bucket`
/// @param region where it lives; [#GLOBAL] for kinds whose names are unique everywhere
/// @param name the user's name for it
public record ResourceId(String type, String region, String name) {
    public static final String GLOBAL = "";

    @Override
    public String toString() {
        return region.equals(GLOBAL) ? type + " " + name : type + " " + name + " in " + region;
    }
}
