package io.millrace.server.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/// Files, methods and parameter lists stay small enough to be read. The bounds are only ever lowered.
class SourceSizesTest {
    private static final int FILE_LINES_MAX = 400;
    private static final int METHOD_LINES_MAX = 60;
    private static final int PARAMETERS_MAX = 5;

    /// What the rule found when it was made. Nothing is ever added.
    private static final Set<String> KNOWN = Set.of("S3Destination.java: <init> takes 7 parameters");

    private static final Map<String, Integer> KNOWN_LINES = Map.of();

    private static final List<String> MODULES = List.of(
            "core",
            "backends",
            "server",
            "system-tests",
            "system-tests/functions/java8",
            "bench",
            "examples/mysfits/clicks",
            "examples/clicklogger");

    @Test
    void noFileIsLongerThanItMayBe() throws IOException {
        List<String> tooLong = new ArrayList<>();
        for (Path file : sources()) {
            int lines = Files.readAllLines(file).size();
            if (lines > KNOWN_LINES.getOrDefault(file.getFileName().toString(), FILE_LINES_MAX)) {
                tooLong.add(file + " has " + lines + " lines");
            }
        }
        assertThat(tooLong)
                .as("a file that needs more than %s lines is two files", FILE_LINES_MAX)
                .isEmpty();
    }

    @Test
    void noMethodIsLongerOrTakesMoreThanItMay() throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<String> tooLong = new ArrayList<>();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask)
                    compiler.getTask(null, files, null, List.of(), null, files.getJavaFileObjectsFromPaths(sources()));
            SourcePositions positions = Trees.instance(task).getSourcePositions();
            for (CompilationUnitTree unit : task.parse()) {
                new Methods(unit, positions, tooLong).scan(unit, null);
            }
        }
        tooLong.removeAll(KNOWN);
        assertThat(tooLong)
                .as(
                        "a method has at most %s lines and %s parameters; more of either is two methods, or a record",
                        METHOD_LINES_MAX, PARAMETERS_MAX)
                .isEmpty();
    }

    private static List<Path> sources() throws IOException {
        List<Path> sources = new ArrayList<>();
        for (String module : MODULES) {
            Path folder = Path.of("..", module, "src");
            if (Files.isDirectory(folder)) {
                try (Stream<Path> all = Files.walk(folder)) {
                    all.filter(path -> path.toString().endsWith(".java")).forEach(sources::add);
                }
            }
        }
        return sources;
    }

    /// Looks at each method of a file; a record, and a constructor that only its own class
    /// calls, may take what they hold.
    private static final class Methods extends TreeScanner<Void, Void> {
        private final CompilationUnitTree unit;
        private final SourcePositions positions;
        private final List<String> tooLong;
        private boolean inRecord;

        Methods(CompilationUnitTree unit, SourcePositions positions, List<String> tooLong) {
            this.unit = unit;
            this.positions = positions;
            this.tooLong = tooLong;
        }

        private Path fileName() {
            return Path.of(unit.getSourceFile().getName()).getFileName();
        }

        @Override
        public Void visitClass(ClassTree type, Void unused) {
            boolean outer = inRecord;
            inRecord = type.getKind() == Tree.Kind.RECORD;
            super.visitClass(type, null);
            inRecord = outer;
            return null;
        }

        @Override
        public Void visitMethod(MethodTree method, Void unused) {
            LineMap lines = unit.getLineMap();
            long length = lines.getLineNumber(positions.getEndPosition(unit, method))
                    - lines.getLineNumber(positions.getStartPosition(unit, method))
                    + 1;
            boolean constructor = method.getReturnType() == null;
            boolean filledByItsOwn =
                    constructor && (inRecord || method.getModifiers().getFlags().contains(Modifier.PRIVATE));
            if (length > METHOD_LINES_MAX) {
                tooLong.add(fileName() + ": " + method.getName() + " has " + length + " lines");
            }
            if (method.getParameters().size() > PARAMETERS_MAX && !filledByItsOwn) {
                tooLong.add(fileName() + ": " + method.getName() + " takes "
                        + method.getParameters().size() + " parameters");
            }
            return super.visitMethod(method, null);
        }
    }
}
