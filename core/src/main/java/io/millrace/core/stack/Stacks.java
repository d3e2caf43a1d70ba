package io.millrace.core.stack;

import io.millrace.core.fault.RequestException;
import io.millrace.core.limit.Limit;
import io.millrace.core.resource.cloudformation.ChangeSet;
import io.millrace.core.resource.cloudformation.Stack;
import io.millrace.core.resource.cloudformation.StackEvent;
import io.millrace.core.resource.cloudformation.StackOptions;
import io.millrace.core.resource.cloudformation.StackResource;
import io.millrace.core.resource.cloudformation.StackStatus;
import io.millrace.core.resource.cloudformation.StackTemplate;
import io.millrace.core.template.Template;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// The stacks there are: makes, changes and deletes them. A change is accepted when it was checked as far as it can be
/// without making anything, and then goes on by itself; after a crash it is taken up where it was.
///
/// Stacks are named by name or ARN. Errors are [RequestException]s with CloudFormation's codes:
/// `ValidationError` for nearly everything, `AlreadyExistsException`, `InsufficientCapabilitiesException`,
/// `ChangeSetNotFound`, `LimitExceededException`, `TokenAlreadyExistsException`, `InvalidChangeSetStatus`.
/// All methods may block for the catalog; any thread but an event loop may call them.
public final class Stacks implements AutoCloseable {
    private static final int LOOK_MILLIS = 10;

    private final StackPorts ports;
    private final StackIndex index;
    private final StackEvents events;
    private final StackRuns runs;
    private final StackOperations operations;
    private final StackEndings endings;
    private final ChangeSets changeSets;
    private final DeletedStacks deletedStacks;

    public Stacks(StackPorts ports) {
        this.ports = ports;
        index = new StackIndex(ports.catalog());
        events = new StackEvents(ports.log());
        StackJournal journal = new StackJournal(ports, events);
        runs = new StackRuns(ports, index, journal);
        operations = new StackOperations(ports, index, journal, runs);
        endings = new StackEndings(ports, index, operations);
        changeSets = new ChangeSets(ports, index, operations);
        deletedStacks = new DeletedStacks(ports, index);
    }

    /// Takes up what a crash interrupted. To be called once, when all that resources are made of can be reached.
    public void resume() {
        deletedStacks.sweepEvents();
        index.all().stream().map(Stack::region).distinct().toList().forEach(deletedStacks::sweep);
        for (Stack stack : List.copyOf(index.all())) {
            if (stack.status().name().endsWith("_IN_PROGRESS")) {
                tellAgain(stack);
                runs.work(stack);
            }
        }
    }

    /// A crash may have come between what was begun and its event.
    private void tellAgain(Stack stack) {
        boolean isTold = events.of(stack).stream()
                .filter(event -> event.physicalId().equals(stack.stackId()))
                .findFirst()
                .filter(event -> event.status().equals(stack.status().name()))
                .isPresent();
        if (!isTold) {
            operations.tell(stack);
        }
    }

    /// @return the stack's ARN
    public String create(StackRequest request) {
        return operations.create(request).stackId();
    }

    /// @return the stack's ARN
    /// @throws RequestException `ValidationError` `No updates are to be performed.`
    public String update(StackRequest request) {
        return operations.update(request).stackId();
    }

    /// Of a stack that is not there: nothing.
    ///
    /// @param retain logical ids of resources to be left, of a stack whose deletion failed
    public void delete(String region, String stack, Set<String> retain, StackOptions options) {
        endings.delete(region, stack, retain, options);
    }

    /// Stops an update and rolls it back.
    public void cancelUpdate(String region, String stack) {
        endings.cancelUpdate(region, stack);
    }

    /// Tries a failed roll-back of an update again.
    public void continueRollback(String region, String stack, Set<String> skip) {
        endings.continueRollback(region, stack, skip);
    }

    /// Rolls back a stack whose operation failed with roll-back disabled.
    public void rollback(String region, String stack) {
        endings.rollback(region, stack);
    }

    public void protect(String region, String stack, boolean protection) {
        endings.protect(region, stack, protection);
    }

    /// One that is there, or by its ARN one that was deleted.
    ///
    /// @throws RequestException `ValidationError` `Stack with id NAME does not exist`
    public Stack find(String region, String stack) {
        return operations.find(region, stack);
    }

