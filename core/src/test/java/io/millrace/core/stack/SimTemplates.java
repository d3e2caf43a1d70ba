package io.millrace.core.stack;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// Random templates over the same few logical ids, so that one is an update of the other.
final class SimTemplates {
    static final int RESOURCES = 6;

    private final RandomGenerator random;
    private final boolean failing;

    SimTemplates(RandomGenerator random, boolean failing) {
        this.random = random;
        this.failing = failing;
    }

    String next(String stack) {
        StringBuilder text = new StringBuilder("Parameters: {P: {Type: String, Default: ")
                .append(random.nextBoolean() ? "yes" : "no")
                .append("}, N: {Type: String, NoEcho: true, Default: hush")
                .append(random.nextInt(2))
                .append("}}\nConditions: {C: !Equals [!Ref P, yes]}\nResources:\n");
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < RESOURCES; i++) {
            order.add(random.nextInt(order.size() + 1), i);
        }
        List<String> there = new ArrayList<>();
        for (int i : order) {
            if (random.nextInt(10) < 7) {
                resource(text, stack, "R" + i, there);
            }
        }
        if (there.isEmpty()) {
            text.append("  Only: {Type: Test::Thing}\\n");
            there.add("Only");
        }
        text.append("Outputs:\n  O: {Value: !Ref ").append(there.getFirst()).append("}\n");
        return text.toString();
    }

    private void resource(StringBuilder text, String stack, String id, List<String> there) {
        text.append("  ").append(id).append(":\n    Type: Test::Thing\n");
        boolean conditional = random.nextInt(8) == 0;
        if (conditional) {
            text.append("    Condition: C\n");
        }
        if (random.nextInt(10) == 0) {
            text.append("    DeletionPolicy: ")
                    .append(random.nextBoolean() ? "Retain" : "RetainExceptOnCreate")
                    .append('\n');
        }
        if (random.nextInt(10) == 0) {
            text.append("    UpdateReplacePolicy: Retain\n");
        }
        if (random.nextInt(6) == 0) {
            text.append("    Metadata: {M: ").append(random.nextInt(3)).append("}\n");
        }
        if (!there.isEmpty() && random.nextInt(4) == 0) {
            text.append("    DependsOn: ").append(any(there)).append('\n');
        }
        text.append("    Properties:\n      Size: \"").append(random.nextInt(3)).append("\"\n");
        if (random.nextInt(3) == 0) {
            text.append("      Kind: k").append(random.nextInt(2)).append('\n');
        }
        switch (random.nextInt(12)) {
            case 0, 1, 2 ->
                text.append("      Name: ")
                        .append(stack)
                        .append('-')
                        .append(id)
                        .append("-n")
                        .append(random.nextInt(2))
                        .append('\n');
            case 3 -> text.append(failing && random.nextInt(3) == 0 ? "      Name: foreign\n" : "");
            default -> {
                if (!there.isEmpty()) {
                    text.append("      Link: ")
                            .append(random.nextBoolean() ? "!Ref " + any(there) : "!GetAtt " + any(there) + ".Size")
                            .append('\n');
                }
            }
        }
        if (random.nextInt(6) == 0) {
            text.append("      Secret: !Ref N\n");
        }
        if (failing && random.nextInt(14) == 0) {
            text.append("      Fail: ")
                    .append(List.of("create", "update", "delete").get(random.nextInt(3)))
                    .append('\n');
        }
        if (!conditional) {
            there.add(id);
        }
    }

    private String any(List<String> there) {
        return there.get(random.nextInt(there.size()));
    }
}
