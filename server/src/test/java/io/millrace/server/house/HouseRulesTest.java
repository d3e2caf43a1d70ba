package io.millrace.server.house;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.members;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// The structure of the program, each rule with its reason.
class HouseRulesTest {
    private static final JavaClasses PROGRAM = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("io.millrace");

    private static final String CORE = "io.millrace.core..";
    private static final String BACKENDS = "io.millrace.backends..";
    private static final String SERVER = "io.millrace.server..";

    /// The floors of `core`: each may use those before it.
    private static final List<List<String>> FLOORS = List.of(
            List.of("fault", "limit"),
            List.of("record", "jq", "document", "table"),
            List.of("resource"),
            List.of("log", "store", "function", "format"),
            List.of("ingest", "catalog", "template"),
            List.of("invoke", "logs"),
            List.of("delivery", "stack"));

    /// The one place of each library: its packages, and who may see them.
    private static final Map<String, String> LIBRARIES = Map.ofEntries(
            Map.entry("io.vertx..", "io.millrace.server.http.."),
            Map.entry("io.netty..", "io.millrace.server.http.."),
            Map.entry("picocli..", "io.millrace.server.cli.."),
            Map.entry("io.micrometer..", "io.millrace.server.metrics.."),
            Map.entry("net.thisptr..", "io.millrace.core.jq.."),
            Map.entry("org.xerial.snappy..", "io.millrace.core.delivery.compression.."),
            Map.entry("org.sqlite..", "io.millrace.backends.tables.."),
            Map.entry("org.apache.parquet..", "io.millrace.backends.parquet.."),
            Map.entry("com.github.luben..", "io.millrace.backends.parquet.."),
            Map.entry("org.apache.velocity..", "io.millrace.server.gateway.template.."),
            Map.entry("com.jayway.jsonpath..", "io.millrace.server.gateway.jsonpath.."),
            Map.entry("com.networknt..", "io.millrace.server.gateway.validate.."),
            Map.entry("com.nimbusds..", "io.millrace.server.gateway.authorize.."),
            Map.entry("com.fasterxml.jackson.dataformat..", "io.millrace.core.document.."),
            Map.entry("org.yaml..", "io.millrace.core.document.."));

    /// Shared by all services; every other package beside them is one service.
    private static final Set<String> NOT_SERVICES = Set.of("protocol", "auth");

    @TestFactory
    Stream<DynamicTest> coreImportsOnlyDownwards() {
        return Stream.iterate(0, i -> i < FLOORS.size() - 1, i -> i + 1).map(i -> {
            String[] below = packages(FLOORS.get(i));
            String[] above =
                    packages(FLOORS.stream().skip(i + 1L).flatMap(List::stream).toList());
            return DynamicTest.dynamicTest(String.join(", ", FLOORS.get(i)), () -> noClasses()
                    .that()
                    .resideInAnyPackage(below)
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(above)
                    .because("a reader who knows the lower floors must never need an upper one to understand them")
                    .check(PROGRAM));
        });
    }

    @Test
    void everyPackageOfCoreHasItsFloor() {
        String[] all = Stream.concat(
                        FLOORS.stream().flatMap(List::stream).map(name -> "io.millrace.core." + name + ".."),
                        Stream.of("io.millrace.core"))
                .toArray(String[]::new);
        classes()
                .that()
                .resideInAPackage(CORE)
                .should()
                .resideInAnyPackage(all)
                .because("a new package must be given its place in the order before it is used")
                .check(PROGRAM);
    }

    @TestFactory
    Stream<DynamicTest> servicesNeverImportEachOther() {
        Set<String> services = services();
        return services.stream()
                .map(service -> DynamicTest.dynamicTest(service, () -> noClasses()
                        .that()
                        .resideInAPackage(awsPackage(service))
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(services.stream()
                                .filter(other -> !other.equals(service))
                                .map(HouseRulesTest::awsPackage)
                                .toArray(String[]::new))
                        .because("services meet in the resources and the log, as they do at AWS; else none could be"
                                + " changed alone")
                        .check(PROGRAM)));
    }

