package io.millrace.server.deploy;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Addresses of AWS as they are answered here: `https://ID.execute-api.REGION.amazonaws.com/STAGE/…` as
/// `http://127.0.0.1:4566/_api/ID/STAGE/…`, which needs no name to be resolved, and
/// `https://ID.lambda-url.REGION.on.aws/` as `http://ID.lambda-url.REGION.localhost:4566/`, which is known by its host
/// only.
public final class LocalAddress {
    private static final Pattern API =
            Pattern.compile("https://([a-z0-9]+)\\.execute-api\\.[a-z0-9-]+\\.amazonaws\\.com(?:\\.cn)?(?![a-z0-9.-])");
    private static final Pattern FUNCTION =
            Pattern.compile("https://([a-z0-9]+\\.lambda-url\\.[a-z0-9-]+)\\.on\\.aws(?![a-z0-9.-])");

    private LocalAddress() {}

    /// A text with every such address in it replaced.
    ///
    /// @param url of the server, without a slash at the end
    public static String in(String text, String url) {
        String here = Matcher.quoteReplacement(url);
        String port = url.substring(url.lastIndexOf(':') + 1);
        String apis = API.matcher(text).replaceAll(here + "/_api/$1");
        return FUNCTION.matcher(apis).replaceAll("http://$1.localhost:" + port);
    }
}
