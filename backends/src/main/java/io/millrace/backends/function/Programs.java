package io.millrace.backends.function;

import io.millrace.backends.function.RuntimeName.Language;
import io.millrace.core.fault.RequestException;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// The programs of this machine that run functions: searched for when a language is first asked for, then kept until
/// the server ends. Any thread; the first call of a language may take a second.
final class Programs {
    private final Map<Language, Supplier<List<Program>>> searches;
    private final Map<Language, List<Program>> found = new EnumMap<>(Language.class);

    Programs() {
        this(Map.of(
                Language.JAVA, JavaSearch::all,
                Language.NODE, PathSearch::nodes,
                Language.PYTHON, PathSearch::pythons));
    }

    Programs(Map<Language, Supplier<List<Program>>> searches) {
        this.searches = Map.copyOf(searches);
    }

    /// The one of exactly the version, else the nearest newer.
    ///
    /// @throws RequestException `InvalidParameterValueException`: what was asked, what there is, what to install
    Program find(RuntimeName runtime) {
        List<Program> all = all(runtime.language());
        Optional<Program> best = all.stream()
                .filter(program -> program.version() >= runtime.version())
                .min(Comparator.comparingInt(Program::version));
        return best.orElseThrow(() -> new RequestException("InvalidParameterValueException", missing(runtime, all)));
    }

    private synchronized List<Program> all(Language language) {
        return found.computeIfAbsent(
                language, it -> List.copyOf(searches.get(it).get()));
    }

    private static String missing(RuntimeName runtime, List<Program> all) {
        String there = all.isEmpty()
                ? "none was found"
                : "found: "
                        + all.stream()
                                .map(Program::fullVersion)
                                .distinct()
                                .sorted()
                                .collect(Collectors.joining(", "));
        return "Runtime '" + runtime.identifier() + "' needs " + runtime.title() + " or later on this machine; " + there
                + ". Install it (" + hint(runtime) + ") and start the server again";
    }

    private static String hint(RuntimeName runtime) {
        return switch (runtime.language()) {
            case JAVA ->
                "for example: apt-get install openjdk-" + runtime.version() + "-jre-headless, brew install openjdk@"
                        + runtime.version() + ", sdk install java";
            case NODE ->
                "for example: apt-get install nodejs, brew install node@" + runtime.version() + ", nvm install "
                        + runtime.version();
            case PYTHON ->
                "for example: apt-get install python3." + runtime.version() + ", brew install python@3."
                        + runtime.version() + ", pyenv install 3." + runtime.version();
            case PROVIDED -> "nothing: it brings its own";
        };
    }
}
