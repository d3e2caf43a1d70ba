package io.millrace.functions;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/// Goes wrong as it is asked to, or always in the way that `FAULT` of its environment says:
/// `throw`, `exit`, `halt`, `hang`, `print` (100 MB), `child` (leaves a process behind that outlives the call),
/// `memory` (more than there is). Answers `{"fault": …}` when it gets that far.
public final class Faults implements RequestHandler<Map<String, Object>, Map<String, Object>> {
    private static final int PRINTED_BYTES = 100_000_000;
    private static final int PRINTED_LINE_BYTES = 10_000;

    @Override
    public Map<String, Object> handleRequest(Map<String, Object> input, Context context) {
        String always = System.getenv("FAULT");
        Object fault = always != null ? always : input.get("fault");
        try {
            return Collections.<String, Object>singletonMap("fault", commit(String.valueOf(fault)));
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String commit(String fault) throws IOException, InterruptedException {
        switch (fault) {
            case "throw":
                throw new IllegalArgumentException("asked to throw");
            case "exit":
                System.exit(7);
                return fault;
            case "halt":
                Runtime.getRuntime().halt(9);
                return fault;
            case "hang":
                new CountDownLatch(1).await();
                return fault;
            case "print":
                print();
                return fault;
            case "child":
                return Long.toString(child());
            case "memory":
                return Integer.toString(new long[Integer.MAX_VALUE - 8].length);
            default:
                return "none";
        }
    }

    private static void print() {
        byte[] line = new byte[PRINTED_LINE_BYTES];
        Arrays.fill(line, (byte) 'x');
        line[line.length - 1] = '\n';
        PrintStream out = System.out;
        for (int printed = 0; printed < PRINTED_BYTES; printed += line.length) {
            out.write(line, 0, line.length);
        }
        out.flush();
    }

    /// The child keeps the function's standard output open.
    private static long child() throws IOException {
        Process child = new ProcessBuilder("sh", "-c", "echo $$; exec sleep 300")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        byte[] pid = new byte[32];
        int read = child.getInputStream().read(pid);
        return Long.parseLong(new String(pid, 0, read, StandardCharsets.US_ASCII).trim());
    }
}
