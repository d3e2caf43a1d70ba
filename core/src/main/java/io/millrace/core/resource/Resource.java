package io.millrace.core.resource;

/// Something that a user made and the [io.millrace.core.catalog.Catalog] remembers: a bucket, a delivery stream….
/// Immutable; a change is a new value under the same id.
public interface Resource {
    ResourceId id();
}
