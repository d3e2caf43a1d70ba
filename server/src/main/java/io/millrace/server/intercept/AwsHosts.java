package io.millrace.server.intercept;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// The names at which AWS's own services are called, in all regions, those of China included.
///
/// `on.aws` is not among them: what is there are the functions and sites of others, who are to be left alone.
///
/// Source: <https://docs.aws.amazon.com/general/latest/gr/rande.html>
final class AwsHosts {
    static final List<String> DOMAINS = List.of("amazonaws.com", "amazonaws.com.cn", "api.aws");
    private static final Pattern NAME = Pattern.compile("[a-z0-9._-]{1,253}");

    private AwsHosts() {}

    /// As names are compared: lower case, without the dot at the end.
    static String normal(String host) {
        String lower = host.toLowerCase(Locale.ROOT);
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }

    /// @param host in normal form
    static boolean contains(String host) {
        return NAME.matcher(host).matches() && DOMAINS.stream().anyMatch(domain -> host.endsWith("." + domain));
    }
}
