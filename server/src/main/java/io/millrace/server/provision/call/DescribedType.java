package io.millrace.server.provision.call;

import io.millrace.core.stack.type.PropertySchema;
import io.millrace.core.stack.type.ResourceType;

/// A type whose name, properties and attributes stand in one table.
public interface DescribedType extends ResourceType {
    TypeDescription description();

    @Override
    default String name() {
        return description().name();
    }

    @Override
    default PropertySchema schema() {
        return description().schema();
    }

    @Override
    default boolean hasAttribute(String attribute) {
        return description().attributes().contains(attribute);
    }
}
