package io.millrace.server.functionurl;

import io.millrace.core.catalog.CatalogListener;
import io.millrace.core.resource.Resource;
import io.millrace.core.resource.lambda.FunctionUrl;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Function URLs by their hosts: `ID.lambda-url.REGION.localhost` here, `ID.lambda-url.REGION.on.aws` for those who
/// come
/// through the HTTPS proxy. Any thread.
public final class FunctionUrls implements CatalogListener {
    private static final Pattern HOST =
            Pattern.compile("([a-z0-9]+)\\.lambda-url\\.([a-z0-9-]+)\\.(?:localhost|on\\.aws)\\.?(?::[0-9]*)?");

    private final Map<Host, FunctionUrl> byHost = new ConcurrentHashMap<>();

    /// Whose address it is.
    ///
    /// @param urlId of the URL
    /// @param region of its function
    record Host(String urlId, String region) {}

    @Override
    public void put(Resource resource) {
        if (resource instanceof FunctionUrl url) {
            byHost.put(host(url), url);
        }
    }

    @Override
    public void removed(Resource resource) {
        if (resource instanceof FunctionUrl url) {
            byHost.remove(host(url));
        }
    }

    private static Host host(FunctionUrl url) {
        return new Host(url.urlId(), url.region());
    }

    /// Reads a Host header; empty when it is none of a function URL.
    static Optional<Host> host(String header) {
        // Nearly every request of the program passes here.
        if (!header.contains(".") || !header.toLowerCase(Locale.ROOT).contains(".lambda-url.")) {
            return Optional.empty();
        }
        Matcher parts = HOST.matcher(header.toLowerCase(Locale.ROOT));
        return parts.matches() ? Optional.of(new Host(parts.group(1), parts.group(2))) : Optional.empty();
    }

    Optional<FunctionUrl> find(Host host) {
        return Optional.ofNullable(byHost.get(host));
    }
}
