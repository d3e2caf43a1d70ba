package io.millrace.server.provision.lambda;

import io.millrace.core.fault.RequestException;
import io.millrace.core.function.InlineModules;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// Source code that stands in a template: a file `index` beside the module that answers CloudFormation for a custom
/// resource, `cfn-response` or `cfnresponse`. The same text makes the same zip.
///
/// Source:
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-lambda-function-code.html>
final class InlineCode {
    /// As the earliest that a zip can say.
    private static final LocalDateTime TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    private InlineCode() {}

    /// @throws RequestException for a runtime whose code is no text
    static byte[] zip(String runtime, String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes, StandardCharsets.UTF_8)) {
            add(zip, fileName(runtime), text.getBytes(StandardCharsets.UTF_8));
            for (Map.Entry<String, byte[]> module : InlineModules.of(runtime).entrySet()) {
                add(zip, module.getKey(), module.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static String fileName(String runtime) {
        if (runtime.startsWith("nodejs")) {
            return "index.js";
        }
        if (runtime.startsWith("python")) {
            return "index.py";
        }
        throw new RequestException(
                "InvalidParameterValueException",
                "ZipFile can only be used when Runtime is set to nodejs or python: '" + runtime + "' is neither");
    }

    private static void add(ZipOutputStream zip, String name, byte[] content) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(TIME);
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }
}
