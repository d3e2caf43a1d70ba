package io.millrace.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.cloudformation.model.Capability;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.cloudformation.model.ResourceStatus;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.cloudformation.model.StackResourceSummary;
import software.amazon.awssdk.services.cloudformation.model.StackStatus;

/// The program is killed (SIGKILL) at random moments while a stack of many resources is made, changed or deleted, and
/// started again: the stack comes to rest by itself, and what exists is what it lists, no more and no less.
///
/// The seed is printed and can be given back with `-Dmillrace.seed=…`; the moments then are the same, as far as a real
/// machine allows.
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class StackCrashIT {
    private static final int KILLS = Integer.getInteger("millrace.stackKills", 25);
    private static final int VARIANTS = 8;
    private static final int LIFE_MILLIS_MAX = 1_200;
    private static final String STACK = "crash";
    private static final Set<StackStatus> AT_REST = Set.of(
            StackStatus.CREATE_COMPLETE,
            StackStatus.ROLLBACK_COMPLETE,
            StackStatus.UPDATE_COMPLETE,
            StackStatus.UPDATE_ROLLBACK_COMPLETE);

    private final long seed = Long.getLong("millrace.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final Map<StackStatus, Integer> ends = new TreeMap<>();

    @TempDir
    Path folder;

    private MillraceProcess server;
    private Estate estate;

    @BeforeEach
    void start() {
        server = new MillraceProcess(folder.resolve("data")).start();
        estate = new Estate(server);
        Streams.bucket(server, CrashTemplate.TAKEN);
    }

    @AfterEach
    void stop() {
        estate.close();
        server.close();
    }

    @Test
    void aStackComesToRestWholeThroughManyKills() throws Exception {
        System.out.println("StackCrashIT: " + KILLS + " kills, seed " + seed);
        int variant = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            variant = round(variant);
        }
        if (variant != 0) {
            estate.stacks.deleteStack(r -> r.stackName(STACK));
        }
        assertThat(atRest()).isEmpty();
        assertThat(existing()).isEmpty();
        System.out.println("StackCrashIT: ended as " + ends);
    }

    /// What is asked of the server before it dies.
    ///
    /// @param variant to be made; 0 to delete the stack
    private record Wish(int variant, boolean fails) {}

    /// One operation, one or two deaths, one rest.
    ///
    /// @param before the variant that the stack has; 0 when there is none
    /// @return the variant that it has now
    private int round(int before) throws Exception {
        boolean delete = before != 0 && random.nextInt(4) == 0;
        Wish wish = new Wish(delete ? 0 : another(before), !delete && random.nextInt(3) == 0);
        FutureTask<Boolean> asked = new FutureTask<>(asking(before, wish));
        Thread.ofVirtual().start(asked);
        live();
        server.kill();
        if (random.nextInt(3) == 0) {
            server.start();
            live();
            server.kill();
        }
        server.start();
        boolean taken = asked.get();
        Optional<Stack> stack = atRest();
        String moment = "from variant %d to %s, %s, seed %d, events %s"
                .formatted(before, wish, taken ? "taken" : "cut off", seed, stack.isPresent() ? events() : "");
        ends.merge(stack.map(Stack::stackStatus).orElse(StackStatus.DELETE_COMPLETE), 1, Integer::sum);
        assertThat(existing()).as(moment).isEqualTo(listed(stack));
        int after = stack.map(now -> Integer.parseInt(now.description())).orElse(0);
        boolean undone = stack.map(Stack::stackStatus).equals(Optional.of(StackStatus.ROLLBACK_COMPLETE));
        if (undone) {
            estate.stacks.deleteStack(r -> r.stackName(STACK));
            assertThat(atRest()).isEmpty();
            after = 0;
        }
        List<Integer> expected =
                wish.fails() ? List.of(before) : taken ? List.of(wish.variant()) : List.of(before, wish.variant());
        assertThat(expected).as(moment).contains(after);
        if (after != 0) {
            assertHasVariant(stack.orElseThrow(), after, moment);
        }
        return after;
    }

    private int another(int variant) {
        int other = 1 + random.nextInt(VARIANTS);
        return other == variant ? other % VARIANTS + 1 : other;
    }

    private void live() {
        LockSupport.parkNanos(random.nextInt(LIFE_MILLIS_MAX) * 1_000_000L);
    }

    /// Whether the wish was acknowledged.
    private Callable<Boolean> asking(int before, Wish wish) {
        String template = CrashTemplate.of(Math.max(1, wish.variant()), wish.fails());
        return () -> {
            try {
                if (wish.variant() == 0) {
                    estate.stacks.deleteStack(r -> r.stackName(STACK));
                } else if (before == 0) {
                    estate.stacks.createStack(r ->
                            r.stackName(STACK).templateBody(template).capabilities(Capability.CAPABILITY_NAMED_IAM));
                } else {
                    estate.stacks.updateStack(r ->
                            r.stackName(STACK).templateBody(template).capabilities(Capability.CAPABILITY_NAMED_IAM));
                }
                return true;
            } catch (SdkClientException | CloudFormationException killed) {
                return false;
            }
        };
    }

    /// The stack when nothing is done about it any more; empty when there is none.
    private Optional<Stack> atRest() {
        assertThat(Poll.until(() -> stack().stream()
                        .noneMatch(stack -> stack.stackStatusAsString().endsWith("_IN_PROGRESS"))))
                .as(() -> "seed " + seed + ": " + events())
                .isTrue();
        Optional<Stack> stack = stack();
        stack.ifPresent(now ->
                assertThat(AT_REST).as(() -> "seed " + seed + ": " + events()).contains(now.stackStatus()));
        return stack;
    }

    private Optional<Stack> stack() {
        return estate.stacks.listStacksPaginator().stackSummaries().stream()
                .filter(stack -> stack.stackStatus() != StackStatus.DELETE_COMPLETE)
                .findFirst()
                .map(stack -> estate.stacks
                        .describeStacks(r -> r.stackName(stack.stackId()))
                        .stacks()
                        .getFirst());
    }

    private String events() {
        return estate.stacks.describeStackEvents(r -> r.stackName(STACK)).stackEvents().stream()
                .filter(event -> event.resourceStatusReason() != null)
                .map(event -> event.logicalResourceId() + " " + event.resourceStatusAsString() + " "
                        + event.resourceStatusReason())
                .limit(20)
                .collect(Collectors.joining("\n"));
    }

    /// What is there beside the bucket that is nobody's.
    private SortedMap<String, List<String>> existing() {
        SortedMap<String, List<String>> existing = estate.ids();
        existing.computeIfPresent("AWS::S3::Bucket", (type, buckets) -> {
            List<String> others = buckets.stream()
                    .filter(bucket -> !bucket.equals(CrashTemplate.TAKEN))
                    .toList();
            return others.isEmpty() ? null : others;
        });
        existing.replaceAll(StackCrashIT::comparable);
        return existing;
    }

    private SortedMap<String, List<String>> listed(Optional<Stack> stack) {
        SortedMap<String, List<String>> listed = new TreeMap<>();
        for (StackResourceSummary resource : stack.map(this::resources).orElse(List.of())) {
            if (!resource.resourceType().equals("AWS::ApiGateway::UsagePlanKey")) {
                listed.computeIfAbsent(resource.resourceType(), type -> new ArrayList<>())
                        .add(resource.physicalResourceId());
            }
        }
        listed.replaceAll((type, ids) -> ids.stream().sorted().toList());
        listed.replaceAll(StackCrashIT::comparable);
        return listed;
    }

    /// Methods and policies of a role have no id that their service knows: they are counted.
    private static List<String> comparable(String type, List<String> ids) {
        return Set.of("AWS::ApiGateway::Method", "AWS::IAM::Policy").contains(type)
                ? List.of(Integer.toString(ids.size()))
                : ids;
    }

    private List<StackResourceSummary> resources(Stack stack) {
        return estate
                .stacks
                .listStackResourcesPaginator(r -> r.stackName(stack.stackId()))
                .stackResourceSummaries()
                .stream()
                .filter(resource -> resource.resourceStatus() != ResourceStatus.DELETE_COMPLETE)
                .toList();
    }

    /// The stack's resources are those of the variant's template, each with its properties.
    private void assertHasVariant(Stack stack, int variant, String moment) {
        Set<String> names = new HashSet<>();
        resources(stack).forEach(resource -> names.add(resource.logicalResourceId()));
        assertThat(names).as(moment).isEqualTo(CrashTemplate.names(variant));
        Map<String, String> outputs = Inventory.outputs(estate, STACK);
        Map<String, String> ids = new TreeMap<>();
        resources(stack).forEach(resource -> ids.put(resource.logicalResourceId(), resource.physicalResourceId()));
        assertThat(outputs)
                .as(moment)
                .containsEntry("Setting", variant + " " + ids.get("Bucket1"))
                .containsEntry("Key", ids.get("Key"))
                .containsEntry("Vpc", ids.get("Vpc"));
        assertThat(outputs.get("Function")).as(moment).endsWith(":" + ids.get("Function0"));
        ids.forEach((name, id) ->
                assertThat(mark(name, id)).as(moment + ": " + name).isIn("", "" + variant));
    }

    /// The variant that a resource says it is of; empty where it says nothing.
    private String mark(String name, String id) {
        String kind = name.replaceFirst("\\d+$", "");
        return switch (kind) {
            case "Bucket" ->
                id.startsWith("crash-bucket-")
                        ? id.substring(id.lastIndexOf('-') + 1)
                        : estate.s3
                                .getBucketTagging(r -> r.bucket(id))
                                .tagSet()
                                .getFirst()
                                .value();
            case "Setting" ->
                estate.ssm.getParameter(r -> r.name(id)).parameter().value().replaceFirst(" .*", "");
            case "Function" ->
                estate.lambda
                        .getFunctionConfiguration(r -> r.functionName(id))
                        .environment()
                        .variables()
                        .get("OF");
            case "Stream" ->
                estate.firehose
                        .describeDeliveryStream(r -> r.deliveryStreamName(id))
                        .deliveryStreamDescription()
                        .destinations()
                        .getFirst()
                        .extendedS3DestinationDescription()
                        .prefix()
                        .replace("/", "");
            case "Role" ->
                estate.iam
                        .getRole(r -> r.roleName(id))
                        .role()
                        .assumeRolePolicyDocument()
                        .replaceFirst("(?s).*%22v(\\d)%22.*", "$1");
            case "Api" -> estate.gateway.getRestApi(r -> r.restApiId(id)).description();
            default -> "";
        };
    }
}
