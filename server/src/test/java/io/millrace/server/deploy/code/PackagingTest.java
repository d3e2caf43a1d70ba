package io.millrace.server.deploy.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What becomes of the paths that a template names.
class PackagingTest {
    @TempDir
    Path home;

    @TempDir
    Path scratch;

    private Path folder;

    @BeforeEach
    void write() throws IOException {
        folder = Files.createDirectories(home.resolve("app"));
        write("src/index.js", "exports.handler = 1");
        write("src/lib/a.js", "a");
        write("api.yaml", "swagger: '2.0'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "AWS::Serverless::Function; CodeUri; src; \"s3://millrace-assets-eu-west-1/KEY.zip\"",
                "AWS::Serverless::LayerVersion; ContentUri; ./src/; \"s3://millrace-assets-eu-west-1/KEY.zip\"",
                "AWS::Lambda::Function; Code; src; {\"S3Bucket\":\"millrace-assets-eu-west-1\",\"S3Key\":\"KEY.zip\"}",
                "AWS::Lambda::LayerVersion; Content; src; {\"S3Bucket\":\"millrace-assets-eu-west-1\",\"S3Key\":\"KEY.zip\"}",
                "AWS::Serverless::Api; DefinitionUri; api.yaml; \"s3://millrace-assets-eu-west-1/KEY\"",
                "AWS::ApiGateway::RestApi; BodyS3Location; api.yaml; {\"Bucket\":\"millrace-assets-eu-west-1\",\"Key\":\"KEY\"}",
            })
    void aPathBecomesAnObjectAsThePropertyNamesOne(String type, String property, String path, String named)
            throws IOException {
        PackagedTemplate packed = pack("""
                Resources: {R: {Type: %s, Properties: {Before: 1, %s: %s, After: !Ref R}}}
                """.formatted(type, property, path));
        assertThat(packed.assets()).hasSize(1);
        String key = packed.assets().getFirst().key().replace(".zip", "");
        assertThat(key).matches("[0-9a-f]{64}");
        assertThat(properties(packed, "R"))
                .hasToString("{\"Before\":1,\"" + property + "\":" + named.replace("KEY", key)
                        + ",\"After\":{\"Ref\":\"R\"}}");
    }

    @Test
    void aTemplateThatNamesNoPathStaysAsItWasWritten() throws IOException {
        String text = """
                # as written
                Resources:
                  A: {Type: AWS::Serverless::Function, Properties: {CodeUri: s3://bucket/key}}
                  B: {Type: AWS::Lambda::Function, Properties: {Code: {ZipFile: "exports.handler = 1"}}}
                  C: {Type: AWS::Serverless::Function, Properties: {InlineCode: "exports.handler = 1"}}
                  D: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: !Sub "https://${Bucket}/t"}}
                  E: {Type: AWS::Serverless::Function, Properties: {CodeUri: {Bucket: b, Key: k}}}
                  F: {Type: AWS::S3::Bucket}
                """;
        PackagedTemplate packed = pack(text);
        assertThat(packed.text()).isEqualTo(text);
        assertThat(packed.assets()).isEmpty();
    }

    @Test
    void aJarGoesAsItIsAndOtherFilesAndFoldersAsZips() throws Exception {
        Files.write(folder.resolve("f.jar"), new byte[] {'P', 'K', 3, 4, 1});
        PackagedTemplate packed = pack("""
                Resources:
                  Jar: {Type: AWS::Lambda::Function, Properties: {Code: f.jar}}
                  File: {Type: AWS::Lambda::Function, Properties: {Code: src/index.js}}
                  Folder: {Type: AWS::Lambda::Function, Properties: {Code: src}}
                """);
        assertThat(packed.assets().get(0).file()).isEqualTo(folder.resolve("f.jar"));
        assertThat(content(packed.assets().get(1).file())).containsOnly(Map.entry("index.js", "exports.handler = 1"));
        assertThat(content(packed.assets().get(2).file()))
                .containsExactly(Map.entry("index.js", "exports.handler = 1"), Map.entry("lib/a.js", "a"));
    }

    @Test
    void theSameFilesMakeTheSameZipWheneverTheyWereWritten() throws IOException {
        String template = "Resources: {F: {Type: AWS::Lambda::Function, Properties: {Code: src}}}";
        Asset first = pack(template).assets().getFirst();
        Files.setLastModifiedTime(folder.resolve("src/index.js"), FileTime.from(Instant.EPOCH));
        write("src/.git/HEAD", "not code");
        assertThat(pack(template).assets().getFirst().key()).isEqualTo(first.key());
        Files.setPosixFilePermissions(folder.resolve("src/lib/a.js"), PosixFilePermissions.fromString("rwxr-xr-x"));
        assertThat(pack(template).assets().getFirst().key()).isNotEqualTo(first.key());
    }

    @Test
    void whatMayBeExecutedMayBeItInTheZip() throws Exception {
        Files.setPosixFilePermissions(folder.resolve("src/lib/a.js"), PosixFilePermissions.fromString("rwx------"));
        Path zip = pack("Resources: {F: {Type: AWS::Lambda::Function, Properties: {Code: src}}}")
                .assets()
                .getFirst()
                .file();
        try (FileSystem inside = FileSystems.newFileSystem(zip, Map.of("enablePosixFileAttributes", true))) {
            assertThat(Files.getPosixFilePermissions(inside.getPath("lib/a.js")))
                    .isEqualTo(PosixFilePermissions.fromString("rwxr-xr-x"));
            assertThat(Files.getPosixFilePermissions(inside.getPath("index.js")))
                    .isEqualTo(PosixFilePermissions.fromString("rw-r--r--"));
        }
    }

