package io.millrace.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.limit.Bound;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/// Holds the documents to the program: every link, path, class, limit and command that they name exists.
class DocumentsTest {
    private static final Path ROOT = Path.of("..");
    private static final List<String> MODULES = List.of(
            "core",
            "backends",
            "server",
            "system-tests",
            "system-tests/functions/java8",
            "bench",
            "examples/mysfits/clicks",
            "examples/clicklogger");

    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
    private static final Pattern CODE = Pattern.compile("`([^`\\n]+)`");
    private static final Pattern PATH =
            Pattern.compile("(core|backends|server|system-tests|bench|docs|examples)/[\\w./-]+");
    private static final Pattern CAMEL_CASE = Pattern.compile("[A-Z][a-z0-9]+([A-Z][A-Za-z0-9]*)+");
    private static final Pattern CONSTANT = Pattern.compile("[A-Z0-9]+(_[A-Z0-9]+)+");
    private static final Pattern COMMAND = Pattern.compile("(?:\\./)?millrace ((?:[a-z]|--help)[^`\\n|#]*)");
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_]+");
    private static final Pattern OPTION = Pattern.compile("(?<=\\s)(--?[a-z][a-z-]*)");

    /// Beginnings of variables of the environment that are not all read by the program itself.
    private static final List<String> ENVIRONMENT = List.of("MILLRACE_", "AWS_", "JAVA_");

    private static final Map<Path, String> DOCUMENTS = new TreeMap<>();
    private static final Set<String> WORDS = new HashSet<>();

    @BeforeAll
    static void read() throws IOException {
        try (Stream<Path> top = Files.list(ROOT);
                Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            for (Path file : Stream.concat(top, docs)
                    .filter(path -> path.toString().endsWith(".md"))
                    .toList()) {
                DOCUMENTS.put(file, Files.readString(file));
            }
        }
        for (String module : MODULES) {
            Path sources = ROOT.resolve(module).resolve("src");
            if (Files.isDirectory(sources)) {
                try (Stream<Path> files = Files.walk(sources)) {
                    for (Path file : files.filter(path -> path.toString().endsWith(".java"))
                            .toList()) {
                        addWords(file);
                    }
                }
            }
        }
    }

    private static void addWords(Path source) throws IOException {
        WORDS.add(source.getFileName().toString().replace(".java", ""));
        if (source.toString().contains("/src/main/")) {
            Matcher words = WORD.matcher(Files.readString(source));
            while (words.find()) {
                WORDS.add(words.group());
            }
        }
    }

    @Test
    void thereAreDocuments() {
        assertThat(DOCUMENTS.keySet())
                .map(path -> ROOT.relativize(path).toString())
                .contains("README.md", "ARCHITECTURE.md", "INVARIANTS.md", "CONTRIBUTING.md", "CHANGELOG.md");
    }

    @Test
    void everyLinkLeadsSomewhere() {
        assertThat(wrong(
                        LINK,
                        (document, link) -> link.startsWith("https://")
                                || Files.exists(document.resolveSibling(link.replaceFirst("#.*", "")))))
                .isEmpty();
    }

    @Test
    void everyPathExists() {
        assertThat(wrong(CODE, (document, code) -> PATH.matcher(code)
                        .results()
                        .allMatch(path -> path.start() > 0 || Files.exists(ROOT.resolve(path.group())))))
                .isEmpty();
    }

    /// A class, or a word of AWS's that the program knows.
    @Test
    void everyNameInCodeIsKnownToTheProgram() {
        assertThat(wrong(CODE, (document, code) -> !CAMEL_CASE.matcher(code).matches() || WORDS.contains(code)))
                .isEmpty();
    }

    /// A limit, or a variable of the environment that the program sets or reads.
    @Test
    void everyConstantExists() {
        assertThat(wrong(
                        CODE,
                        (document, code) -> !CONSTANT.matcher(code).matches()
                                || ENVIRONMENT.stream().anyMatch(code::startsWith)
                                || WORDS.contains(code)))
                .isEmpty();
    }

    @Test
    void everyLimitIsInTheReferenceWithItsValue() {
        String reference = DOCUMENTS.get(ROOT.resolve("docs/reference/limits.md"));
        for (Bound limit : Bound.all()) {
            assertThat(reference).contains(String.format(Locale.ROOT, "| `%s` | %,d |", limit.name(), limit.value()));
        }
    }

    @Test
    void everyCommandAndOptionExists() {
        CommandLine root = Millrace.commandLine(options -> {
            throw new IllegalStateException("not started here");
        });
        assertThat(wrong(COMMAND, (document, command) -> isKnown(root, command)))
                .isEmpty();
    }

    @Test
    void everyCommandIsInTheReference() {
        String reference = DOCUMENTS.get(ROOT.resolve("docs/reference/command-line.md"));
        Millrace.commandLine(options -> null).getSubcommands().forEach((name, command) -> {
            if (!command.getCommandSpec().usageMessage().hidden()) {
                assertThat(reference).contains("`./millrace " + name);
                command.getCommandSpec().options().stream()
                        .filter(option -> !option.usageHelp())
                        .forEach(option -> assertThat(reference).contains("`" + option.longestName()));
            }
        });
    }

    private static boolean isKnown(CommandLine root, String text) {
        if (text.startsWith("--help")) {
            return true;
        }
        Matcher name = WORD.matcher(text);
        if (!name.find()) {
            return false;
        }
        CommandLine command = root.getSubcommands().get(name.group());
        if (command == null) {
            return false;
        }
        boolean ofMaven = name.group().equals("test");
        return OPTION.matcher(text)
                .results()
                .map(MatchResult::group)
                .allMatch(option -> ofMaven
                        || option.equals("--help")
                        || command.getCommandSpec().findOption(option) != null);
    }

    private interface Check {
        boolean holds(Path document, String named);
    }

    private static List<String> wrong(Pattern named, Check check) {
        List<String> wrong = new ArrayList<>();
        DOCUMENTS.forEach((document, text) -> named.matcher(text)
                .results()
                .map(match -> match.group(1))
                .filter(name -> !check.holds(document, name))
                .forEach(name -> wrong.add(ROOT.relativize(document) + ": " + name)));
        return wrong;
    }
}