    @TestFactory
    Stream<DynamicTest> eachLibraryHasOnePlace() {
        return LIBRARIES.entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> noClasses()
                        .that()
                        .resideInAPackage("io.millrace..")
                        .and()
                        .resideOutsideOfPackage(entry.getValue())
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage(entry.getKey())
                        .because("a library that is seen in one place can be replaced, or upgraded, in one place")
                        .check(PROGRAM)));
    }

    @Test
    void httpStaysInTheServer() {
        noClasses()
                .that()
                .resideInAnyPackage(CORE, BACKENDS)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(SERVER, "io.vertx..", "io.netty..", "java.net.http..", "com.sun.net.httpserver..")
                .because("the flow must be usable and testable without a socket")
                .check(PROGRAM);
    }

    @Test
    void coreKnowsNoHttpStatus() {
        members()
                .that()
                .areDeclaredInClassesThat()
                .resideInAPackage(CORE)
                .and()
                .areDeclaredInClassesThat()
                .resideOutsideOfPackage("io.millrace.core.resource.apigateway..")
                .should()
                .haveNameNotMatching("(?i).*(httpStatus|statusCode).*")
                .because("an error has a code of AWS's; which status that is differs from protocol to protocol")
                .check(PROGRAM);
    }

    @Test
    void onlyTheWiringKnowsTheBackends() {
        noClasses()
                .that()
                .resideInAPackage(SERVER)
                .and()
                .doNotHaveFullyQualifiedName("io.millrace.server.Main")
                .and()
                .haveNameNotMatching("io\\.millrace\\.server\\.(Function|Table)?Wiring(\\$.*)?")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(BACKENDS)
                .because("which log and which store there are is decided once, in one visible place")
                .check(PROGRAM);
    }

    @Test
    void coreIsBelowEverything() {
        noClasses()
                .that()
                .resideInAPackage(CORE)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(BACKENDS, SERVER)
                .because("core is the model and the flow; what it needs of the world are ports")
                .check(PROGRAM);
    }

    @Test
    void backendsDoNotKnowTheServer() {
        noClasses()
                .that()
                .resideInAPackage(BACKENDS)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(SERVER)
                .because("a backend serves a port of core and nothing else")
                .check(PROGRAM);
    }

    @Test
    void timeIsInjected() {
        noClasses()
                .that()
                .resideInAnyPackage(CORE, BACKENDS)
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(InstantSource.class, "system")
                .orShould()
                .callMethod(Clock.class, "systemUTC")
                .orShould()
                .callMethod(Clock.class, "systemDefaultZone")
                .because("a simulation must be able to drive the clock")
                .check(PROGRAM);
    }

    @Test
    void randomnessIsInjected() {
        noClasses()
                .that()
                .resideInAPackage(CORE)
                .should()
                .callMethod(UUID.class, "randomUUID")
                .orShould()
                .callMethod(Math.class, "random")
                .orShould()
                .callMethod(ThreadLocalRandom.class, "current")
                .orShould()
                .callConstructor(Random.class)
                .because("a failure must be replayed from its seed")
                .check(PROGRAM);
    }

    @Test
    void packagesAreFreeOfCycles() {
        slices().matching("io.millrace.core.(*)..")
                .should()
                .beFreeOfCycles()
                .because("packages in a circle are one package")
                .check(PROGRAM);
        slices().matching("io.millrace.server.(**)")
                .should()
                .beFreeOfCycles()
                .because("packages in a circle are one package")
                .check(PROGRAM);
        slices().matching("io.millrace.backends.(*)..")
                .should()
                .beFreeOfCycles()
                .because("packages in a circle are one package")
                .check(PROGRAM);
    }

    private static Set<String> services() {
        String prefix = "io.millrace.server.aws.";
        return PROGRAM.stream()
                .map(JavaClass::getPackageName)
                .filter(name -> name.startsWith(prefix))
                .map(name -> name.substring(prefix.length()).replaceFirst("\\..*", ""))
                .filter(name -> !NOT_SERVICES.contains(name))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String awsPackage(String service) {
        return "io.millrace.server.aws." + service + "..";
    }

    private static String[] packages(List<String> names) {
        return names.stream().map(name -> "io.millrace.core." + name + "..").toArray(String[]::new);
    }
}
