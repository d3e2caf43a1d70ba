package io.millrace.core.table.expression;

import java.util.List;

/// Whether paths get into each other's way: one is, or is inside, another, or one takes for a list what another takes
/// for a map.
final class PathOverlaps {
    private PathOverlaps() {}

    /// Told of the first that overlaps; only then of one that conflicts.
    static void refuse(List<DocumentPath> paths, Resolver resolver) {
        refuse(paths, resolver, Relation.OVERLAP);
        refuse(paths, resolver, Relation.CONFLICT);
    }

    private static void refuse(List<DocumentPath> paths, Resolver resolver, Relation refused) {
        for (int later = 1; later < paths.size(); later++) {
            for (int earlier = 0; earlier < later; earlier++) {
                if (relation(paths.get(earlier).steps(), paths.get(later).steps()) == refused) {
                    throw resolver.invalid("Two document paths " + refused.verb + " with each other; must remove or"
                            + " rewrite one of these paths; path one: " + paths.get(earlier) + ", path two: "
                            + paths.get(later));
                }
            }
        }
    }

    private static Relation relation(List<Step> one, List<Step> two) {
        for (int i = 0; i < Math.min(one.size(), two.size()); i++) {
            if (one.get(i).getClass() != two.get(i).getClass()) {
                return Relation.CONFLICT;
            }
            if (!one.get(i).equals(two.get(i))) {
                return Relation.APART;
            }
        }
        return Relation.OVERLAP;
    }

    private enum Relation {
        APART(""),
        OVERLAP("overlap"),
        CONFLICT("conflict");

        private final String verb;

        Relation(String verb) {
            this.verb = verb;
        }
    }
}
