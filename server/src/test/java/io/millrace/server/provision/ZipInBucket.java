package io.millrace.server.provision;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.stack.type.Made;
import io.millrace.core.stack.type.Naming;
import io.millrace.core.stack.type.PropertySchema;
import io.millrace.core.stack.type.ResourceCall;
import io.millrace.core.stack.type.ResourceType;
import io.millrace.server.provision.call.InnerApi;
import io.millrace.server.provision.call.InnerApi.Call;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// A bucket with a zip in it, for examples that need one.
final class ZipInBucket implements ResourceType {
    static final String TYPE = "Test::Zip::InBucket";
    static final String KEY = "layers/code.zip";

    private final InnerApi api;

    ZipInBucket(InnerApi api) {
        this.api = api;
    }

    @Override
    public String name() {
        return TYPE;
    }

    @Override
    public PropertySchema schema() {
        return PropertySchema.of("Unused string");
    }

    @Override
    public boolean hasAttribute(String attribute) {
        return false;
    }

    @Override
    public String physicalId(Naming naming, ObjectNode properties) {
        return naming.lowerCaseName(63);
    }

    @Override
    public Made create(ResourceCall call) throws InterruptedException {
        api.send(Call.of(call.region(), "s3", "PUT", "/" + call.physicalId()));
        api.send(Call.of(call.region(), "s3", "PUT", "/" + call.physicalId() + "/" + KEY)
                .withBody("application/zip", zip()));
        return Made.of(call.physicalId());
    }

    private static byte[] zip() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("python/shared.py"));
            zip.write("X = 1\n".getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    @Override
    public Made update(ResourceCall call, ObjectNode before) {
        return Made.of(call.physicalId());
    }

    @Override
    public void delete(ResourceCall call) {
        // It goes with the plant.
    }
}
