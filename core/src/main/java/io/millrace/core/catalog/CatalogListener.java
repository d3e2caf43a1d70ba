package io.millrace.core.catalog;

import io.millrace.core.resource.Resource;

/// Told of every change of the catalog, in order, once it is durable. Called while the catalog is held: be short, and
/// do not change the
/// catalog from here.
public interface CatalogListener {
    /// A resource is there, new or changed.
    void put(Resource resource);

    /// A resource is gone.
    void removed(Resource resource);
}
