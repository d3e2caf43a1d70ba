package io.millrace.core.stack.type;

import com.fasterxml.jackson.databind.node.ObjectNode;

/// One type of resource that a template may name: `AWS::S3::Bucket`. To add a type, write this class and add one line
/// to the list of all types.
///
/// Guarantees that an engine relies on, held for every type by a contract test:
/// 1. [#create] makes the whole resource or, when it throws, leaves nothing of it behind.
/// 2. [#update] brings the resource to the properties that are given whatever it was like before, so that it may be
///    repeated after a crash, and called with the old properties to undo.
/// 3. [#delete] of what is not there does nothing.
/// 4. A create that a crash interrupted is followed by a [#delete] under the same physical id and a new create, so
///    nothing but [ResourceCall#physicalId] is needed to find what the first one left.
///
/// The caller's fault is a [io.millrace.core.fault.RequestException], whose message becomes the reason of the failed
/// step; what cannot be done now is an [io.millrace.core.fault.UnavailableException], tried again for a while by the
/// engine. Stateless; called from many threads at once, each of which may be blocked.
///
/// Source: <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-template-resource-type-ref.html>
public interface ResourceType {
    /// CloudFormation's name of it; one that ends with `*` stands for all that begin so: `Custom::*`.
    String name();

    /// Which properties it has, and what a change of each means.
    PropertySchema schema();

    /// Whether `Fn::GetAtt` knows an attribute of this name (with dots, as written).
    boolean hasAttribute(String attribute);

    /// The physical id that a new resource will have, decided before anything is made: the name that its properties
    /// give it, or a name or id made by [Naming]. What the service alone decides (a number of a version) may be
    /// given
    /// by [#create] later; such a type sees in [#delete] the id decided here when a create was interrupted.
    ///
    /// @param properties as [#schema] has made them
    String physicalId(Naming naming, ObjectNode properties);

    /// Whether there is something of this physical id already, which then is not the stack's: asked before a create.
    /// Types whose ids [Naming] makes need not look.
    default boolean exists(ResourceCall call) {
        return false;
    }

    /// Makes it.
    Made create(ResourceCall call) throws InterruptedException;

    /// Changes it in place. Called only for changes of properties that need no replacement.
    ///
    /// @param before the properties that it has or had
    Made update(ResourceCall call, ObjectNode before) throws InterruptedException;

    /// Deletes it, with the properties it was made with last.
    void delete(ResourceCall call) throws InterruptedException;
}