    @Test
    void aFunctionWithoutCodeIsTheTemplatesFolderUnlessGlobalsNameIt() throws Exception {
        PackagedTemplate own = pack("Resources: {F: {Type: AWS::Serverless::Function, Properties: {Handler: a.b}}}");
        assertThat(content(own.assets().getFirst().file())).containsKeys("template.yaml", "src/index.js");
        PackagedTemplate global = pack("""
                Globals: {Function: {CodeUri: src}}
                Resources: {F: {Type: AWS::Serverless::Function, Properties: {Handler: a.b}}}
                """);
        assertThat(global.document().at("/Globals/Function/CodeUri").asText()).startsWith("s3://");
        assertThat(global.document().at("/Resources/F/Properties")).hasToString("{\"Handler\":\"a.b\"}");
    }

    @Test
    void nestedTemplatesArePackedWithTheirOwnPathsFromTheirOwnFolders() throws IOException {
        write("nested/inner.yaml", "Resources: {F: {Type: AWS::Lambda::Function, Properties: {Code: ../src}}}");
        PackagedTemplate packed = pack("""
                Resources: {S: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: nested/inner.yaml}}}
                """);
        assertThat(packed.assets())
                .extracting(Asset::key)
                .satisfiesExactly(code -> assertThat(code).endsWith(".zip"), inner -> assertThat(inner)
                        .endsWith(".template"));
        assertThat(properties(packed, "S").path("TemplateURL").asText())
                .isEqualTo("https://s3.eu-west-1.amazonaws.com/millrace-assets-eu-west-1/"
                        + packed.assets().get(1).key());
        assertThat(Files.readString(packed.assets().get(1).file()))
                .contains("\"S3Key\":\"" + packed.assets().getFirst().key() + "\"");
    }

    @Test
    void aTemplateThatNestsItselfIsRefused() throws IOException {
        write("self.yaml", "Resources: {S: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: self.yaml}}}");
        assertThatThrownBy(() -> new Packaging(scratch, "us-east-1").pack(folder.resolve("self.yaml")))
                .hasMessageContaining("does it name itself?");
    }

    @Test
    void aPathThatIsMissingIsNamedWithWhatBuildsIt() throws IOException {
        write("pom.xml", "<project/>");
        Packaging packaging = new Packaging(scratch, "us-east-1");
        write("template.yaml", "Resources: {Enrich: {Type: AWS::Lambda::Function, Properties: {Code: target/f.jar}}}");
        assertThatThrownBy(() -> packaging.pack(folder.resolve("template.yaml")))
                .hasMessageContaining("template.yaml: Code of Enrich: 'target/f.jar' is not there")
                .hasMessageContaining("(cd " + folder + " && mvn package)");
        assertThat(packaging.files())
                .containsExactlyInAnyOrder(folder.resolve("template.yaml"), folder.resolve("target/f.jar"));
    }

    @Test
    void linksWithinTheFolderAreFollowedAndThoseOutOfItRefused() throws Exception {
        Files.createSymbolicLink(folder.resolve("src/same.js"), Path.of("index.js"));
        String template = "Resources: {F: {Type: AWS::Lambda::Function, Properties: {Code: src}}}";
        assertThat(content(pack(template).assets().getFirst().file())).containsEntry("same.js", "exports.handler = 1");
        Path out = Files.createSymbolicLink(folder.resolve("src/out.yaml"), Path.of("../api.yaml"));
        assertThatThrownBy(() -> pack(template))
                .hasMessageContaining("Code of F")
                .hasMessageContaining(out + " is a link that leads out of");
        Files.delete(out);
        Files.createSymbolicLink(folder.resolve("src/lib/up"), Path.of(".."));
        assertThatThrownBy(() -> pack(template)).hasMessageContaining("a folder that it lies in");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {"'a: [';cannot be read", "hello;is no template", "'Resources: {A: !Nope x}';!Nope"})
    void whatIsNoTemplateIsToldWithItsName(String text, String why) {
        assertThatThrownBy(() -> pack(text))
                .hasMessageContaining("template.yaml")
                .hasMessageContaining(why);
    }

    private PackagedTemplate pack(String template) throws IOException {
        write("template.yaml", template);
        return new Packaging(scratch, "eu-west-1").pack(folder.resolve("template.yaml"));
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static JsonNode properties(PackagedTemplate packed, String resource) throws IOException {
        return new ObjectMapper()
                .readTree(packed.text())
                .path("Resources")
                .path(resource)
                .path("Properties");
    }

    /// What the JDK's own reader finds in a zip, in the zip's order.
    private static Map<String, String> content(Path zip) throws IOException {
        Map<String, String> content = new TreeMap<>();
        try (ZipFile file = new ZipFile(zip.toFile())) {
            List<String> names = file.stream().map(ZipEntry::getName).toList();
            assertThat(names).isSorted();
            for (String name : names) {
                content.put(
                        name,
                        new String(file.getInputStream(file.getEntry(name)).readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return content;
    }
}
