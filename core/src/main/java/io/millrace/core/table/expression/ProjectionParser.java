package io.millrace.core.table.expression;

import io.millrace.core.table.item.TableFaults;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Reads projections: paths with commas between.
final class ProjectionParser {
    private static final String PARAMETER = "ProjectionExpression";

    private ProjectionParser() {}

    static Projection parse(String expression, Placeholders placeholders) {
        TokenReader reader = new TokenReader(expression, PARAMETER, Set.of());
        List<Syntax.Path> syntax = reader.list(reader::path);
        reader.expectEnd();
        Resolver resolver = new Resolver(PARAMETER, placeholders);
        syntax.forEach(resolver::refuseReserved);
        List<DocumentPath> paths = syntax.stream().map(resolver::path).toList();
        PathOverlaps.refuse(paths, resolver);
        return new Projection(paths);
    }

    static Projection ofAttributes(List<String> names) {
        Set<String> distinct = new HashSet<>();
        for (String name : names) {
            if (!distinct.add(name)) {
                throw TableFaults.parameter("Duplicate value in attribute name: " + name);
            }
        }
        return new Projection(names.stream().map(DocumentPath::of).toList());
    }
}
