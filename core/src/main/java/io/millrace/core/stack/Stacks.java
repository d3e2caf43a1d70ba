package io.millrace.core.stack;

import io.millrace.core.resource.cloudformation.ChangeSet;
import io.millrace.core.resource.cloudformation.Stack;
import io.millrace.core.resource.cloudformation.StackEvent;
import io.millrace.core.resource.cloudformation.StackOptions;
import io.millrace.core.resource.cloudformation.StackResource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The stacks there are: makes, changes and deletes them. A change is accepted when it was checked as far as it can be
/// without making anything, and then goes on by itself; after a crash it is taken up where it was.
///
/// Stacks are named by name or ARN. Errors are [io.millrace.core.fault.RequestException]s with CloudFormation's codes:
/// `ValidationError` for nearly everything, `AlreadyExistsException`, `InsufficientCapabilitiesException`,
/// `ChangeSetNotFound`, `LimitExceededException`, `TokenAlreadyExistsException`, `InvalidChangeSetStatus`.
/// All methods may block for the catalog; any thread but an event loop may call them.
@SuppressWarnings("DoNotCallSuggester") // until its methods are built
public final class Stacks implements AutoCloseable {
    /// Takes up what a crash interrupted. To be called once, when all that resources are made of can be reached.
    public void resume() {
        throw new UnsupportedOperationException("not built yet");
    }

    /// @return the stack's ARN
    public String create(StackRequest request) {
        throw new UnsupportedOperationException("not built yet");
    }

    /// @return the stack's ARN
    /// @throws io.millrace.core.fault.RequestException `ValidationError` `No updates are to be performed.`
    public String update(StackRequest request) {
        throw new UnsupportedOperationException("not built yet");
    }

    /// Of a stack that is not there: nothing.
    ///
    /// @param retain logical ids of resources to be left, of a stack whose deletion failed
    public void delete(String region, String stack, Set<String> retain, StackOptions options) {
        throw new UnsupportedOperationException("not built yet");
    }

    /// Stops an update and rolls it back.
    public void cancelUpdate(String region, String stack) {
        throw new UnsupportedOperationException("not built yet");
    }

    /// Tries a failed roll-back of an update again.
    public void continueRollback(String region, String stack, Set<String> skip) {
        throw new UnsupportedOperationException("not built yet");
    }

    /// Rolls back a stack whose operation failed with roll-back disabled.
    public void rollback(String region, String stack) {
        throw new UnsupportedOperationException("not built yet");
    }

    public void protect(String region, String stack, boolean protection) {
        throw new UnsupportedOperationException("not built yet");
    }

    /// One that is there, or by its ARN one that was deleted.
    ///
    /// @throws io.millrace.core.fault.RequestException `ValidationError` `Stack with id NAME does not exist`
    public Stack find(String region, String stack) {
        throw new UnsupportedOperationException("not built yet");
    }

    /// All of a region, deleted ones too, the latest first.
    public List<Stack> list(String region) {
        throw new UnsupportedOperationException("not built yet");
    }

    /// In order of logical ids; those that were removed are not among them.
    public List<StackResource> resources(Stack stack) {
        throw new UnsupportedOperationException("not built yet");
    }

    /// The latest first.
    public List<StackEvent> events(Stack stack) {
        throw new UnsupportedOperationException("not built yet");
    }

    /// @param stage `Original` as written, `Processed` after transforms
    public String template(Stack stack, String stage) {
        throw new UnsupportedOperationException("not built yet");
    }

    public String template(ChangeSet changeSet, String stage) {
        throw new UnsupportedOperationException("not built yet");
    }

    /// Names of the parameters of a stack that must not be shown.
    public Set<String> hiddenParameters(Stack stack) {
        throw new UnsupportedOperationException("not built yet");
    }

    public TemplateSummary summary(String template) {
        throw new UnsupportedOperationException("not built yet");
    }

    public ChangeSet createChangeSet(ChangeSetRequest request) {
        throw new UnsupportedOperationException("not built yet");
    }

    /// @param changeSet its name, with the stack's, or its ARN alone
    public ChangeSet changeSet(String region, String changeSet, Optional<String> stack) {
        throw new UnsupportedOperationException("not built yet");
    }

    public List<ChangeSet> changeSets(Stack stack) {
        throw new UnsupportedOperationException("not built yet");
    }

    public void executeChangeSet(
            String region, String changeSet, Optional<String> stack, boolean disableRollback, Optional<String> token) {
        throw new UnsupportedOperationException("not built yet");
    }

    public void deleteChangeSet(String region, String changeSet, Optional<String> stack) {
        throw new UnsupportedOperationException("not built yet");
    }

    /// Exported outputs of all stacks of a region, by their export name, sorted.
    public List<Export> exports(String region) {
        throw new UnsupportedOperationException("not built yet");
    }

    /// An output that other stacks may import.
    public record Export(String exportingStackId, String name, String value) {}

    /// Names of the stacks that import it.
    public List<String> imports(String region, String exportName) {
        throw new UnsupportedOperationException("not built yet");
    }

    /// Told to a resource that waits: a WaitCondition.
    public void signal(String region, String stack, String logicalId, Map<String, String> signal) {
        throw new UnsupportedOperationException("not built yet");
    }

    @Override
    public void close() {
        // Nothing runs yet.
    }
}
