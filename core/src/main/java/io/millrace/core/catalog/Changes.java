package io.millrace.core.catalog;

import io.millrace.core.resource.Resource;
import io.millrace.core.resource.ResourceId;
import java.util.List;

/// Changes of the [Catalog] that are made together or not at all. Written in one append, so all of them together take
/// less than [io.millrace.core.limit.Limit#LOG_APPEND_BYTES].
///
/// @param put added, or in place of what has the same id
/// @param removed what is not there is passed over
public record Changes(List<Resource> put, List<ResourceId> removed) {
    public Changes {
        put = List.copyOf(put);
        removed = List.copyOf(removed);
    }

    public static Changes put(Resource... resources) {
        return new Changes(List.of(resources), List.of());
    }

    public static Changes remove(List<ResourceId> ids) {
        return new Changes(List.of(), ids);
    }
}