    /// As [#find]; a stack that is under way is given when it rests, or when [Limit#STACK_REST_MILLIS] are over.
    /// Clients
    /// that wait for a stack look again after 30 seconds only.
    public Stack findResting(String region, String stack) throws InterruptedException {
        Stack found = find(region, stack);
        long left = Limit.STACK_REST_MILLIS.value();
        while (found.status().isUnderWay() && left > 0) {
            ports.threads().pause(Duration.ofMillis(LOOK_MILLIS));
            left -= LOOK_MILLIS;
            found = find(region, found.stackId());
        }
        return found;
    }

    /// All of a region, deleted ones too, the latest first.
    public List<Stack> list(String region) {
        return index.in(region).stream()
                .sorted(Comparator.comparing(Stack::created).reversed().thenComparing(Stack::name))
                .toList();
    }

    /// In order of logical ids; those that were removed are not among them.
    public List<StackResource> resources(Stack stack) {
        return index.resources(stack);
    }

    /// The latest first.
    public List<StackEvent> events(Stack stack) {
        return events.of(stack);
    }

    /// Some of the events, the latest first.
    ///
    /// @param before the `next` of the page before; empty for the latest
    public EventPage events(Stack stack, OptionalLong before, int count) {
        StackEvents.Page page = events.page(stack, before, count);
        return new EventPage(page.events(), page.next());
    }

    /// @param next what the following page is asked for by; empty on the last
    public record EventPage(List<StackEvent> events, OptionalLong next) {}

    /// Empty for a stack that waits for its first change set: cdk asks for it between making that and executing it.
    ///
    /// @param stage `Original` as written, `Processed` after transforms
    public String template(Stack stack, String stage) {
        if (stack.status() == StackStatus.REVIEW_IN_PROGRESS) {
            return "";
        }
        return text(
                index.template(stack.region(), stack.unique(), StackTemplate.Slot.PRESENT)
                        .orElseThrow(() -> new RequestException(
                                "ValidationError", "Stack with id " + stack.name() + " does not have a template")),
                stage);
    }

    public String template(ChangeSet changeSet, String stage) {
        return text(changeSets.template(changeSet), stage);
    }

    private static String text(StackTemplate template, String stage) {
        return stage.equals("Processed") ? template.processed() : template.original();
    }

    /// Names of the parameters of a stack that must not be shown.
    public Set<String> hiddenParameters(Stack stack) {
        return index.template(stack.region(), stack.unique(), StackTemplate.Slot.PRESENT)
                .map(StackTemplate::processed)
                .filter(Stacks::mayHide)
                .map(text -> DesiredStack.hidden(Template.parse(text)))
                .orElse(Set.of());
    }

    /// Templates are long, and few hide anything: the word is in it, or is written with escapes.
    private static boolean mayHide(String template) {
        return template.contains("NoEcho") || template.indexOf('\\') >= 0;
    }

    public TemplateSummary summary(String template) {
        return Summaries.of(Template.parse(template));
    }

    public ChangeSet createChangeSet(ChangeSetRequest request) {
        return changeSets.create(request);
    }

    /// @param changeSet its name, with the stack's, or its ARN alone
    public ChangeSet changeSet(String region, String changeSet, Optional<String> stack) {
        return changeSets.find(region, changeSet, stack);
    }

    public List<ChangeSet> changeSets(Stack stack) {
        return index.changeSets(stack);
    }

    public void executeChangeSet(
            String region, String changeSet, Optional<String> stack, boolean disableRollback, Optional<String> token) {
        changeSets.execute(region, changeSet, stack, disableRollback, token);
    }

    public void deleteChangeSet(String region, String changeSet, Optional<String> stack) {
        changeSets.delete(region, changeSet, stack);
    }

    /// Exported outputs of all stacks of a region, by their export name, sorted.
    public List<Export> exports(String region) {
        return Exports.all(index, region);
    }

    /// An output that other stacks may import.
    public record Export(String exportingStackId, String name, String value) {}

    /// Names of the stacks that import it.
    public List<String> imports(String region, String exportName) {
        return Exports.importers(index, region, exportName);
    }

    /// Told to a resource that waits: a WaitCondition.
    public void signal(String region, String stack, String logicalId, Map<String, String> signal) {
        Stack found = operations.live(region, stack);
        if (!ports.signals().tell(found.stackId(), logicalId, signal)) {
            throw new RequestException(
                    "ValidationError",
                    "Resource " + logicalId + " of stack " + found.name() + " does not wait for signals");
        }
    }

    @Override
    public void close() {
        runs.close();
    }
}
