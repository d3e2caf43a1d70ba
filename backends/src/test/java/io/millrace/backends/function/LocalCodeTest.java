package io.millrace.backends.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.fault.RequestException;
import io.millrace.core.function.CodeStore.StoredCode;
import io.millrace.core.limit.Limit;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Zips of functions: kept whole, unpacked in their folder only, refused in the caller's words.
class LocalCodeTest {
    private final Path folder = temporary();

    private static Path temporary() {
        try {
            return Files.createTempDirectory("local-code");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @AfterEach
    @AfterProperty
    void clear() throws IOException {
        FunctionFolders.remove(folder);
    }

    private LocalCode store() throws IOException {
        return new LocalCode(folder.resolve("functions"));
    }

    private static byte[] zip(String... names) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (String name : names) {
                zip.putNextEntry(new ZipEntry(name));
                if (!name.endsWith("/")) {
                    zip.write(name.getBytes(StandardCharsets.UTF_8));
                }
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return bytes.toByteArray();
    }

    private void assertRefused(byte[] zip, String why) throws IOException {
        LocalCode store = store();
        assertThatThrownBy(() -> store.put(new ByteArrayInputStream(zip)))
                .isInstanceOfSatisfying(
                        RequestException.class, e -> assertThat(e.code()).isEqualTo("InvalidParameterValueException"))
                .hasMessageContaining(why);
        assertThat(FunctionFolders.children(folder.resolve("functions/code")))
                .as("nothing is left of it")
                .isEmpty();
    }

    @Test
    void codeIsKeptUnpackedAndGivenBack() throws Exception {
        byte[] zip = zip("a/", "a/b.txt", "c.txt");
        StoredCode stored = store().put(new ByteArrayInputStream(zip));
        assertThat(stored.bytes()).isEqualTo(zip.length);
        LocalCode again = store();
        assertThat(again.put(new ByteArrayInputStream(zip))).isEqualTo(stored);
        assertThat(again.open(stored.sha256()).orElseThrow().readAllBytes()).isEqualTo(zip);
        assertThat(again.unpacked(stored.sha256()).orElseThrow().resolve("a/b.txt"))
                .hasContent("a/b.txt");
        again.retain(Set.of(stored.sha256()));
        assertThat(again.open(stored.sha256())).isPresent();
        again.retain(Set.of());
        assertThat(again.open(stored.sha256())).isEmpty();
        assertThat(FunctionFolders.children(folder.resolve("functions/code"))).isEmpty();
    }

    @Test
    void whatACrashLeftIsDoneAgain() throws Exception {
        byte[] zip = zip("a.txt");
        StoredCode stored = store().put(new ByteArrayInputStream(zip));
        Path code = folder.resolve("functions/code");
        Path unpacked = store().unpacked(stored.sha256()).orElseThrow();
        Files.delete(code.resolve(unpacked.getFileName() + ".zip"));
        Files.writeString(code.resolve(".7.zip"), "half of it");
        Files.createDirectories(code.resolve("." + unpacked.getFileName() + "/half"));
        LocalCode again = store();
        assertThat(again.put(new ByteArrayInputStream(zip))).isEqualTo(stored);
        assertThat(unpacked.resolve("a.txt")).hasContent("a.txt");
        assertThat(FunctionFolders.children(code)).hasSize(2);
    }

    private static byte[] large(String... names) {
        byte[] noise = new byte[2 << 20];
        new Random(1).nextBytes(noise);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (String name : names) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write(noise);
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return bytes.toByteArray();
    }

    @Test
    void aLargeZipIsKeptAtOnceAndUnpackedBesideThat() throws Exception {
        List<Runnable> later = new ArrayList<>();
        byte[] zip = large("a/b.txt", "a/c.txt");
        StoredCode stored = new LocalCode(folder.resolve("functions"), later::add).put(new ByteArrayInputStream(zip));
        Path code = folder.resolve("functions/code");
        assertThat(FunctionFolders.children(code)).hasSize(1);
        assertThat(store().open(stored.sha256()).orElseThrow().readAllBytes()).isEqualTo(zip);
        later.forEach(Runnable::run);
        assertThat(FunctionFolders.children(code)).hasSize(2);
        assertThat(store().unpacked(stored.sha256()).orElseThrow().resolve("a/c.txt"))
                .hasSize(2 << 20);
    }

    @Test
    void aLargeZipIsUnpackedForWhoeverNeedsItFirst() throws Exception {
        LocalCode store = new LocalCode(folder.resolve("functions"), never -> {});
        StoredCode stored = store.put(new ByteArrayInputStream(large("a.txt")));
        assertThat(store.unpacked(stored.sha256()).orElseThrow().resolve("a.txt"))
                .hasSize(2 << 20);
        StoredCode again = store.put(new ByteArrayInputStream(large("a.txt")));
        assertThat(again).isEqualTo(stored);
    }

    @Test
    void aLargeZipIsRefusedBeforeItIsKept() throws Exception {
        LocalCode store = new LocalCode(folder.resolve("functions"), never -> {});
        byte[] zip = large("a.txt", "b.txt");
        zip[zip.length / 4] ^= 1;
        assertThatThrownBy(() -> store.put(new ByteArrayInputStream(zip)))
                .isInstanceOf(RequestException.class)
                .hasMessageContaining("cannot be read");
        assertThatThrownBy(() -> store.put(new ByteArrayInputStream(large("../a.txt"))))
                .isInstanceOf(RequestException.class);
        assertThat(FunctionFolders.children(folder.resolve("functions/code"))).isEmpty();
    }

    /// Only unpacking tells whether they are one file here.
    @Test
    void aLargeZipWithNamesThatAreNearlyTheSameIsUnpackedAtOnce() throws Exception {
        for (String other : List.of("A.txt", "a.TXT/b.txt", "a.txt.d/x")) {
            LocalCode store = new LocalCode(folder.resolve("functions"), never -> {});
            int before =
                    FunctionFolders.children(folder.resolve("functions/code")).size();
            store.put(new ByteArrayInputStream(large("a.txt", other)));
            assertThat(FunctionFolders.children(folder.resolve("functions/code")))
                    .hasSize(before + (other.equals("a.txt.d/x") ? 1 : 2));
        }
    }

    /// As a loss of power can leave it: a file without its bytes, and the machine boots anew.
    @Test
    void whatWasUnpackedIsBelievedUntilTheMachineBootsAnew() throws Exception {
        Path boot = Files.writeString(folder.resolve("boot"), "first");
        Path functions = folder.resolve("functions");
        StoredCode stored = new LocalCode(functions, boot).put(new ByteArrayInputStream(zip("a/b.txt")));
        Path file = functions
                .resolve("code")
                .resolve(HexFormat.of().formatHex(Base64.getDecoder().decode(stored.sha256())))
                .resolve("a/b.txt");
        Files.delete(file);
        Files.createFile(file);
        assertThat(new LocalCode(functions, boot).unpacked(stored.sha256())).isPresent();
        assertThat(file).isEmptyFile();
        Files.writeString(boot, "second");
        LocalCode booted = new LocalCode(functions, boot);
        booted.retain(Set.of(stored.sha256()));
        assertThat(booted.unpacked(stored.sha256())).isPresent();
        assertThat(file).hasContent("a/b.txt");
    }

    @Test
    void codeIsKeptAlsoWhereNoBootIsToldFromAnother() throws Exception {
        Path functions = folder.resolve("functions");
        Path none = folder.resolve("none");
        StoredCode stored = new LocalCode(functions, none).put(new ByteArrayInputStream(zip("a/", "a/b.txt")));
        assertThat(new LocalCode(functions, none)
                        .unpacked(stored.sha256())
                        .orElseThrow()
                        .resolve("a/b.txt"))
                .hasContent("a/b.txt");
    }

    @Test
    void permissionsToExecuteAreKept() throws Exception {
        Path file = ZipFiles.withMode(folder.resolve("x.zip"), "bootstrap", "x", "rwxr-xr-x");
        StoredCode stored = store().put(Files.newInputStream(file));
        Path bootstrap = store().unpacked(stored.sha256()).orElseThrow().resolve("bootstrap");
        assertThat(Files.isExecutable(bootstrap)).isTrue();
    }

    @Test
    void namesThatLeadElsewhereAreRefused() throws Exception {
        for (String name : List.of("../x", "a/../../x", "/etc/x", "a\\..\\x", "C:x", "a//b", "./x", "a/./b", "..")) {
            assertRefused(zip("fine", name), "zip");
        }
        assertThat(folder.resolve("x")).doesNotExist();
    }

    @Test
    void whatIsNoZipIsRefused() throws Exception {
        assertRefused("no zip".getBytes(StandardCharsets.UTF_8), "cannot be read");
        assertRefused(new byte[0], "cannot be read");
        byte[] zip = zip("a.txt", "b.txt");
        assertRefused(Arrays.copyOf(zip, zip.length - 30), "cannot be read");
        assertRefused(zip(), "holds no file");
    }

    @Test
    void encryptedEntriesAreRefused() throws Exception {
        byte[] zip = zip("a.txt");
        for (int at = 0; at < zip.length - 4; at++) {
            if (zip[at] == 'P' && zip[at + 1] == 'K' && zip[at + 2] == 1 && zip[at + 3] == 2) {
                zip[at + 8] |= 1;
            }
        }
        assertRefused(zip, "cannot be read");
    }

    @Test
    void aNameThatStandsTwiceIsRefused() throws Exception {
        byte[] zip = zip("a1.txt", "a2.txt");
        for (int at = 0; at < zip.length - 1; at++) {
            if (zip[at] == 'a' && zip[at + 1] == '2') {
                zip[at + 1] = '1';
            }
        }
        assertRefused(zip, "two entries named 'a1.txt'");
        assertRefused(zip("a", "a/b"), "both as a file and as a folder");
        assertRefused(zip("a", "a/"), "two entries named 'a'");
    }

    @Test
    void tooManyEntriesAreRefused() throws Exception {
        String[] names = new String[Limit.FUNCTION_CODE_ENTRIES.intValue() + 1];
        Arrays.setAll(names, i -> "d" + i + "/");
        assertRefused(zip(names), "entries; at most");
    }

    @Test
    void whatIsTooLargeIsRefusedWhateverItSaysOfItself() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("zeros"));
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i <= Limit.FUNCTION_CODE_BYTES.value() >> 20; i++) {
                zip.write(zeros);
            }
            zip.closeEntry();
        }
        assertRefused(bytes.toByteArray(), "when unpacked");
    }

    @Test
    void aWrongChecksumIsRefused() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] text = "the text of it".getBytes(StandardCharsets.UTF_8);
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            ZipEntry entry = new ZipEntry("a");
            entry.setMethod(ZipEntry.STORED);
            entry.setSize(text.length);
            CRC32 crc = new CRC32();
            crc.update(text);
            entry.setCrc(crc.getValue());
            zip.putNextEntry(entry);
            zip.write(text);
            zip.closeEntry();
        }
        byte[] zip = bytes.toByteArray();
        for (int at = 0; at < zip.length - 3; at++) {
            if (zip[at] == 't' && zip[at + 1] == 'h' && zip[at + 2] == 'e') {
                zip[at] = 'T';
            }
        }
        assertRefused(zip, "cannot be read");
    }

    @Provide
    Arbitrary<List<String>> hostileNames() {
        Arbitrary<String> part = Arbitraries.of(
                "a",
                "b.js",
                "..",
                ".",
                "",
                "C:",
                "\\",
                "\u0000",
                "é",
                "\ud83d\ude00",
                " ",
                "CON",
                "~",
                "a\nb",
                "x".repeat(300));
        Arbitrary<String> name = part.list().ofMinSize(1).ofMaxSize(5).map(parts -> String.join("/", parts));
        return name.list().ofMinSize(1).ofMaxSize(6).uniqueElements();
    }

    @Property(tries = 300)
    void anyNamesStayInTheFolderOrAreRefused(@ForAll("hostileNames") List<String> names) throws Exception {
        Path functions = Files.createTempDirectory(folder, "p");
        LocalCode store = new LocalCode(functions);
        try {
            StoredCode stored = store.put(new ByteArrayInputStream(zip(names.toArray(String[]::new))));
            Path unpacked = store.unpacked(stored.sha256()).orElseThrow();
            for (String name : names) {
                assertThat(unpacked.resolve(name).normalize()).startsWith(unpacked);
            }
        } catch (RequestException e) {
            assertThat(e.code()).isEqualTo("InvalidParameterValueException");
        }
        try (Stream<Path> all = Files.walk(folder)) {
            List<Path> outside = all.filter(Files::isRegularFile)
                    .filter(path -> !path.startsWith(functions.resolve("code")))
                    .filter(path -> !path.equals(functions.resolve("boot")))
                    .sorted(Comparator.naturalOrder())
                    .toList();
            assertThat(outside).isEmpty();
        } finally {
            FunctionFolders.remove(functions);
        }
    }
}
