package io.millrace.server.gateway;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Which API and stage a request is for. There are three forms of address:
///
/// - by host, `http://ID.execute-api.localhost:4566/STAGE/path`, which browsers resolve by themselves; also
///   `ID.execute-api.REGION.amazonaws.com`, for those who come through the HTTPS proxy
/// - by path, `/restapis/ID/STAGE/_user_request_/path`
/// - by path and short, `/_api/ID/STAGE/path`, where the API's name may stand for its id
///
/// @param api its id, or name
/// @param stage its name; empty when the address ends before it
/// @param path behind the stage, beginning with a slash, as sent
/// @param stagePath the stage and what is behind it, as sent
record GatewayAddress(String api, String stage, String path, String stagePath) {
    private static final String SHORT = "/_api/";
    private static final String LONG = "/restapis/";
    private static final String LONG_MARK = "_user_request_";
    private static final Pattern HOST = Pattern.compile(
            "([a-z0-9]+)\\.execute-api\\.(?:[a-z0-9-]+\\.)?(?:localhost|amazonaws\\.com(?:\\.cn)?)\\.?(?::[0-9]*)?");

    /// Reads a Host header and a path; empty when they are no address of an API.
    static Optional<GatewayAddress> of(String host, String path) {
        // Nearly every request of the program passes here.
        if (path.startsWith(SHORT)) {
            return Optional.of(split(path.substring(SHORT.length())));
        }
        if (path.startsWith(LONG)) {
            return ofLong(path);
        }
        if (!host.contains(".") || !host.toLowerCase(Locale.ROOT).contains(".execute-api.")) {
            return Optional.empty();
        }
        Matcher parts = HOST.matcher(host.toLowerCase(Locale.ROOT));
        return parts.matches() ? Optional.of(staged(parts.group(1), path.substring(1))) : Optional.empty();
    }

    private static Optional<GatewayAddress> ofLong(String path) {
        List<String> parts = List.of(path.substring(LONG.length()).split("/", 4));
        if (parts.size() < 3 || !parts.get(2).equals(LONG_MARK)) {
            return Optional.empty();
        }
        String rest = "/" + (parts.size() > 3 ? parts.get(3) : "");
        return Optional.of(new GatewayAddress(parts.get(0), parts.get(1), rest, "/" + parts.get(1) + rest));
    }

    private static GatewayAddress split(String text) {
        int slash = text.indexOf('/');
        return slash < 0 ? staged(text, "") : staged(text.substring(0, slash), text.substring(slash + 1));
    }

    private static GatewayAddress staged(String api, String rest) {
        int slash = rest.indexOf('/');
        String stage = slash < 0 ? rest : rest.substring(0, slash);
        return new GatewayAddress(api, stage, slash < 0 ? "/" : rest.substring(slash), "/" + rest);
    }
}
