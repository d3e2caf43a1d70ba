package io.millrace.server.deploy.code;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.document.DocumentException;
import io.millrace.core.document.DocumentReader;
import io.millrace.core.limit.Limit;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Finds the paths that a template names, and packs what they lead to, as `aws cloudformation package` does, but that
/// nobody needs a bucket: the one named here is made on the way. Paths are relative to the template's folder.
///
/// For one template, once; one thread.
///
/// Source: <https://docs.aws.amazon.com/cli/latest/reference/cloudformation/package.html>
public final class Packaging {
    private static final byte[] ZIP = {'P', 'K'};

    private final Path scratch;
    private final String region;
    private final Set<Path> files = new LinkedHashSet<>();
    private final List<Asset> assets = new ArrayList<>();

    /// @param scratch folder for zips that are made; the caller's to delete
    /// @param region that it is deployed to
    public Packaging(Path scratch, String region) {
        this.scratch = scratch;
        this.region = region;
    }

    /// The bucket that code is put into.
    public static String bucket(String region) {
        return "millrace-assets-" + region;
    }

    /// Whether a folder within a folder of code is not packed: that of version control, or one that a server keeps its
    /// data in.
    public static boolean isLeftOut(Path folder) {
        return folder.getFileName() != null && CodeFolder.isLeftOut(folder);
    }

    /// The templates and paths that were looked at, also when [#pack] failed: what a change is noticed by.
    public Set<Path> files() {
        return Set.copyOf(files);
    }

    /// Reads a template and packs what it names.
    ///
    /// @throws IOException with a message that names template, resource and path when one cannot be packed
    public PackagedTemplate pack(Path template) throws IOException {
        Packed packed = pack(template, 0);
        return new PackagedTemplate(packed.text(), packed.document(), assets);
    }

    private record Packed(String text, JsonNode document) {}

    private Packed pack(Path template, int depth) throws IOException {
        if (depth > Limit.DEPLOY_NESTED_TEMPLATES.value()) {
            throw new IOException(template + " is nested more than " + Limit.DEPLOY_NESTED_TEMPLATES.value()
                    + " deep: does it name itself?");
        }
        files.add(template.toAbsolutePath().normalize());
        byte[] text = read(template);
        JsonNode document = parse(template, text);
        Folder folder = new Folder(template, depth);
        boolean changed = folder.replaceGlobals(document.path("Globals"));
        for (Map.Entry<String, JsonNode> resource : document.path("Resources").properties()) {
            changed |= folder.replace(resource.getKey(), resource.getValue(), document);
        }
        return new Packed(changed ? document.toString() : new String(text, StandardCharsets.UTF_8), document);
    }

    private static byte[] read(Path template) throws IOException {
        if (!Files.isRegularFile(template)) {
            throw new IOException("There is no template " + template);
        }
        if (Files.size(template) > Limit.TEMPLATE_BYTES.value()) {
            throw new IOException(template + " has more than the " + Limit.TEMPLATE_BYTES.value()
                    + " bytes that a template may have");
        }
        return Files.readAllBytes(template);
    }

    private static JsonNode parse(Path template, byte[] text) throws IOException {
        try {
            JsonNode document = DocumentReader.cloudFormation(
                            Limit.TEMPLATE_BYTES, Limit.TEMPLATE_VALUES, Limit.TEMPLATE_DEPTH)
                    .read(text);
            if (!document.path("Resources").isObject()) {
                throw new IOException(template + " is no template: it has no Resources");
            }
            return document;
        } catch (DocumentException e) {
            throw new IOException(template + " cannot be read: " + e.getMessage(), e);
        }
    }

    /// The paths of one template.
    private final class Folder {
        private final Path template;
        private final Path base;
        private final int depth;

        Folder(Path template, int depth) {
            this.template = template;
            this.base = template.toAbsolutePath().normalize().getParent();
            this.depth = depth;
        }

        boolean replaceGlobals(JsonNode globals) throws IOException {
            boolean changed = false;
            for (String section : List.of("Function", "LayerVersion")) {
                if (globals.path(section) instanceof ObjectNode properties) {
                    changed |= replaceProperties("Globals." + section, "AWS::Serverless::" + section, properties);
                }
            }
            return changed;
        }

        boolean replace(String name, JsonNode resource, JsonNode document) throws IOException {
            if (!(resource.path("Properties") instanceof ObjectNode properties)) {
                return false;
            }
            String type = resource.path("Type").asText();
            if (type.equals(LocalPath.SERVERLESS_FUNCTION) && isWithoutCode(properties, document)) {
                properties.put(LocalPath.FUNCTION_CODE, ".");
            }
            return replaceProperties(name, type, properties);
        }

        /// As AWS has it, such a function is the template's folder.
        private static boolean isWithoutCode(ObjectNode function, JsonNode document) {
            return !function.has(LocalPath.FUNCTION_CODE)
                    && !function.has("InlineCode")
                    && !function.has("ImageUri")
                    && !function.path("PackageType").asText().equals("Image")
                    && !document.path("Globals").path("Function").has(LocalPath.FUNCTION_CODE);
        }

        private boolean replaceProperties(String resource, String type, ObjectNode properties) throws IOException {
            boolean changed = false;
            for (LocalPath path : LocalPath.of(type)) {
                JsonNode value = properties.path(path.property());
                if (LocalPath.isPath(value)) {
                    Place place = new Place(template, resource, path.property(), value.textValue());
                    Asset asset = asset(
                            path.content(),
                            place,
                            base.resolve(value.textValue()).normalize());
                    assets.add(asset);
                    properties.set(path.property(), path.named(asset, bucket(region), region));
                    changed = true;
                }
            }
            return changed;
        }

        private Asset asset(LocalPath.Content content, Place place, Path path) throws IOException {
            files.add(path);
            if (!Files.exists(path)) {
                throw place.missing(path, base);
            }
            return switch (content) {
                case CODE -> code(place, path);
                case DOCUMENT -> document(place, path);
                case TEMPLATE -> nested(path);
            };
        }

        private Asset nested(Path path) throws IOException {
            Path made = Files.createTempFile(scratch, "nested", ".template");
            Files.writeString(made, pack(path, depth + 1).text());
            return Asset.of(made, ".template");
        }
    }

    private static Asset document(Place place, Path path) throws IOException {
        if (!Files.isRegularFile(path)) {
            throw place.failed("is no file", null);
        }
        return Asset.of(path, "");
    }

    private Asset code(Place place, Path path) throws IOException {
        try {
            if (Files.isRegularFile(path) && isZip(path)) {
                if (Files.size(path) > Limit.FUNCTION_CODE_BYTES.value()) {
                    throw new IOException(
                            "it is larger than the " + Limit.FUNCTION_CODE_BYTES.value() + " bytes that code may have");
                }
                return Asset.of(path, ".zip");
            }
            Path zip = Files.createTempFile(scratch, "code", ".zip");
            if (Files.isDirectory(path)) {
                CodeFolder.pack(path, zip);
            } else {
                CodeFolder.packFile(path, zip);
            }
            return Asset.of(zip, ".zip");
        } catch (IOException e) {
            throw place.failed("cannot be packed: " + e.getMessage(), e);
        }
    }

    private static boolean isZip(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return Arrays.equals(in.readNBytes(ZIP.length), ZIP);
        }
    }
}
