package io.millrace.server;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where tables are kept, as said in one URI: `sqlite:[PATH]` or `dynamodb://REGION[?endpoint=URL]`.
sealed interface TablesOption {
    /// @param folder the data folder's own when empty
    record Sqlite(Optional<Path> folder) implements TablesOption {}

    /// @param endpoint scheme, host and port of a server that speaks DynamoDB's API
    record Remote(String region, URI endpoint) implements TablesOption {}

    String SQLITE = "sqlite:";
    Pattern REMOTE = Pattern.compile("dynamodb://([a-z0-9-]{1,32})(?:\\?endpoint=(.+))?");

    /// @throws IllegalArgumentException saying which part is wrong and what would be right
    static TablesOption parse(String uri) {
        if (uri.startsWith(SQLITE)) {
            return new Sqlite(folder(uri.substring(SQLITE.length())));
        }
        Matcher remote = REMOTE.matcher(uri);
        if (!remote.matches()) {
            throw new IllegalArgumentException(("Tables: '%s' is neither sqlite:[PATH] nor"
                            + " dynamodb://REGION[?endpoint=URL]; right would be 'sqlite:' or 'dynamodb://eu-west-1'")
                    .formatted(uri));
        }
        String region = remote.group(1);
        return new Remote(
                region,
                endpoint(remote.group(2) == null ? "https://dynamodb." + region + ".amazonaws.com" : remote.group(2)));
    }

    private static Optional<Path> folder(String path) {
        // SQLite's driver would read what follows as settings.
        if (path.contains("?")) {
            throw new IllegalArgumentException("Tables: sqlite: has no settings and its path no '?': " + path);
        }
        try {
            return path.isEmpty() ? Optional.empty() : Optional.of(Path.of(path));
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("Tables: '%s' is no path: %s".formatted(path, e.getReason()), e);
        }
    }

    private static URI endpoint(String text) {
        try {
            URI uri = new URI(text);
            boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            boolean bare = (uri.getRawPath() == null
                            || uri.getRawPath().isEmpty()
                            || uri.getRawPath().equals("/"))
                    && uri.getRawQuery() == null
                    && uri.getRawUserInfo() == null;
            if (http && bare && uri.getHost() != null) {
                return uri;
            }
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("Tables: the endpoint '%s' is no URL".formatted(text), e);
        }
        throw new IllegalArgumentException(
                "Tables: the endpoint '%s' is not of the form http[s]://HOST[:PORT]".formatted(text));
    }
}
