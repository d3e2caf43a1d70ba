package io.millrace.server.demo;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/// An access log of a web server in Apache's combined format, plain or gzip, read as clicks: each request is one, of a
/// visitor told by address and browser, on the mysfit that its path stands for.
///
/// Source: <https://httpd.apache.org/docs/2.4/logs.html#combined>
final class ApacheLog {
    private static final String UNNAMED = "\"(?:[^\"\\\\]++|\\\\.)*+\"";
    private static final String QUOTED = "\"((?:[^\"\\\\]++|\\\\.)*+)\"";

    // A line that was cut off in its last field is read too.
    private static final Pattern LINE = Pattern.compile("(\\S++) \\S++ \\S++ \\[[^\\]]++\\] " + QUOTED
            + " \\d{3} (?:\\d{1,18}|-) " + UNNAMED + " " + QUOTED + "?.*");

    private static final Pattern REQUEST = Pattern.compile("(\\S++) (\\S++).*");

    private static final int GZIP_MAGIC_1 = 0x1f;
    private static final int GZIP_MAGIC_2 = 0x8b;

    private ApacheLog() {}

    /// All lines that can be read; others are left out.
    static List<Click> read(Path file) throws IOException {
        List<Click> clicks = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(open(file), StandardCharsets.UTF_8))) {
            String line = lines.readLine();
            while (line != null) {
                parse(line).ifPresent(clicks::add);
                line = lines.readLine();
            }
        }
        if (clicks.isEmpty()) {
            throw new IOException(file + " holds no line in Apache's combined format");
        }
        return clicks;
    }

    private static InputStream open(Path file) throws IOException {
        InputStream in = new BufferedInputStream(Files.newInputStream(file));
        in.mark(2);
        boolean packed = in.read() == GZIP_MAGIC_1 && in.read() == GZIP_MAGIC_2;
        in.reset();
        return packed ? new GZIPInputStream(in) : in;
    }

    static Optional<Click> parse(String line) {
        Matcher parts = LINE.matcher(line);
        if (!parts.matches()) {
            return Optional.empty();
        }
        Matcher request = REQUEST.matcher(parts.group(2));
        String path = request.matches() ? request.group(2) : parts.group(2);
        return Optional.of(new Click(
                visitor(parts.group(1) + " " + parts.group(3)),
                Mysfit.at(path.hashCode()).mysfitId()));
    }

    /// The log knows no users: one address with one browser is taken for one.
    private static String visitor(String addressAndAgent) {
        return "visitor-%08x".formatted(addressAndAgent.hashCode());
    }
}
