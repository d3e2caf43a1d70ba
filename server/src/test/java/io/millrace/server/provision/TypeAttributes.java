package io.millrace.server.provision;

import io.millrace.core.stack.type.ResourceType;
import io.millrace.server.provision.call.DescribedType;
import java.util.Set;

/// The attributes that a type promises.
final class TypeAttributes {
    private TypeAttributes() {}

    static Set<String> of(ResourceType type) {
        return type instanceof DescribedType described ? described.description().attributes() : Set.of();
    }
}
