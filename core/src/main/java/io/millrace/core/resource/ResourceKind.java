package io.millrace.core.resource;

import com.fasterxml.jackson.databind.node.ObjectNode;

/// One kind of resource: how its values are kept in the catalog and read back. To add a kind, write this class and add
/// one line to
/// [ResourceKinds].
///
/// @param <R> the values of this kind
public interface ResourceKind<R extends Resource> {
    /// CloudFormation's name: `AWS::KinesisFirehose::DeliveryStream`.
    String type();

    Class<R> valueType();

    /// What is kept; whatever [#read] needs to give back an equal value.
    ObjectNode write(R resource);

    /// The value that was written, also by an earlier version of the program.
    R read(ObjectNode kept);
}
