package io.millrace.server.provision.call;

import io.millrace.core.stack.type.PropertySchema;
import java.util.Set;

/// What there is to say of a type of resource without making one.
///
/// @param name CloudFormation's
/// @param schema its properties
/// @param attributes that `Fn::GetAtt` knows
public record TypeDescription(String name, PropertySchema schema, Set<String> attributes) {
    public TypeDescription {
        attributes = Set.copyOf(attributes);
    }

    /// @param table see [PropertySchema]
    public static TypeDescription of(String name, String table, String... attributes) {
        return new TypeDescription(name, PropertySchema.of(table), Set.of(attributes));
    }
}
