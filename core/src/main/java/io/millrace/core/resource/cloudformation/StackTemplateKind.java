package io.millrace.core.resource.cloudformation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.resource.ResourceKind;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/// How templates are kept: compressed, since the largest that CloudFormation takes is as large as a resource may be.
final class StackTemplateKind implements ResourceKind<StackTemplate> {
    @Override
    public String type() {
        return StackTemplate.TYPE;
    }

    @Override
    public Class<StackTemplate> valueType() {
        return StackTemplate.class;
    }

    @Override
    public ObjectNode write(StackTemplate template) {
        ObjectNode json = StackJson.object()
                .put("Region", template.region())
                .put("Owner", template.owner())
                .put("Slot", template.slot().name())
                .put("Original", packed(template.original()));
        return template.processed().equals(template.original())
                ? json
                : json.put("Processed", packed(template.processed()));
    }

    @Override
    public StackTemplate read(ObjectNode kept) {
        try {
            String original = unpacked(kept.required("Original").binaryValue());
            return new StackTemplate(
                    StackJson.text(kept, "Region"),
                    StackJson.text(kept, "Owner"),
                    StackTemplate.Slot.valueOf(StackJson.text(kept, "Slot")),
                    original,
                    kept.has("Processed") ? unpacked(kept.get("Processed").binaryValue()) : original);
        } catch (IOException e) {
            throw new UncheckedIOException("A template in the catalog cannot be read", e);
        }
    }

    private static byte[] packed(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
            zip.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("In memory", e);
        }
        return bytes.toByteArray();
    }

    private static String unpacked(byte[] bytes) throws IOException {
        try (GZIPInputStream zip = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return new String(zip.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
