package io.millrace.core.function;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;

/// The modules that code finds beside itself when it stands in a template (`Code.ZipFile`), as CloudFormation puts them
/// there: `cfn-response` for Node, `cfnresponse` for Python. They are for zips: each belongs at the top, next to the
/// file of the code. Stateless.
///
/// Source:
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cfn-lambda-function-code-cfnresponsemodule.html>
public final class InlineModules {
    private static final String NODE = "cfn-response.js";
    private static final String PYTHON = "cfnresponse.py";

    private InlineModules() {}

    /// Files by their names.
    ///
    /// @param runtime AWS's identifier: `nodejs22.x`, `python3.12`; none are for others
    public static Map<String, byte[]> of(String runtime) {
        if (runtime.startsWith("nodejs")) {
            return Map.of(NODE, resource(NODE));
        }
        return runtime.startsWith("python") ? Map.of(PYTHON, resource(PYTHON)) : Map.of();
    }

    private static byte[] resource(String name) {
        try (InputStream in = InlineModules.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("This program was built without " + name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("A module of this program cannot be read", e);
        }
    }
}
